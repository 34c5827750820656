"""Which documents copy one another or the same agency text, found by the words they share.

Of the runs of five words a hash picks a fraction, the same ones in every document: these find the
candidates, all runs decide. What stands in very many documents is a formula (a greeting, a stock
report's frame) and counts for nothing.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby
from zlib import crc32

from khabar.assemble.events_times import Window, published_window
from khabar.lang.ar.normalise import normalise
from khabar.schema.documents import SegmentKind
from khabar.schema.reading import Reading

_RUN = 5  # words: shorter ones are idioms, longer ones break at every changed word
_PICKED = 4  # one run in so many is looked up
_COMMON = 40  # documents with one run from which it is a formula, not somebody's text
_LIKELY = 0.08  # share of looked-up runs in common that makes a pair worth reading
_PART = 0.25  # share of the shorter one's words from which it is a copy
_PASSAGE = 55  # or words in common, two paragraphs of an agency, …
_PASSAGE_PART = 1 / 6  # … where they are no mere quotation in a long text
_LEAST = 12  # words in common: fewer are a title or a phrase
_LATE = 10  # days after which an outlet rather repeats its own background, and
_LATE_PART = 0.5  # only a document that is mostly the same is a copy
_KEY = (1 << 40) - 1  # of a hash, so that it and a document fit into one number
_KEPT = 2048  # documents whose runs are kept at hand: copies lie near each other
_WORD = re.compile(r"\w+")

_Run = int
"""The hash of five words; unlike that of a string, Python's of numbers is the same everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """The runs of a document's body in order, how many words it has, and when it appeared."""

    doc: str
    runs: array[_Run]
    words: int
    published: Window | None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Copy:
    """Two documents that say the same at length; a sorts before b.

    share is the part of the shorter one that both have, words how many words that is; first is
    the one that surely appeared before the other, None where that is not known.
    """

    a: str
    b: str
    share: float
    words: int
    first: str | None = None


class _Numbers(dict[str, int]):
    """A number for every word, the same in every process."""

    def __missing__(self, word: str) -> int:
        self[word] = crc32(word.encode())
        return self[word]


_NUMBERS = _Numbers()


def body_of(reading: Reading) -> str:
    """What the document itself says: furniture, headlines and repeats copy by their nature."""
    if not reading.segments:
        return reading.text
    return "\n".join(s.cut(reading.text) for s in reading.segments if s.kind is SegmentKind.BODY)


def print_of(reading: Reading) -> Print:
    """What copies of this document are known by."""
    words = list(map(_NUMBERS.__getitem__, _WORD.findall(normalise(body_of(reading)))))
    runs = zip(*(words[n:] for n in range(_RUN)), strict=False)
    return Print(
        doc=reading.document.id,
        runs=array("q", map(hash, runs)),
        words=len(words),
        published=published_window(reading.document.published),
    )


def find_copies(readings: Iterable[Reading]) -> tuple[Copy, ...]:
    """All pairs of copies, sorted."""
    prints = sorted((print_of(r) for r in readings), key=lambda p: p.doc)
    groups, formulas = _postings(prints)
    runs = lru_cache(maxsize=_KEPT)(lambda n: frozenset(prints[n].runs))
    found = (
        _compared(prints[a], prints[b], runs(a) & runs(b), formulas)
        for a, b in _candidates(prints, groups)
    )
    return tuple(copy for copy in found if copy is not None)


def _postings(prints: Sequence[Print]) -> tuple[list[tuple[int, ...]], frozenset[_Run]]:
    """The documents of every run that several have, and the runs that are formulas."""
    bits = max(1, len(prints).bit_length())
    places = array("Q")
    for n, one in enumerate(prints):
        places.extend({(run & _KEY) << bits | n for run in one.runs if not run % _PICKED})
    groups, formulas = [], set()
    for key, same in groupby(sorted(places), key=lambda place: place >> bits):
        group = tuple(place & ((1 << bits) - 1) for place in same)
        if len(group) > _COMMON:
            formulas.add(key)
        elif len(group) > 1:
            groups.append(group)
    return groups, frozenset(formulas)


def _candidates(
    prints: Sequence[Print], groups: Iterable[Sequence[int]]
) -> Iterator[tuple[int, int]]:
    """The pairs that share enough of the runs that are looked up, in their order."""
    shared: Counter[tuple[int, int]] = Counter()
    for group in groups:
        shared.update(combinations(group, 2))
    for (a, b), count in sorted(shared.items()):
        if count * _PICKED >= _LIKELY * min(len(prints[a].runs), len(prints[b].runs)):
            yield a, b


def _compared(a: Print, b: Print, common: Set[_Run], formulas: Set[_Run]) -> Copy | None:
    formal = {run for run in common if not run % _PICKED and run & _KEY in formulas}
    counts = [_covered(p.runs, common, formal) for p in (a, b)]
    share, words = max(counts[0] / a.words, counts[1] / b.words), max(counts)
    if not _is_copy(share, words, late=_days_between(a, b) > _LATE):
        return None
    return Copy(a=a.doc, b=b.doc, share=share, words=words, first=_first(a, b))


def _is_copy(share: float, words: int, *, late: bool) -> bool:
    if words < _LEAST or (late and share < _LATE_PART):
        return False
    return share >= _PART or (words >= _PASSAGE and share >= _PASSAGE_PART)


def _covered(runs: Sequence[_Run], common: Set[_Run], formal: Set[_Run]) -> int:
    """How many words stand in a run that both have, and in none that is a formula."""
    count, until = 0, 0
    for at, run in [(at, run) for at, run in enumerate(runs) if run in common]:
        if run in formal:
            count -= max(0, until - at)
        else:
            count += at + _RUN - max(at, until)
        until = at + _RUN
    return max(0, count)


def _days_between(a: Print, b: Print) -> int:
    return a.published.gap(b.published) if a.published and b.published else 0


def _first(a: Print, b: Print) -> str | None:
    if a.published is None or b.published is None or a.published.meets(b.published):
        return None
    return a.doc if a.published < b.published else b.doc
