"""Words that two articles share: in runs too long to be chance."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

import msgspec

_RUN = 8  # words in a row: fewer are a name with its titles
_PLACES = 20  # of one run in the other article that are tried: more are a refrain


class CopiedPair(msgspec.Struct, frozen=True, array_like=True):
    """Two articles by number, the older first, and which share of the shorter both have."""

    a: int
    b: int
    share: float


def share_of(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Which share of the words of the shorter article stands in runs that both have."""
    told = sum(n for _, _, n in runs(first, second))
    return round(min(1.0, told / max(1, min(len(first), len(second)))), 2)


def runs(first: Sequence[Hashable], second: Sequence[Hashable]) -> Iterator[tuple[int, int, int]]:
    """The longest runs of like words: where in both, and how many."""
    places: dict[tuple[Hashable, ...], list[int]] = {}
    for j in range(len(second) - _RUN + 1):
        places.setdefault(tuple(second[j : j + _RUN]), []).append(j)
    i = 0
    while i <= len(first) - _RUN:
        best, at = 0, 0
        for j in places.get(tuple(first[i : i + _RUN]), ())[:_PLACES]:
            n = _RUN
            while i + n < len(first) and j + n < len(second) and first[i + n] == second[j + n]:
                n += 1
            best, at = max((best, at), (n, j))
        if best:
            yield i, at, best
        i += max(best, 1)
