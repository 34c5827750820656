"""Which mentions are one actor."""

from collections.abc import Callable

import pytest

from khabar.annotate.groups.spelling import name_words, one_person
from khabar.lang.ar.distance import nearly_equal
from khabar.lang.ar.normalise import normalise
from khabar.schema.reading import Reading

Read = Callable[[str], Reading]


def group_of(reading: Reading, name: str) -> set[str]:
    (actor,) = (a for a in reading.actors if name in {m.cut(reading.text) for m in a.mentions})
    return {m.cut(reading.text) for m in actor.mentions}


def test_a_surname_alone_is_the_person_named_in_full(read: Read) -> None:
    reading = read("قال الوزير منصور الدلفي إن الطريق مفتوح. وأضاف الدلفي أن العمل مستمر.")
    assert group_of(reading, "منصور الدلفي") == {"منصور الدلفي", "الدلفي"}


def test_an_office_in_the_headline_is_its_holder_in_the_body(read: Read) -> None:
    reading = read("وزير النقل الأردني يزور المعبر. وصل وزير النقل الأردني منصور الدلفي مساء.")
    assert "وزير النقل الأردني" in group_of(reading, "منصور الدلفي")


def test_the_same_post_at_the_same_body_is_one_person(read: Read) -> None:
    text = (
        "أعلن الناطق باسم الجيش السوداني منصور الدلفي الهدنة. "
        "وقال المتحدث باسم الجيش السوداني إنها سارية."
    )
    assert "المتحدث باسم الجيش السوداني" in group_of(read(text), "منصور الدلفي")


def test_a_former_office_is_not_the_present_one(read: Read) -> None:
    text = (
        "التقى الرئيس المصري السابق محمد مرسي وفدا. "
        "وقال الرئيس المصري عبد الفتاح السيسي إن مصر آمنة."
    )
    assert "عبد الفتاح السيسي" not in group_of(read(text), "محمد مرسي")


def test_the_source_is_the_unnamed_one_quoted_before(read: Read) -> None:
    reading = read("قال مصدر عسكري إن الطريق مغلق. وأضاف المصدر أن الجسر تضرر.")
    assert group_of(reading, "مصدر عسكري") == {"مصدر عسكري", "المصدر"}


def test_the_army_is_the_one_named_in_full(read: Read) -> None:
    reading = read("تقدم الجيش السوداني شرقا. وقال الجيش إن الجسر تحت سيطرته.")
    assert "الجيش" in group_of(reading, "الجيش السوداني")


@pytest.mark.parametrize(
    ("a", "b"),
    [("حفتر", "هفتار"), ("لافروف", "لافراوف"), ("ناورت", "نوريت"), ("فايز", "فائز")],
)
def test_spellings_of_one_name_are_near(a: str, b: str) -> None:
    assert nearly_equal(normalise(a), normalise(b))


@pytest.mark.parametrize(
    ("a", "b"), [("العتيري", "العبيدي"), ("صالح", "صلاح الدين"), ("بدر", "بكر")]
)
def test_other_names_are_not_near(a: str, b: str) -> None:
    assert not nearly_equal(normalise(a), normalise(b))


def test_a_name_written_apart_is_the_name_written_in_one() -> None:
    assert one_person(name_words("عبد الله الدلفي"), name_words("عبدالله الدلفي"))


def test_brothers_are_two_persons() -> None:
    assert not one_person(name_words("سيف الدلفي"), name_words("خميس الدلفي"))


def test_a_paper_in_quotes_is_the_paper_of_its_country(read: Read) -> None:
    text = (
        'ذكرت صحيفة "السنبلة" الأردنية الصادرة اليوم أن الجسر مغلق. '
        "وأضافت الصحيفة الأردنية أن العمل بدأ."
    )
    named = 'صحيفة "السنبلة" الأردنية'
    assert group_of(read(text), named) == {named, "الصحيفة الأردنية"}


def test_the_official_of_a_nation_is_the_unnamed_one_before(read: Read) -> None:
    text = "قال مسؤول في الخارجية الأميركية إن الرد قريب. وأضاف المسؤول الأميركي أنه جاهز."
    assert "المسؤول الأميركي" in group_of(read(text), "مسؤول في الخارجية الأميركية")


def test_a_man_who_speaks_is_no_movement(read: Read) -> None:
    text = "ظهر عبد الملك الحوثي في خطاب. وقال الحوثي إن الحرب طويلة. وتقدمت جماعة الحوثي غربا."
    reading = read(text)
    assert group_of(reading, "عبد الملك الحوثي") == {"عبد الملك الحوثي", "الحوثي"}
    assert "عبد الملك الحوثي" not in group_of(reading, "جماعة الحوثي")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("أدان بيان للمعارضة السورية الهجوم.", "المعارضة السورية"),
        (
            "رفض متحدث باسم لجنة الانتخابات ذلك، وأدان بيان للجنة الانتخابات الهجوم.",
            "لجنة الانتخابات",
        ),
    ],
)
def test_a_name_has_its_article_back_that_a_preposition_swallowed(
    read: Read, text: str, name: str
) -> None:
    assert name in {a.name.ar for a in read(text).actors}
