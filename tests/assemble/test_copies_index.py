"""Copies among documents that come and go equal those found at once."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assemble.copy_builders import article
from khabar.assemble import copies_postings
from khabar.assemble.copies import Copy, find_copies
from khabar.assemble.copies_index import CopyIndex
from khabar.schema.reading import Reading

_FEW = 3  # documents from which a run is a formula in these tests


def words(start: int, count: int = 30) -> str:
    """A text of made-up words that no other start shares."""
    return " ".join(f"كلمة{n}" for n in range(start, start + count))


def made(doc: str, parts: list[int]) -> Reading:
    """A document of paragraphs that others may have too."""
    return article(doc, "\n".join(words(100 * part) for part in parts))


@pytest.fixture(autouse=True)
def _formulas_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies_postings, "_COMMON", _FEW)


PARTS = st.lists(st.integers(0, 6), min_size=1, max_size=4)
COMING = st.lists(st.tuples(st.integers(0, 9), PARTS | st.none()), min_size=1, max_size=25)


@given(COMING)
def test_whatever_comes_and_goes_the_pairs_are_those_of_what_is_there(
    steps: list[tuple[int, list[int] | None]],
) -> None:
    index, there = CopyIndex(), dict[str, Reading]()
    for number, parts in steps:
        doc = f"d{number}"
        if parts is not None:
            there[doc] = made(doc, parts)
            index.add(there[doc])
        elif doc in index:
            index.drop(doc)
            del there[doc]
        assert index.pairs() == find_copies(there.values())


@given(COMING, st.randoms())
def test_what_changed_is_told_and_nothing_else(
    steps: list[tuple[int, list[int] | None]], order: random.Random
) -> None:
    index = CopyIndex(made(f"d{n}", [n % 4, n]) for n in range(6))
    for number, parts in order.sample(steps, len(steps)):
        doc, before = f"d{number}", index.pairs()
        if parts is None and doc not in index:
            continue
        replaced = parts is not None and doc in index
        changed = index.drop(doc) if parts is None else index.add(made(doc, parts))
        differing = {d for c in _differing(before, index.pairs()) for d in (c.a, c.b)}
        assert differing <= changed if replaced else differing == changed


def _differing(before: tuple[Copy, ...], after: tuple[Copy, ...]) -> set[Copy]:
    return set(before) ^ set(after)


def test_a_paragraph_that_ever_more_documents_share_stops_to_join_the_first_of_them() -> None:
    index = CopyIndex(made(f"d{n}", [0]) for n in range(_FEW))
    assert len(index.pairs()) == 3
    changed = index.add(made("d9", [0]))
    assert index.pairs() == ()
    assert changed == {"d0", "d1", "d2"}
    assert index.drop("d9") == {"d0", "d1", "d2"}
    assert len(index.pairs_of("d0")) == 2


def test_a_document_that_is_not_there_cannot_be_taken_out() -> None:
    with pytest.raises(KeyError):
        CopyIndex().drop("d0")
