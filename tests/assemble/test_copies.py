"""Which documents copy one another."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from assemble.copy_builders import article
from khabar.assemble.copies import FirstBy, find_copies
from khabar.assemble.copies_prints import body_of
from khabar.assemble.sources_credits import agency_id
from khabar.schema.documents import Segment, SegmentKind
from khabar.schema.reading import Reading


def words(start: int, count: int = 60) -> str:
    """A text of made-up words that no other start shares."""
    return " ".join(f"كلمة{n}" for n in range(start, start + count))


def found(*readings: Reading) -> list[tuple[str, str]]:
    return [(c.a, c.b) for c in find_copies(readings)]


def test_one_text_under_two_ids_is_a_copy_of_itself() -> None:
    (copy,) = find_copies([article("b", words(0)), article("a", words(0))])
    assert (copy.a, copy.b, copy.share) == ("a", "b", 1.0)


def test_texts_that_share_no_words_are_no_copies() -> None:
    assert found(article("a", words(0)), article("b", words(1000))) == []


def test_an_agency_paragraph_in_two_longer_articles_makes_them_copies() -> None:
    paragraph = words(0, 60)
    first = article("a", f"{words(1000, 100)}\n{paragraph}")
    second = article("b", f"{paragraph}\n{words(2000, 100)}")
    assert found(first, second) == [("a", "b")]


def test_a_quotation_in_a_long_article_makes_no_copy() -> None:
    quoted = words(0, 20)
    first = article("a", f"{words(1000, 150)}\n{quoted}")
    assert found(first, article("b", f"{quoted}\n{words(2000, 150)}")) == []


def test_spelling_does_not_hide_a_copy() -> None:
    first = words(0).replace("كلمة", "إجراءة")
    second = words(0).replace("كلمة", "اجراءه")
    assert found(article("a", first), article("b", second)) == [("a", "b")]


def test_what_very_many_documents_say_is_a_formula_and_copies_nothing() -> None:
    formula = words(0, 40)
    articles = [article(f"d{n:03}", f"{formula}\n{words(1000 + 100 * n, 30)}") for n in range(60)]
    assert found(*articles) == []


def test_background_repeated_weeks_later_is_no_copy_but_a_whole_text_is() -> None:
    background = words(0, 30)
    early = article("a", f"{words(1000, 60)}\n{background}", day="2018-03-01")
    late = article("b", f"{words(2000, 60)}\n{background}", day="2018-04-01")
    soon = article("c", f"{words(3000, 60)}\n{background}", day="2018-03-02")
    assert found(early, late) == []
    assert found(early, soon) == [("a", "c")]
    assert found(early, article("d", early.text, day="2018-04-01")) == [("a", "d")]


def test_the_earlier_of_two_copies_is_named_where_the_days_are_known() -> None:
    (copy,) = find_copies(
        [article("a", words(0), day="2018-04-11"), article("b", words(0), day="2018-04-10")]
    )
    assert (copy.first, copy.first_by) == ("b", FirstBy.TIME)
    (copy,) = find_copies([article("a", words(0), day=None), article("b", words(0))])
    assert (copy.first, copy.first_by) == (None, None)


def test_a_name_with_its_titles_is_no_copied_text() -> None:
    names = [words(100 * n, 7) for n in range(4)]
    first = article(
        "a", " ".join(f"{name} {words(5000 + 10 * n, 3)}" for n, name in enumerate(names))
    )
    second = article(
        "b", " ".join(f"{name} {words(6000 + 10 * n, 3)}" for n, name in enumerate(names))
    )
    assert found(first, second) == []


def test_what_two_outlets_quote_of_one_speaker_is_no_copy() -> None:
    said = words(0, 30)
    first = article("a", f'{words(1000, 40)} "{said}"', outlet="الأولى")
    second = article("b", f"{words(2000, 40)} {said}", outlet="الثانية")
    assert found(first, second) == []
    assert found(first, article("c", f"{words(3000, 40)} {said}", outlet="الأولى")) == [("a", "c")]


def test_a_text_that_is_mostly_the_same_is_a_copy_with_all_its_quotations() -> None:
    text = f'{words(0, 9)} "{words(100, 50)}"'
    assert found(article("a", text, outlet="الأولى"), article("b", text, outlet="الثانية"))


def test_the_outlet_that_a_copy_credits_had_the_text_first() -> None:
    late = article("a", f"{words(0)}", day="2018-04-12", outlet="سكاي نيوز عربية")
    early = article("b", f"{words(0)}\nالمصدر: سكاي نيوز عربية", day="2018-04-11", outlet="الأولى")
    (copy,) = find_copies([late, early])
    assert (copy.first, copy.first_by) == ("a", FirstBy.CREDIT)


def test_the_agency_that_copies_credit_is_their_origin_without_a_text_of_its_own() -> None:
    first = article("a", f"عدن (رويترز) - {words(0)}", outlet="الأولى")
    second = article("b", f"{words(0)}\nالثانية / رويترز / أ ف ب", outlet="الثانية")
    (copy,) = find_copies([first, second])
    assert copy.origin == agency_id("رويترز")


def test_furniture_copies_by_its_nature_and_does_not_count() -> None:
    text = f"{words(0)}\n{words(1000)}"
    cut = text.index("\n")
    segments = (
        Segment(start=0, end=cut, kind=SegmentKind.FURNITURE),
        Segment(start=cut + 1, end=len(text), kind=SegmentKind.BODY),
    )
    page = article("a", text)
    marked = Reading(text=text, document=page.document, recipe="test", segments=segments)
    assert body_of(marked) == words(1000)
    assert found(marked, article("b", words(0))) == []


def test_documents_of_hardly_any_words_are_read_without_harm() -> None:
    assert found(article("a", "!"), article("b", "نعم"), article("c", "!")) == []


@given(st.lists(st.integers(0, 5), min_size=2, max_size=12), st.randoms())
def test_the_order_of_documents_does_not_matter(starts: list[int], order: random.Random) -> None:
    articles = [article(f"d{n}", words(20 * start)) for n, start in enumerate(starts)]
    shuffled = order.sample(articles, len(articles))
    assert find_copies(shuffled) == find_copies(articles)
