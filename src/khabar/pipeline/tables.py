"""How the phrases of tables are looked up."""

from __future__ import annotations

from collections.abc import Iterable

from khabar.lang.ar.normalise import normalise


def words_of(phrase: str) -> tuple[str, ...]:
    """The normalised words of a phrase, marks dropped."""
    return tuple(normalise(phrase).replace('"', " ").replace("-", " - ").split())


def folded(words: Iterable[str]) -> frozenset[str]:
    """Words as they are looked up."""
    return frozenset(normalise(w) for w in words)
