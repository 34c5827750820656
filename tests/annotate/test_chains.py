"""Through whom it was said."""

from collections.abc import Callable

from khabar.schema.reading import Reading

Read = Callable[[str], Reading]


def chains(reading: Reading) -> list[list[str]]:
    names = {a.id: a.mentions[0].cut(reading.text) for a in reading.actors}
    return [[names[link] for link in s.chain] for s in reading.statements]


def test_a_speaker_of_the_outlet_has_no_chain(read: Read) -> None:
    assert chains(read("قالت روسيا إن الهدنة صامدة.")) == [[]]


def test_an_agency_that_hands_on_is_the_chain(read: Read) -> None:
    reading = read("ونقلت وكالة رويترز عن مصدر أمني قوله إن الطريق مقطوع.")
    assert chains(reading) == [["وكالة رويترز"]]


def test_who_spoke_through_an_agency_goes_on_through_it(read: Read) -> None:
    reading = read("ونقلت وكالة رويترز عن مصدر أمني قوله إن الطريق مقطوع. وأضاف أن القوات عادت.")
    assert chains(reading) == [["وكالة رويترز"], ["وكالة رويترز"]]


def test_a_medium_named_behind_the_words_of_another_is_the_chain(read: Read) -> None:
    reading = read("قالت روسيا إن الهدنة صامدة، وفق ما ذكرت وكالة رويترز.")
    assert chains(reading) == [["وكالة رويترز"]]


def test_speech_inside_speech_comes_through_the_outer_speaker(read: Read) -> None:
    reading = read("قالت تركيا إن روسيا أكدت أن الهدنة صامدة.")
    assert chains(reading) == [[], ["تركيا"]]


def test_a_relative_clause_is_what_the_outlet_adds(read: Read) -> None:
    reading = read("حذرت تركيا من هجوم القوات التي قالت روسيا إنها انسحبت.")
    assert [] in chains(reading)
    assert ["تركيا"] not in chains(reading)


def test_a_paper_frames_the_sentences_between_its_words(read: Read) -> None:
    reading = read(
        "قالت صحيفة الأهرام إن الوفد وصل.\n"
        "وقال سيرغي لافروف إن الحوار مفيد.\n"
        "وأضافت صحيفة الأهرام أن الوفد غادر."
    )
    assert chains(reading)[1] == ["صحيفة الأهرام"]
