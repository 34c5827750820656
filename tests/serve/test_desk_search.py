"""Search finds words however they are written, and no query can break it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from khabar.lang.ar.stems import stems_of
from khabar.serve.desk_words import CLOSE, OPEN, matching, snippet
from khabar.serve.views import Wanted
from serve.sample_desk import sample_desk

SEARCHED = ("documents", "actors", "events", "statements")


def found(name: str, words: str) -> set[str]:
    rows = getattr(sample_desk(), name)(Wanted(q=words), None, 500).rows
    return {f"{row.id if hasattr(row, 'id') else (row.document, row.item)}" for row in rows}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ليبيا", "وليبيا"),
        ("ليبيا", "لليبيا"),
        ("حكومة", "الحكومة"),
        ("الحكومة", "وبالحكومة"),
        ("حكومة", "حكومه"),
        ("حكومة", "حُكُومَة"),
        ("الأمم المتحدة", "الامم المتحده"),
        ("مسؤول", "مسئول"),
        ("قوات", "قواتها"),
        ("حكومة", "حكومته"),
        ("قال", "وقال"),
        ("Libya", "LIBYA"),
        ("٢٠١٨", "2018"),
    ],
)
def test_spellings_and_what_is_written_onto_words_make_no_difference(one: str, other: str) -> None:
    assert stems_of(one)[-1:] == stems_of(other)[-1:]
    for name in SEARCHED:
        assert found(name, one) == found(name, other)
    assert found("documents", one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("وزير", "زير"), ("ولد", "لد"), ("بلد", "لد"), ("كان", "ان"), ("لبنان", "بنان")],
)
def test_a_letter_that_belongs_to_a_word_stays(one: str, other: str) -> None:
    assert stems_of(one) != stems_of(other)


def test_rare_names_are_found_behind_a_preposition() -> None:
    assert '"قخشنضظ"' in (matching("قخشنضظ") or "")
    assert '"لقخشنضظ"' in (matching("قخشنضظ") or "")


def test_english_names_find_arabic_articles_and_actors() -> None:
    assert found("documents", "Libya") & found("documents", "ليبيا")
    haftar = sample_desk().actors(Wanted(q="Haftar")).rows
    assert any("حفتر" in row.name.ar for row in haftar)
    assert found("actors", "Haftar") & found("actors", "حفتر")
    assert found("events", "Haftar") & found("events", "حفتر")


def test_all_words_must_stand_and_quoted_words_side_by_side() -> None:
    assert found("documents", "حفتر موسكو") <= found("documents", "حفتر")
    assert found("documents", '"الأمم المتحدة"') <= found("documents", "الأمم المتحدة")
    assert not found("documents", '"المتحدة الأمم"')


def test_a_snippet_marks_the_words_in_the_words_of_the_article() -> None:
    desk = sample_desk()
    for row in desk.documents(Wanted(q="حكومه")).rows:
        assert OPEN in row.snippet
        article = desk.article(row.id)
        assert article is not None
        marked = row.snippet.split(OPEN)[1].split(CLOSE)[0]
        assert marked in article.text
        assert stems_of(marked) == stems_of("حكومة")


@given(st.text(max_size=300), st.text(max_size=40))
def test_a_snippet_invents_no_words(text: str, words: str) -> None:
    clean = text.replace(OPEN, "").replace(CLOSE, "")
    told = snippet(words, clean).replace(OPEN, "").replace(CLOSE, "")
    kept = (c for c in clean if unicodedata.category(c) not in ("Cc", "Cf") or c.isspace())
    assert told in " ".join("".join(kept).split())


HOSTILE = (
    '"', '""', '"""', "*", "ليبيا*", "NEAR", "NEAR(ليبيا, 2)", "AND", "OR OR", "NOT ليبيا", "-",
    "ar:ليبيا", "{ar en}:x", "^ليبيا", "ليبيا AND", "(", ")", "');--", "'; DROP TABLE documents;",
    "\0", "ليبيا\0قطر", "\u202eايبيل", "\u200b", "\ud800", "ا" * 10_000, "ليبيا " * 2_000, "+", ":",
    "%", "_", "⟦ليبيا⟧", "\ufdfa", "🙂", "\n\t",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_find_something_or_nothing(words: str) -> None:
    desk = sample_desk()
    for name in SEARCHED:
        part = getattr(desk, name)(Wanted(q=words))
        assert len(part.rows) <= part.total
    desk.timeline(Wanted(q=words))
    desk.ties(Wanted(q=words))
    desk.places(Wanted(q=words))
    desk.events(Wanted(actor=words, place=words, outlet=words, since=words, until=words))


@given(st.text(alphabet=st.characters(codec=None), max_size=60))
@example_settings(max_examples=60)
def test_no_words_at_all_break_the_search(words: str) -> None:
    desk = sample_desk()
    for name in SEARCHED:
        getattr(desk, name)(Wanted(q=words), None, 5)


@pytest.mark.parametrize("name", ["disputes", "expectations", "relations", "sources", "copies"])
def test_words_narrow_the_lists_that_have_no_text_of_their_own(name: str) -> None:
    desk = sample_desk()
    ask = getattr(desk, name)
    whole = ask(limit=500)
    assert whole.total > 0
    for words in (r.name.ar for r in desk.actors(limit=500).rows):
        found = ask(Wanted(q=words), None, 500)
        assert found.total <= whole.total
        assert set(found.rows) <= set(whole.rows)
    named = [ask(Wanted(q=r.name.ar)).total for r in desk.actors(limit=40).rows]
    assert max(named) > 0
    assert ask(Wanted(q="كلمةليستهنا")).total == ask(Wanted(q="%")).total == 0


def test_sources_are_narrowed_by_who_quotes_them_and_when() -> None:
    desk = sample_desk()
    unnamed = {r.id for r in desk.actors(Wanted(kind="anonymous"), None, 500).rows}
    for outlet in {d.outlet for d in desk.documents(limit=500).rows if d.outlet}:
        found = desk.sources(Wanted(outlet=outlet), None, 500).rows
        said = desk.statements(Wanted(outlet=outlet), None, 500).rows
        quoted = {x.source.id for x in said if x.source and x.source.id}
        assert {r.who.id for r in found if r.who} == quoted - unnamed
    assert desk.sources(Wanted(until="1900-01-01")).total == 0
