"""Whether the clause around an expression of time speaks of what is still to come."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from khabar.lang.ar.dates_words import Sort, Word, tables
from khabar.lang.ar.normalise import normalise

_REACH_BACK, _REACH_ON = 14, 4  # words
_SHORTEST_FUTURE = 5  # letters
_STOPS = ".!؟؛\n"


@cache
def _no_future() -> tuple[str, ...]:
    return tuple(normalise(p) for p in tables()["not_future"]["prefixes"])


@cache
def _future_form(raw: str) -> bool:
    """A verb with the future prefix: سيعقد, ستجتمع, وسيلتقي."""
    form = raw[1:] if raw[:1] in "وف" else raw
    looks = form.startswith(("سي", "ست", "سن", "سا")) and len(form) >= _SHORTEST_FUTURE
    return looks and not form.startswith(_no_future())


def speaks_ahead(words: Sequence[Word], first: int, behind: int) -> bool | None:
    """Look for the nearest cue before an expression, then right behind it.

    A verb of the future or a word of planning says True, a verb of report or of the past that
    stands nearer says False; without either nothing is said.
    """
    if first and Sort.AGO in words[first - 1].senses:  # "before December" is mostly a deadline
        return True
    said = _first_cue(words[max(0, first - _REACH_BACK) : first][::-1])
    if said is not None:
        return said
    return _first_cue(words[behind : behind + _REACH_ON], same_clause=True)


def _first_cue(words: Sequence[Word], *, same_clause: bool = False) -> bool | None:
    for word in words:
        if word.raw in _STOPS or (same_clause and Sort.CLAUSE in word.senses):
            return None
        if Sort.AHEAD in word.senses or _future_form(word.raw):
            return True
        if Sort.BEHIND in word.senses:
            return False
    return None
