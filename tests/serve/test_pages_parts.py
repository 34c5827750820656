"""What the pages work out themselves: pieces of an article, trees of chains, words and numbers."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from khabar.schema.names import Name
from khabar.serve.pages.chains import distinct, trees_of
from khabar.serve.pages.marked import common_of, pieces_of, span_of
from khabar.serve.pages.shown import SHOWN, snippet_parts
from khabar.serve.pages.words import Language
from khabar.serve.views import Mark
from serve.page_fakes import NOBODY, REPORT, WHO

TEXT = "قال الوزير\n\n  إن الوفد وصل أمس."
SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).filter(
    lambda s: s[0] < s[1]
)


def mark(span: tuple[int, int]) -> Mark:
    return Mark(
        layer="names", item="a", start=span[0], end=span[1], label="", about="", found_by="",
        sure=1.0,
    )  # fmt: skip


@given(st.lists(SPANS), st.none() | SPANS)
def test_an_article_in_pieces_is_the_article(
    spans: list[tuple[int, int]], at: tuple[int, int] | None
) -> None:
    marks = [mark(s) for s in spans]
    pieces = pieces_of(TEXT, marks, at)
    assert "".join(p.text for p in pieces) == TEXT
    for n, (start, end) in enumerate(spans):
        assert "".join(p.text for p in pieces if n in p.marks) == TEXT[start:end]


@given(st.lists(SPANS))
def test_an_article_beside_another_is_the_article(spans: list[tuple[int, int]]) -> None:
    assert "".join(p.text for p in common_of(TEXT, spans)) == TEXT


def test_a_span_that_is_none_is_not_followed() -> None:
    assert span_of("3-9", 20) == (3, 9)
    assert span_of("3-99", 20) == (3, 20)
    assert [span_of(x, 20) for x in ("9-3", "a-b", "", "25-30", "-1-4")] == [None] * 5


def test_reports_stand_on_the_origin_that_they_share() -> None:
    second = replace(REPORT, document="x", outlet="منبر", chain=(WHO,))
    first = replace(REPORT, chain=(WHO,))
    (tree,) = trees_of([first, second])
    assert tree.who == WHO
    assert tree.leaves == 2


def test_unnamed_sources_of_two_articles_stay_two() -> None:
    reports = [replace(REPORT, document=d, chain=(NOBODY,)) for d in "ab"]
    assert len(trees_of(reports)) == 2


def test_a_copied_report_stands_on_what_it_copies() -> None:
    first = replace(REPORT, document="a", outlet="وكالة", chain=())
    copy = replace(REPORT, document="b", outlet="موقع", chain=())
    (tree,) = trees_of([first, copy], {"b": first})
    assert tree.who.name.ar == "وكالة"
    assert [b.who.name.ar for b in tree.branches.values()] == ["موقع"]


def test_a_sentence_that_says_it_twice_is_shown_once() -> None:
    assert distinct([REPORT, replace(REPORT, item="e9")]) == [REPORT]


def test_days_are_told_as_far_as_they_are_known() -> None:
    arabic, english = SHOWN[Language.AR], SHOWN[Language.EN]
    assert arabic.day("2016-11-27") == "٢٧ نوفمبر ٢٠١٦"
    assert english.day("2016-11") == "November 2016"
    assert english.day("2016~") == "about 2016"
    assert english.day("2016/2018-05") == "2016 – May 2018"
    assert english.day("../2018") == "until 2018"
    assert english.day(None) == ""


def test_counted_things_follow_their_number() -> None:
    arabic, english = SHOWN[Language.AR], SHOWN[Language.EN]
    assert [arabic.counted(n, "count.reports") for n in (1, 3, 11, 103)] == [
        "رواية", "روايات", "رواية", "روايات",
    ]  # fmt: skip
    assert [english.counted(n, "count.reports") for n in (1, 2)] == ["report", "reports"]


def test_a_name_without_english_is_shown_in_arabic() -> None:
    english = SHOWN[Language.EN]
    assert english.name(Name(ar="ليبيا")) == "ليبيا"
    assert english.tongue(Name(ar="ليبيا")) == "ar"
    assert english.name(Name(ar="ليبيا", en="Libya")) == "Libya"


def test_a_snippet_shows_the_words_that_were_asked_for() -> None:
    assert snippet_parts("عن ⟦الوفد⟧ أمس") == (("عن ", False), ("الوفد", True), (" أمس", False))
    assert snippet_parts("⟦بلا نهاية") == (("بلا نهاية", False),)
