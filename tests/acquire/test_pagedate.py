"""The day that a page gives with its story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.acquire.furniture import segments_of
from khabar.acquire.pagedate import page_date
from khabar.catalog.furniture import furniture_table
from khabar.schema.moments import Basis, Published

TABLE = furniture_table()
TITLE = "وزير الخارجية المصري يبحث في عمان تطورات الأزمة السورية"
LEAD = (
    "وصل وزير الخارجية المصري سامح شكري إلى العاصمة الأردنية عمان في زيارة رسمية يلتقي خلالها"
    " نظيره الأردني أيمن الصفدي."
)
PATH = "بوابة الأردن > أخبار > سياسة"


def stated(*lines: str) -> Published | None:
    text = "\n".join(lines)
    return page_date(text, segments_of(text, TABLE))


def kind_of(line: str, *above: str) -> str:
    text = "\n".join((*above, line, LEAD))
    return segments_of(text, TABLE)[len(above)].kind.value


@pytest.mark.parametrize(
    "line",
    [
        "الأحد 5 أغسطس 2018",
        "الأحد ٥ أغسطس ٢٠١٨ الساعة ١٠:١١ مساءً",
        "5 آب/أغسطس 2018",
        "05/08/2018 - 21:40",
        "2018-08-05 21:40",
        "05-أوت-2018",
        "August 5, 2018",
        "نشر في: 5 أغسطس 2018",
        "تاريخ النشر: 05/08/2018 | آخر تحديث: 07/08/2018",
        "عمان - بترا - 5 أغسطس 2018",
        "الزرقاء 23 ذو القعدة 1439 هـ الموافق 5 أغسطس 2018 م واس",
        "الأحد 23 ذو القعدة 1439 هـ - 5 أغسطس 2018",
        "نوافذ عمان | 5 أغسطس 2018",
        "الزرقاء (أفق البتراء) – 5 آب 2018",
    ],
)
def test_a_day_below_the_headline_is_a_dateline_and_the_day_of_publication(line: str) -> None:
    assert kind_of(line, TITLE) == "dateline"
    found = stated(TITLE, line, LEAD)
    assert found is not None
    assert (found.earliest, found.latest) == ("2018-08-05", "2018-08-05")
    assert found.basis is Basis.PAGE


@pytest.mark.parametrize(
    "line",
    [
        "الخميس 5 أغسطس 2018",
        "5 محرم 1438 هـ - 5 أغسطس 2018",
        "30 فبراير 2018",
        "5 أغسطس",
        "أغسطس 2018",
        "2 أغسطس - 5 أغسطس 2018",
    ],
)
def test_a_day_that_contradicts_itself_or_is_none_is_not_taken(line: str) -> None:
    assert stated(TITLE, line, LEAD) is None


def test_a_day_over_the_path_or_over_the_headline_is_the_day_of_the_visit() -> None:
    visit = "الثلاثاء , 7 أغسطس 2018"
    for page in ((visit, PATH, TITLE, LEAD), (visit, TITLE, LEAD), (visit, LEAD)):
        text = "\n".join(page)
        assert segments_of(text, TABLE)[0].kind == "furniture"
        assert stated(*page) is None


def test_a_day_between_path_and_headline_belongs_to_the_article() -> None:
    found = stated("7 أغسطس 2018", PATH, "5 أغسطس 2018", TITLE, LEAD)
    assert found is not None
    assert found.earliest == "2018-08-05"


def test_a_headline_with_a_date_is_no_dateline() -> None:
    headline = "انتخابات رئاسية في مصر - 26 مارس 2018"
    assert kind_of(headline) == "title"
    assert kind_of("لا صلة للوزير بأحداث 13 نوفمبر 2015 في باريس", TITLE) == "body"


def test_a_day_in_prose_or_below_it_is_no_day_of_publication() -> None:
    assert stated(TITLE, f"{LEAD} وكان قد زارها في 5 أغسطس 2018.") is None
    assert stated(TITLE, LEAD, "5 أغسطس 2018", LEAD) is None
    assert stated(TITLE, LEAD, "© 2018", "5 أغسطس 2018") is None


def test_an_update_bounds_publication_on_one_side_only() -> None:
    found = stated(TITLE, "آخر تحديث: 7 أغسطس 2018 - 10:15", LEAD)
    assert found is not None
    assert (found.earliest, found.latest) == (None, "2018-08-07")


def test_two_days_that_differ_leave_it_open() -> None:
    assert stated(TITLE, "5 أغسطس 2018", "كتب: سامي حداد", "6 أغسطس 2018", LEAD) is None


LINES = st.lists(st.sampled_from([TITLE, LEAD, PATH, "5 أغسطس 2018", "99/99/9999", "1/1/1439", ""]))


@given(st.one_of(st.text(), LINES.map("\n".join)))
def test_no_text_breaks_the_reader_of_datelines(text: str) -> None:
    page_date(text, segments_of(text, TABLE))
