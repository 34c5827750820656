"""Whose page it is, by what the page says of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.acquire.furniture import segments_of
from khabar.acquire.masthead import outlet_of
from khabar.catalog.furniture import furniture_table
from khabar.catalog.outlets import outlet_table

TITLE = "وزير الخارجية المصري يبحث في عمان تطورات الأزمة السورية"
LEAD = (
    "وصل وزير الخارجية المصري سامح شكري إلى العاصمة الأردنية عمان في زيارة رسمية يلتقي خلالها"
    " نظيره الأردني أيمن الصفدي."
)


def outlet(*lines: str) -> str | None:
    text = "\n".join(lines)
    return outlet_of(text, segments_of(text, furniture_table()), outlet_table())


@pytest.mark.parametrize(
    "line",
    [
        "أفق البتراء © 2018",
        "© 2010-2018 أفق البتراء. جميع الحقوق محفوظة",
        "جميع الحقوق محفوظة لـ أفق البتراء 2018",
        "جميع الحقوق محفوظة لأفق البتراء © 2018",
        "Copyright 2018 أفق البتراء | تصميم وبرمجة شركة السهم",
        "أفق البتراء | ofoq-petra.example",
        "أفق البتراء - www.ofoq-petra.example - اتصل بنا",
        "أفق البتراء 2018 - ofoq-petra.example",
    ],
)
def test_a_line_with_rights_or_address_names_the_outlet(line: str) -> None:
    assert outlet(TITLE, LEAD, "أرسل تعليقك", line) == "أفق البتراء"


@pytest.mark.parametrize(
    "line",
    [
        "© 2018 رويترز",
        "جميع الحقوق محفوظة 2018",
        "تصميم وبرمجة شركة السهم © 2018",
        "© REUTERS / Stringer",
        "samir.haddad@mail.example",
        "لمتابعة أخبار الأردن: www.ofoq-petra.example",
        "اتصل بنا | www.ofoq-petra.example",
    ],
)
def test_a_line_that_names_an_agency_a_maker_or_nobody_names_no_outlet(line: str) -> None:
    assert outlet(TITLE, LEAD, "أرسل تعليقك", line) is None


def test_a_known_outlet_has_the_name_of_the_table() -> None:
    assert outlet(TITLE, LEAD, "أرسل تعليقك", "جميع الحقوق محفوظة للمونيتر © 2018") == "المونيتور"


def test_two_places_that_agree_name_the_outlet() -> None:
    path = "أفق البتراء > أخبار > سياسة"
    assert outlet(path, TITLE, "عمان - أفق البتراء", LEAD) == "أفق البتراء"
    assert (
        outlet(path, TITLE, LEAD, "أرسل تعليقك", "أفق البتراء", "www.op.example") == "أفق البتراء"
    )


def test_one_place_alone_is_not_enough_unless_the_name_reads_like_an_outlets() -> None:
    assert outlet("أفق البتراء > أخبار > سياسة", TITLE, LEAD) is None
    assert outlet(TITLE, "عمان - سمير حداد", LEAD) is None
    assert outlet(TITLE, "عمان - صدى البتراء", LEAD) == "صدى البتراء"
    assert outlet("بوابة البتراء > أخبار > سياسة", TITLE, LEAD) == "بوابة البتراء"


def test_a_source_is_not_the_owner() -> None:
    assert outlet(TITLE, "نقلا عن صحيفة البتراء", LEAD) is None


def test_a_town_in_a_dateline_is_not_the_paper_of_that_name() -> None:
    assert outlet(TITLE, "الرياض - محمد سالم", LEAD) is None


@given(st.lists(st.one_of(st.text(), st.sampled_from([TITLE, LEAD, "© 2018", "a > b", "@x"]))))
def test_no_page_breaks_the_reader_of_mastheads(lines: list[str]) -> None:
    outlet(*lines)
