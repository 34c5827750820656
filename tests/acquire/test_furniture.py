"""Which lines are the article and which stand beside it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from khabar.acquire.furniture import segments_of, title_of
from khabar.acquire.masthead import outlet_of
from khabar.catalog.furniture import furniture_table
from khabar.catalog.outlets import outlet_table
from khabar.schema.documents import SegmentKind

TABLE = furniture_table()
TITLE = "وزير الخارجية المصري يبحث في عمان تطورات الأزمة السورية"
LEAD = (
    "وصل وزير الخارجية المصري سامح شكري إلى العاصمة الأردنية عمان في زيارة رسمية يلتقي خلالها"
    " نظيره الأردني أيمن الصفدي."
)
NEXT = "وقال شكري في مؤتمر صحفي إن المباحثات تناولت سبل دعم الحل السياسي للأزمة السورية."
LAST = "وأضاف الصفدي أن بلاده تستضيف مئات الآلاف من اللاجئين وتحتاج إلى دعم المجتمع الدولي."
OTHER_STORIES = (
    "أعلن البنك المركزي التركي رفع سعر الفائدة الرئيسي إلى أربعة وعشرين بالمئة لوقف تراجع الليرة.",
    "فاز المنتخب الفرنسي لكرة القدم بكأس العالم بعد تغلبه على كرواتيا في المباراة النهائية بموسكو.",
    "أطلقت وكالة الفضاء الأمريكية ناسا مسبارا جديدا لدراسة الغلاف الجوي للشمس من قاعدة فلوريدا.",
    "ضرب زلزال قوي جزيرة لومبوك الإندونيسية مخلفا عشرات الضحايا وآلاف المباني المهدمة.",
)


def kinds(*lines: str, title: str | None = None) -> list[str]:
    return [s.kind.value for s in segments_of("\n".join(lines), TABLE, title)]


def test_a_headline_over_an_article_is_its_title() -> None:
    assert kinds(TITLE, "", LEAD, NEXT) == ["title", "body", "body"]


def test_a_text_that_opens_with_a_paragraph_has_no_title() -> None:
    text = f"{LEAD}\n{NEXT}"
    assert title_of(text, segments_of(text, TABLE)) is None


def test_a_known_title_that_is_not_in_the_text_makes_no_line_a_title() -> None:
    assert "title" not in kinds("شكري في عمان", LEAD, NEXT, title=TITLE)


def test_a_known_title_is_never_furniture() -> None:
    found = kinds("شاهد.. لحظة وصول الوزير المصري", LEAD, title="شاهد.. لحظة وصول الوزير المصري")
    assert found == ["title", "body"]


def test_a_headline_that_begins_like_a_pointer_is_still_the_title() -> None:
    assert kinds("شاهد.. لحظة وصول الوزير المصري إلى عمان", LEAD, NEXT)[0] == "title"


def test_a_repeated_headline_is_a_repeat() -> None:
    assert kinds(TITLE, TITLE, LEAD) == ["title", "repeat", "body"]
    assert kinds(TITLE, f"{TITLE} | {TITLE}", LEAD) == ["title", "repeat", "body"]


def test_a_paragraph_that_stands_twice_is_a_repeat() -> None:
    assert kinds(TITLE, LEAD, NEXT, LEAD) == ["title", "body", "body", "repeat"]


def test_a_lead_that_shares_words_with_the_headline_is_no_repeat() -> None:
    lead = "بحث وزير الخارجية المصري سامح شكري في عمان مع نظيره الأردني تطورات الأزمة السورية."
    assert kinds(TITLE, lead, NEXT) == ["title", "body", "body"]


def test_author_and_dateline_are_told_apart() -> None:
    assert kinds(TITLE, "كتب: محمد علي", LEAD)[1] == "byline"
    assert kinds(TITLE, "سارة محمود - القاهرة", LEAD)[1] == "byline"
    assert kinds(TITLE, "القاهرة - رويترز", LEAD)[1] == "dateline"


def test_a_page_may_open_with_its_dateline() -> None:
    assert kinds("واشنطن - رويترز", LEAD, NEXT) == ["dateline", "body", "body"]


def test_a_date_and_a_breadcrumb_over_the_headline_are_furniture() -> None:
    found = kinds("الأحد , 5 أغسطس 2018", f"الرئيسية / أخبار / {TITLE}", TITLE, LEAD, NEXT)
    assert found == ["furniture", "furniture", "title", "body", "body"]


def test_a_path_and_a_toolbar_over_the_headline_are_furniture() -> None:
    for path in ("بوابة الأردن > أخبار", "ليبيا » أمن", "أفق البتراء | الصفحة الأولى | سياسة"):
        found = kinds(path, "A+ A- طباعة", TITLE, LEAD, NEXT)
        assert found == ["furniture", "furniture", "title", "body", "body"]


def test_a_path_that_ends_in_the_headline_is_furniture_though_the_title_is_known() -> None:
    found = kinds(f"بوابة الأردن > أخبار > {TITLE}", TITLE, LEAD, NEXT, title=TITLE)
    assert found == ["furniture", "title", "body", "body"]


def test_a_headline_with_a_label_or_a_quotation_is_no_path() -> None:
    for headline in (
        f"فيديو | {TITLE}",
        "شكري: عمان «شريك قديم»",
        "مصر / الأردن: قمة الشهر المقبل",
    ):
        assert kinds(headline, LEAD, NEXT)[0] == "title"


def test_headlines_below_a_related_heading_are_furniture() -> None:
    found = kinds(TITLE, LEAD, NEXT, "اقرأ أيضا", "البرلمان التونسي يمنح الثقة للحكومة الجديدة")
    assert found == ["title", "body", "body", "furniture", "furniture"]


def test_the_article_goes_on_below_a_related_block() -> None:
    found = kinds(TITLE, LEAD, "مواضيع ذات صلة", "قمة عربية في تونس الشهر المقبل", NEXT, LAST)
    assert found == ["title", "body", "furniture", "furniture", "body", "body"]


def test_two_headlines_in_a_row_inside_an_article_lead_elsewhere() -> None:
    links = ("من هو أيمن الصفدي؟", "تسلسل زمني للأزمة السورية منذ عام 2011")
    more = "وأكد الوزيران أن البلدين سيواصلان التشاور في الأسابيع المقبلة حول ملفات المنطقة كلها."
    found = kinds(TITLE, LEAD, NEXT, *links, LAST, more)
    assert found == ["title", "body", "body", "furniture", "furniture", "body", "body"]


def test_a_heading_of_the_articles_own_is_body() -> None:
    more = "وأكد الوزيران أن البلدين سيواصلان التشاور في الأسابيع المقبلة حول ملفات المنطقة كلها."
    assert kinds(TITLE, LEAD, NEXT, "أزمة اللاجئين", LAST, more)[3] == "body"


def test_leads_of_other_stories_at_the_foot_are_furniture() -> None:
    found = kinds(TITLE, LEAD, NEXT, LAST, *OTHER_STORIES)
    assert found == ["title", "body", "body", "body", *["furniture"] * 4]


def test_paragraphs_that_take_each_other_up_are_all_body() -> None:
    joined = [f"و{story}" for story in OTHER_STORIES]
    assert set(kinds(TITLE, LEAD, NEXT, *joined)[1:]) == {"body"}


def test_a_name_between_logo_and_address_is_furniture_and_names_the_outlet() -> None:
    text = "\n".join((TITLE, LEAD, NEXT, "logo", "إرم نيوز", "www.eremnews.com"))
    segments = segments_of(text, TABLE)
    assert [s.kind for s in segments[3:]] == [SegmentKind.FURNITURE] * 3
    assert outlet_of(text, segments, outlet_table()) == "إرم نيوز"


def test_an_agency_in_the_dateline_does_not_own_the_page() -> None:
    text = f"{TITLE}\nالقاهرة - رويترز\n{LEAD}"
    assert outlet_of(text, segments_of(text, TABLE), outlet_table()) is None


def test_lines_that_end_in_two_characters_keep_their_offsets() -> None:
    text = f"{TITLE}\r\n\r\n{LEAD}\r\n"
    assert [s.cut(text) for s in segments_of(text, TABLE)] == [TITLE, LEAD]


LINES = st.lists(st.sampled_from([TITLE, LEAD, NEXT, "Total", "0", "", " ", "اقرأ أيضا", "***"]))


@given(st.one_of(st.text(), LINES.map("\n".join)), st.one_of(st.none(), st.text(), st.just(TITLE)))
def test_segments_are_ordered_apart_and_cover_every_line_with_something_on_it(
    text: str, title: str | None
) -> None:
    segments = segments_of(text, TABLE, title)
    assert all(a.end <= b.start for a, b in pairwise(segments))
    assert all(s.end <= len(text) for s in segments)
    covered = {i for s in segments for i in range(s.start, s.end)}
    assert all(i in covered for i, c in enumerate(text) if not c.isspace())
    assert sum(s.kind is SegmentKind.TITLE for s in segments) <= 1
