"""The copies among documents that come and go: what a document changes, and nothing else.

A run that too many documents share becomes a formula and stops to count, also between documents
that were there before; only pairs of those that hold the run are judged again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from khabar.assemble.copies_pairs import ENDS, Copy, judged, likely
from khabar.assemble.copies_postings import Postings
from khabar.assemble.copies_prints import Key, Print, Run, key_of_run, print_of
from khabar.schema.reading import Reading


class CopyIndex:
    """All pairs of copies among the documents that it holds, whatever order they came in."""

    def __init__(self, readings: Iterable[Reading] = ()) -> None:
        self._postings = Postings()
        self._prints: dict[int, Print] = {}
        self._numbers: dict[str, int] = {}
        self._free: list[int] = []
        self._pairs: dict[int, dict[int, Copy]] = {}
        for one in map(print_of, readings):
            self._prints[self._numbers.setdefault(one.doc, len(self._numbers))] = one
        near: dict[int, list[Iterable[int]]] = {n: [] for n in self._prints}
        for group in self._postings.fill((n, one.keys()) for n, one in self._prints.items()):
            for n in group:
                near[n].append(group)
        for n in self._prints:
            for other, copy in self._found(n, [m for group in near.pop(n) for m in group if m < n]):
                self._set(n, other, copy)

    def __contains__(self, doc: str) -> bool:
        return doc in self._numbers

    def __len__(self) -> int:
        return len(self._prints)

    def pairs(self) -> tuple[Copy, ...]:
        """All pairs of copies, sorted."""
        return tuple(sorted(c for n, all_ in self._pairs.items() for m, c in all_.items() if m < n))

    def pairs_of(self, doc: str) -> tuple[Copy, ...]:
        """The pairs that a document is in, sorted."""
        return tuple(sorted(self._pairs.get(self._numbers[doc], {}).values(), key=ENDS))

    def add(self, reading: Reading) -> frozenset[str]:
        """Put a document in; the documents whose pairs changed.

        It takes the place of the one of its id, and then some may be told whose pairs first
        changed and then changed back.
        """
        one = print_of(reading)
        if self._prints.get(self._numbers.get(one.doc, -1)) == one:
            return frozenset()
        before = self.drop(one.doc) if one.doc in self else frozenset()
        number = self._free.pop() if self._free else len(self._prints)
        self._prints[number], self._numbers[one.doc] = one, number
        changed = self._judge_again(self._postings.put(number, one.keys()))
        for other, copy in self._found(number, self._sharing(number)):
            self._set(number, other, copy)
            changed |= {number, other}
        return before | self._docs(changed)

    def drop(self, doc: str) -> frozenset[str]:
        """Take a document out; the documents whose pairs changed, itself among them if it had any.

        Raises:
            KeyError: no such document is there.
        """
        number = self._numbers.pop(doc)
        one = self._prints.pop(number)
        self._free.append(number)
        changed = set(self._pairs.get(number, ()))
        for other in tuple(changed):
            self._set(number, other, None)
        alone = not changed
        for holder in self._holders(self._postings.take(number, one.keys())):
            for other, copy in self._found(holder, self._sharing(holder)):
                changed |= self._set(holder, other, copy)
        return self._docs(changed) | (frozenset() if alone else {doc})

    def _found(self, number: int, sharing: Iterable[int]) -> Iterator[tuple[int, Copy]]:
        """The copies of a document among others, each given once for every run that both hold."""
        one = self._prints[number]
        near = [m for m, n in Counter(sharing).items() if likely(n, one, self._prints[m])]
        runs = frozenset(one.runs) if near else frozenset()
        for other in near:
            if (copy := self._judged(one, self._prints[other], runs)) is not None:
                yield other, copy

    def _sharing(self, number: int) -> Iterator[int]:
        """The other documents that hold runs of this one, once for each that is no formula."""
        for key in self._prints[number].keys() - self._postings.formulas:
            yield from (other for other in self._postings.holders(key) if other != number)

    def _judged(self, one: Print, two: Print, runs: frozenset[Run]) -> Copy | None:
        return judged(one, two, runs.intersection(two.runs), self._postings.formulas)

    def _judge_again(self, formulas: frozenset[Key]) -> set[int]:
        """Judge the pairs again whose documents share what became a formula: they can only lose."""
        holders, changed = self._holders(formulas), set[int]()
        for number in sorted(holders):
            kept = [m for m in self._pairs.get(number, ()) if m < number and m in holders]
            for other in kept:
                changed |= self._set(number, other, self._still(number, other))
        return changed

    def _still(self, number: int, other: int) -> Copy | None:
        one, two = self._prints[number], self._prints[other]
        common = frozenset(one.runs).intersection(two.runs)
        keys = {key for run in common if (key := key_of_run(run)) is not None}
        if not likely(len(keys - self._postings.formulas), one, two):
            return None
        return judged(one, two, common, self._postings.formulas)

    def _holders(self, keys: Iterable[Key]) -> set[int]:
        return {number for key in keys for number in self._postings.holders(key)}

    def _set(self, number: int, other: int, copy: Copy | None) -> set[int]:
        """Hold what two documents are to one another; both of them, where that is new."""
        if self._pairs.get(number, {}).get(other) == copy:
            return set()
        for one, two in ((number, other), (other, number)):
            if copy is None:
                del self._pairs[one][two]
            else:
                self._pairs.setdefault(one, {})[two] = copy
        return {number, other}

    def _docs(self, numbers: Iterable[int]) -> frozenset[str]:
        return frozenset(self._prints[n].doc for n in numbers if n in self._prints)
