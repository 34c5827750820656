"""Speakers whom no table knows, and those whose words go on behind what the tables know."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from khabar.annotate.composing.ground import as_tagged
from khabar.learned.proposals import Proposals, Tagged
from khabar.pipeline.document import read_document
from khabar.pipeline.kit import load_kit
from khabar.schema.documents import Document, Source, identity
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind, Name
from khabar.schema.reading import Reading

Read = Callable[[str], Reading]


def said(reading: Reading) -> list[tuple[str, str]]:
    """Who says what, by their words."""
    names = {a.id: a.mentions[0].cut(reading.text) for a in reading.actors}
    return [(names[s.source], s.content.cut(reading.text)) for s in reading.statements if s.source]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("وقال مراسلون إن الطرق مغلقة.", "مراسلون", "إن الطرق مغلقة"),
        ("وقال نواب في البرلمان إن الجلسة أجلت.", "نواب في البرلمان", "إن الجلسة أجلت"),
        ("وكشف وانغ دي أن الزيارة تبدأ غدا.", "وانغ دي", "أن الزيارة تبدأ غدا"),
        ("وقال أحد مساعديه إن الطلب رفض.", "أحد مساعديه", "إن الطلب رفض"),
        ("وتظهر استطلاعات الرأي أن الفارق ضئيل.", "استطلاعات الرأي", "أن الفارق ضئيل"),
        ("وقالت المرأتان إنهما بريئتان.", "المرأتان", "إنهما بريئتان"),
        ("وتقول الفتيات إنهن تعرضن للضرب.", "الفتيات", "إنهن تعرضن للضرب"),
        ("وكشف قسم البحوث في الجامعة أن العدد كبير.", "قسم البحوث", "أن العدد كبير"),
        ("وأكد محامياها أن الإقامة قصيرة.", "محامياها", "أن الإقامة قصيرة"),
        ("وقال شاهد للوكالة الرسمية إن الشارع أغلق.", "شاهد", "إن الشارع أغلق"),
        ("لكن شركة كامبردج أناليتيكا تقول إنها بريئة.", "شركة كامبردج أناليتيكا", "إنها بريئة"),
        ("اليماني قال إن الباب مفتوح.", "اليماني", "إن الباب مفتوح"),
        ("وتشير نتائج أولية إلى تقدم المعارضة.", "نتائج أولية", "إلى تقدم المعارضة"),
    ],
)
def test_who_stands_between_verb_and_clause_speaks(
    read: Read, text: str, source: str, content: str
) -> None:
    assert said(read(text)) == [(source, content)]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("وقال مصدر مطلع على التحقيقات إن الملف أغلق.", "مصدر مطلع على التحقيقات"),
        ("وقال مصدر مطلع على الملف، الخميس، إن الطلب رفض.", "مصدر مطلع على الملف"),
        ("وأعلنت وزارة الصحة في قطاع غزة أن المشفى توقف.", "وزارة الصحة في قطاع غزة"),
        ("وقالت وزيرة الخارجية كانغ كيونغ-وا إن اللقاء مفيد.", "كانغ كيونغ-وا"),
        ("وقال سفير واشنطن في جنيف، روبرت وود، إن اللجنة فشلت.", "روبرت وود"),
        ("وقال بعض المحللين إن السوق ستهدأ.", "بعض المحللين"),
        ("ونشرت وزارة الداخلية توجيهات تؤكد أن الطريق مغلق.", "وزارة الداخلية"),
    ],
)
def test_a_speaker_is_named_with_all_words(read: Read, text: str, source: str) -> None:
    assert [who for who, _ in said(read(text))] == [source]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("نفى مصدر أمني استخدام أسلحة ثقيلة في عملية «درع الشمال» أمس.", "مصدر أمني"),
        ("وصرح متحدث باسم الشرطة «وجدنا خمسة» بعد أن غادر الجمع.", "متحدث باسم الشرطة"),
    ],
)
def test_what_is_said_is_no_part_of_who_says_it(read: Read, text: str, source: str) -> None:
    assert {who for who, _ in said(read(text))} == {source}


def test_where_it_is_said_is_no_part_of_who_says_it(read: Read) -> None:
    assert said(read("وقال الجيش في غزة إن الطريق فتح."))[0][0] == "الجيش"


def test_who_has_a_name_is_not_anonymous_and_who_has_none_is(read: Read) -> None:
    reading = read("وكشف وانغ دي أن الزيارة تبدأ غدا.\nوقال مراسلون إن الطرق مغلقة.")
    assert [(a.kind, a.anonymous) for a in reading.actors] == [
        (ActorKind.PERSON, False),
        (ActorKind.GROUP, True),
    ]


def test_a_stranger_speaks_on(read: Read) -> None:
    reading = read("وقال مراسلون إن الطرق مغلقة.\nوأضافوا أن الجسر انهار.")
    assert [who for who, _ in said(reading)] == ["مراسلون", "مراسلون"]


@pytest.mark.parametrize(
    "text",
    [
        "وقال عليه الصلاة والسلام.",
        "انتقد ترامب القناة ووصف أخبارها بأنها ملفقة.",
        "وعبر الإنترنت كانت تريد أن تنفذ خطتها.",
        "وأكد ضرورة أن يستمر الحوار.",
    ],
)
def test_what_is_said_or_spoken_of_is_no_stranger(read: Read, text: str) -> None:
    reading = read(text)
    assert not [a for a in reading.actors if a.name.ar.startswith(("علي", "أخبار", "ضرور", "الإن"))]


def test_the_bulletin_speaks_for_who_issued_it(read: Read) -> None:
    told = "وصل الوفد بحسب بيان نشرته وزارة الخارجية اليمنية.\nوأكد البيان أن السفينة رست."
    assert said(read(told))[-1][0] == "وزارة الخارجية اليمنية"


@pytest.mark.parametrize(
    "text",
    [
        "وأصدر الجيش الليبي بيانا أكد فيه أن المدينة آمنة.",
        "ورد الجيش الليبي بأن المدينة آمنة.",
        "قال الجيش الليبي إن الهدنة صامدة، إلا أنه أقر بأن المدينة قصفت.",
        "كذلك أكد الجيش الليبي، على هامش مؤتمر في تونس أن المدينة آمنة.",
    ],
)
def test_turns_of_speech_that_have_a_speaker(read: Read, text: str) -> None:
    who, what = said(read(text))[-1]
    assert who == "الجيش الليبي"
    assert "المدينة" in what.split()[1]


def test_the_name_of_a_programme_is_nothing_said(read: Read) -> None:
    reading = read('وقال ريكس تيلرسون في مقابلة مع برنامج "60 دقيقة" على قناة محلية: "لن ننسحب".')
    assert said(reading) == [("ريكس تيلرسون", "لن ننسحب")]


def test_who_is_close_to_whom_is_nothing_said(read: Read) -> None:
    reading = read("وتوقعت صحيفة الوطن السورية المقربة من الحكومة أن تبدأ العملية غدا.")
    assert said(reading)[0][1].startswith("أن تبدأ")


def test_a_stranger_who_is_left_out_as_a_speaker_is_no_actor() -> None:
    text = "وقال مراسلون إن الطرق مغلقة."
    source = Source(path="test.txt", raw_hash="0")
    kit = replace(load_kit(), limits=replace(load_kit().limits, said=1.0))
    reading = read_document(Document(id=identity(text, source), text=text, source=source), kit)
    assert (reading.actors, reading.statements) == ((), ())


def test_the_tagger_says_what_a_stranger_is() -> None:
    name = Name(ar="دار العرب")
    mention = Mention(
        start=5, end=14, sentence=0, first=1, last=3, kind=ActorKind.PERSON, name=name,
        found_by="rule:speaker",
    )  # fmt: skip
    tagged = (
        Tagged(start=5, end=12, tag="body", kind=ActorKind.COMPANY, sure=0.8),
        Tagged(start=9, end=14, tag="place", kind=ActorKind.STATE, sure=0.9),
    )
    assert [m.kind for m in as_tagged([mention], Proposals(tagged=tagged))] == [ActorKind.COMPANY]
    assert [m.kind for m in as_tagged([mention], Proposals())] == [ActorKind.PERSON]


def test_who_only_says_what_happens_takes_no_part_in_it() -> None:
    text = "ويخشى معارضو حفتر أن يلتقي فايز السراج سامح شكري في تونس."
    source = Source(path="test.txt", raw_hash="0")
    document = Document(id=identity(text, source), text=text, source=source)
    reading = read_document(document, load_kit())
    (own,) = (a for a in reading.actors if a.name.ar == "معارضو حفتر")
    assert own.kind is ActorKind.GROUP
    assert [s.source for s in reading.statements] == [own.id]
    assert all(own.id not in (*e.actor, *e.recipient) for e in reading.events)


def test_words_that_name_nobody_in_front_of_a_verb_do_not_speak(read: Read) -> None:
    for text in (
        "ثم قال إن الطريق مغلق.",
        "وفي المساء قال إن الطريق مغلق.",
        "إذ ذكر أن العدد كبير.",
    ):
        assert said(read(text)) == []


def test_a_place_that_goes_on_as_a_name_is_a_person(read: Read) -> None:
    reading = read("وقالت جنان كفتان جو أوغلو إن لدى الحزب أرقاما أخرى.")
    (speaker,) = (a for a in reading.actors if a.id == reading.statements[0].source)
    assert (speaker.name.ar, speaker.kind) == ("جنان كفتان جو أوغلو", ActorKind.PERSON)
