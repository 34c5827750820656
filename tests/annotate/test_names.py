"""How far names reach, and what is no name."""

from collections.abc import Callable

import pytest

from khabar.schema.reading import Reading
from khabar.schema.spans import Span

Read = Callable[[str], Reading]


def named(reading: Reading) -> set[str]:
    return {m.cut(reading.text) for a in reading.actors for m in a.mentions}


def titles(reading: Reading) -> set[str]:
    return {Span(start=o.start, end=o.end).cut(reading.text) for o in reading.offices}


@pytest.mark.parametrize(
    ("text", "name", "beyond"),
    [
        ("أطلقت القوات الأمنية الغاز على الحشد.", "القوات الأمنية", "القوات الأمنية الغاز"),
        ("اعتقل الجيش اللبناني الثلاثاء مهربا.", "الجيش اللبناني", "الجيش اللبناني الثلاثاء"),
        ("قال مراقبون إنهم تأخروا.", "مراقبون", "مراقبون إنهم"),
        ("وأكد سكان أن النقاط أزيلت.", "سكان", "سكان أن النقاط"),
        ("قتل 42 مدنيا جراء القصف.", "42 مدنيا", "42 مدنيا جراء القصف"),
    ],
)
def test_a_name_ends_where_its_phrase_ends(read: Read, text: str, name: str, beyond: str) -> None:
    found = named(read(text))
    assert name in found
    assert beyond not in found


def test_several_titles_of_one_person_are_several_offices(read: Read) -> None:
    reading = read("قال نائب رئيس الوزراء وزير الدفاع الفريق أول منصور الدلفي إن الحدود آمنة.")
    assert titles(reading) == {"نائب رئيس الوزراء", "وزير الدفاع"}
    assert len({o.person for o in reading.offices}) == 1


def test_a_title_before_another_name_is_not_the_first_persons(read: Read) -> None:
    reading = read("التقى منصور الدلفي، رئيس البرلمان سامي الحمادي.")
    holders = {
        m.cut(reading.text)
        for o in reading.offices
        for a in reading.actors
        if a.id == o.person
        for m in a.mentions
    }
    assert holders == {"سامي الحمادي"}


def test_being_a_son_or_a_rank_is_no_office(read: Read) -> None:
    assert titles(read("وصل العقيد منصور الدلفي نجل الرئيس إلى المطار.")) == set()


def test_a_verbal_noun_is_no_body(read: Read) -> None:
    assert "تنظيم انتخابات" not in named(read("اتفق الطرفان على تنظيم انتخابات نزيهة."))


def test_an_adjective_is_no_ministry(read: Read) -> None:
    assert "الداخلية" not in named(read("رفضت المنامة التدخل في شؤونها الداخلية."))


def test_a_name_does_not_swallow_the_next_one(read: Read) -> None:
    found = named(read("التقى الوزير محمد الدلفي ووسام الحمادي."))
    assert "محمد الدلفي" in found


def test_what_is_tied_to_a_place_is_a_place_too(read: Read) -> None:
    reading = read("انتشر الوباء في ليبيا وتونس.")
    assert not {"ليبيا", "تونس"} & named(reading)


def test_a_state_between_states_acts(read: Read) -> None:
    assert {"ليبيا", "تونس"} <= named(read("بدأت المحادثات بين ليبيا وتونس أمس."))
