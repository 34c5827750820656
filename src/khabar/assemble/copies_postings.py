"""Which documents hold a run, found and changed fast among very many.

A run and a document make one number; the numbers lie sorted in small drawers, so that a document
put in or taken out moves a few bytes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set

from khabar.assemble.copies_prints import Key

_COMMON = 40  # documents with one run from which it is a formula, not somebody's text
_BITS = 24  # of a document's number: sixteen million documents
_NUMBER = (1 << _BITS) - 1
_DRAWER = 26  # bits of a key that lie in one drawer; those above them name it


class Postings:
    """The documents, by number, of every run that is looked up."""

    def __init__(self) -> None:
        self._drawers = defaultdict[int, "array[int]"](lambda: array("Q"))
        self._formulas: set[Key] = set()

    @property
    def formulas(self) -> Set[Key]:
        """The runs that too many documents hold to be anybody's text."""
        return self._formulas

    def fill(self, documents: Iterable[tuple[int, Iterable[Key]]]) -> Iterator[array[int]]:
        """Put very many documents at once into empty postings; the groups of those that share a
        run which is no formula."""
        for number, keys in documents:
            for key in keys:
                self._drawers[key >> _DRAWER].append(key << _BITS | number)
        for n, drawer in self._drawers.items():
            self._drawers[n] = array("Q", sorted(drawer))
        for drawer in self._drawers.values():
            start = 0
            for key, count in Counter(place >> _BITS for place in drawer).items():
                if count > _COMMON:
                    self._formulas.add(key)
                elif count > 1:
                    yield array("L", (p & _NUMBER for p in drawer[start : start + count]))
                start += count

    def put(self, number: int, keys: Iterable[Key]) -> frozenset[Key]:
        """Put a document in; the runs that became formulas by it."""
        keys = frozenset(keys)
        for key in keys:
            insort(self._drawers[key >> _DRAWER], key << _BITS | number)
        fresh = {k for k in keys if k not in self._formulas and self._count(k) > _COMMON}
        self._formulas |= fresh
        return frozenset(fresh)

    def take(self, number: int, keys: Iterable[Key]) -> frozenset[Key]:
        """Take a document out; the runs that are no formulas any more."""
        keys = frozenset(keys)
        for key in keys:
            drawer = self._drawers[key >> _DRAWER]
            del drawer[bisect_left(drawer, key << _BITS | number)]
        freed = {k for k in keys if k in self._formulas and self._count(k) <= _COMMON}
        self._formulas -= freed
        return frozenset(freed)

    def holders(self, key: Key) -> list[int]:
        """The documents that hold a run."""
        drawer = self._drawers[key >> _DRAWER]
        start, end = self._bounds(key)
        return [place & _NUMBER for place in drawer[start:end]]

    def _count(self, key: Key) -> int:
        start, end = self._bounds(key)
        return end - start

    def _bounds(self, key: Key) -> tuple[int, int]:
        drawer = self._drawers[key >> _DRAWER]
        start = bisect_left(drawer, key << _BITS)
        return start, bisect_left(drawer, (key + 1) << _BITS, start)
