"""Who speaks, and what is no speech at all."""

from collections.abc import Callable

import pytest

from khabar.schema.reading import Reading
from khabar.schema.statements import Act, Statement

Read = Callable[[str], Reading]


def sources(reading: Reading) -> list[str]:
    names = {a.id: a.mentions[0].cut(reading.text) for a in reading.actors}
    return [names[s.source] for s in reading.statements if s.source is not None]


def contents(reading: Reading) -> list[str]:
    return [s.content.cut(reading.text) for s in reading.statements]


def only(reading: Reading) -> Statement:
    (statement,) = reading.statements
    return statement


def test_who_spoke_last_speaks_on(read: Read) -> None:
    reading = read("قال أنطونيو غوتيريش إن الهدنة صامدة.\nوأضاف أن المراقبين وصلوا.")
    first, second = sources(reading)
    assert first == second


def test_a_feminine_verb_goes_back_to_a_feminine_speaker(read: Read) -> None:
    reading = read(
        "قالت وزارة الخارجية الروسية إن المحادثات مفيدة. "
        "وقال أنطونيو غوتيريش إن الهدنة صامدة. وأضافت أن الوفد سيعود."
    )
    first, _, last = sources(reading)
    assert first == last


def test_a_participle_goes_with_the_speaker_of_its_sentence(read: Read) -> None:
    reading = read("أعلن أنطونيو غوتيريش أن روسيا قبلت الخطة، مشيرا إلى أن التنفيذ قريب.")
    first, second = sources(reading)
    assert first == second


def test_an_object_is_no_speaker(read: Read) -> None:
    reading = read("وكانت تركيا قد حذرت فرنسا من تكرار الخطأ.")
    assert sources(reading) == ["تركيا"]


def test_those_who_speak_together_have_a_statement_each(read: Read) -> None:
    reading = read("هددت واشنطن وباريس بشن ضربات جديدة.")
    assert len(set(sources(reading))) == 2
    assert len(set(contents(reading))) == 1


def test_a_surname_that_no_table_knows_is_led_back_to_its_bearer(read: Read) -> None:
    reading = read(
        "قال الخبير في شؤون الجماعات منير أديب إن التنظيم ضعف. وأضاف أديب أن قادته فروا."
    )
    first, second = sources(reading)
    assert first == second


def test_a_source_can_stand_behind_the_verb_that_its_agency_governs(read: Read) -> None:
    reading = read("ونقلت وكالة رويترز عن مصدر أمني قوله إن الطريق مقطوع.")
    assert sources(reading) == ["مصدر أمني"]
    assert contents(reading) == ["إن الطريق مقطوع"]


def test_what_a_paper_takes_from_its_sources_is_theirs(read: Read) -> None:
    reading = read("وذكرت صحيفة الأهرام، نقلا عن مصادر دبلوماسية، أن الزيارة تأجلت.")
    assert sources(reading) == ["مصادر دبلوماسية"]


def test_a_clause_behind_while_is_a_statement_of_its_own(read: Read) -> None:
    reading = read("قالت روسيا إن الهدنة صامدة، فيما أكدت تركيا أن القصف مستمر.")
    assert sources(reading) == ["روسيا", "تركيا"]
    assert contents(reading) == ["إن الهدنة صامدة", "أن القصف مستمر"]


def test_a_quotation_before_its_source_is_all_that_is_said(read: Read) -> None:
    reading = read('كان اللقاء في باريس "خطوة تاريخية كبيرة"، بحسب الأمم المتحدة.')
    assert contents(reading) == ["خطوة تاريخية كبيرة"]


@pytest.mark.parametrize(
    "text",
    [
        "لم يقل وزير الخارجية الروسي سيرغي لافروف إن بلاده ستنسحب.",
        "يذكر أن روسيا شاركت في المؤتمر السابق.",
        "واستمر القصف على ما يبدو قرب مواقع روسيا.",
        "وقع الانفجار بين روسيا وأوكرانيا عبر الحدود.",
        "وتمتد المنطقة التي تعتبر معقلا قديما من روسيا إلى أوكرانيا.",
    ],
)
def test_no_statement_is_made_where_nobody_reports(read: Read, text: str) -> None:
    assert read(text).statements == ()


def test_a_headline_makes_no_statement(read: Read) -> None:
    reading = read("روسيا تؤكد أن الهدنة صامدة\n\nقالت روسيا إن الهدنة صامدة.")
    assert len(reading.statements) == 1


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("قالت الأمم المتحدة إن الأطراف يجب أن تتوقف عن القتال.", Act.DEMAND),
        ("قالت الأمم المتحدة إن روسيا تتحمل المسؤولية.", Act.ACCUSE),
        ("قالت الأمم المتحدة إن القافلة وصلت.", Act.SAY),
    ],
)
def test_the_act_follows_what_is_said(read: Read, text: str, act: Act) -> None:
    assert only(read(text)).act is act


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("وقالت كارين بيرس، سفيرة بريطانيا، إن الوقت ضيق.", "كارين بيرس", "إن الوقت ضيق"),
        ("وقالت وزارة الخارجية، عبر حسابها، إن الوفد عاد.", "وزارة الخارجية", "إن الوفد عاد"),
        ("وقال كبير الدبلوماسيين سيرغي لافروف إن الموقف نهائي.", "سيرغي لافروف", "إن الموقف نهائي"),
        ("لكن كثيرا من اللاجئين يقولون إنهم باقون.", "اللاجئين", "إنهم باقون"),
        ("أثار القرار غضب الفلسطينيين الذين يقولون إنه ظالم.", "الفلسطينيين", "إنه ظالم"),
        ("ويشن الجيش الأمريكي غارات يقول إنها دقيقة.", "الجيش الأمريكي", "إنها دقيقة"),
        ("في مقابلة لسيرغي لافروف، حيث قال إنه باق.", "سيرغي لافروف", "إنه باق"),
    ],
)
def test_who_speaks_wherever_the_subject_stands(
    read: Read, text: str, speaker: str, content: str
) -> None:
    reading = read(text)
    assert [s.removeprefix("ل") for s in sources(reading)] == [speaker]
    assert contents(reading) == [content]


@pytest.mark.parametrize(
    "onward",
    [
        "وأضاف مشددا على أن الأمر خطير.",
        "وذكر بأن الوفد عاد.",
        "وأصيب ثلاثة جنود، على حد قوله.",
        "وأصيب ثلاثة جنود، بحسب المصدر نفسه.",
    ],
)
def test_who_spoke_is_meant_where_nobody_is_named(read: Read, onward: str) -> None:
    first, second = sources(read(f"قال سيرغي لافروف إن روسيا قبلت الخطة. {onward}"))
    assert first == second


def test_a_paper_speaks_for_who_put_it_out(read: Read) -> None:
    reading = read("أصدرت وزارة الخزانة الأمريكية بيانا عن العقوبات. وأضاف البيان أن العمل بدأ.")
    assert sources(reading) == ["وزارة الخزانة الأمريكية"]


def test_who_acts_may_speak_on(read: Read) -> None:
    assert sources(read("التقى سيرغي لافروف الوفد. وأوضح أن الخطة جاهزة.")) == ["سيرغي لافروف"]


def test_where_and_when_are_no_part_of_what_is_said(read: Read) -> None:
    reading = read("وفي مصر، سجن ثلاثون صحافيا، بحسب منظمة العفو الدولية.")
    assert contents(reading) == ["سجن ثلاثون صحافيا"]


def test_who_has_spoken_is_not_named_twice(read: Read) -> None:
    assert len(read("وأكد سيرغي لافروف أن الخطة جاهزة، على حد قوله.").statements) == 1
