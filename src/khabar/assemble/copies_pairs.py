"""Whether two documents copy one another or one agency text, and which of them had it first.

What stands in very many documents is a formula (a greeting, a stock report's frame) and counts
for nothing. A name with its titles is shared by all who report the same, so a stretch of words
counts from a length that no name has. What two outlets quote of one spokesman is no copy unless
the documents are the same for the greater part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from khabar.assemble.copies_prints import PICKED, RUN, Key, Print, Run, key_of_run
from khabar.assemble.sources_credits import agency_id, same_outlet
from khabar.schema.record import KnownId

_LIKELY = 0.08  # share of looked-up runs in common that makes a pair worth reading
_PART = 0.25  # share of the shorter one's words from which it is a copy
_PASSAGE = 50  # or words in common, two paragraphs of an agency, …
_PASSAGE_PART = 0.15  # … where they are no mere quotation in a long text
_LEAST = 12  # words in common: fewer are a title or a phrase
_LATE = 10  # days after which an outlet rather repeats its own background
_MOSTLY = 0.5  # share from which background and quotations are copies too
_STRETCH = re.compile(rb"\x01{8,}")  # words in a row: a name with titles has fewer


class FirstBy(StrEnum):
    """How it is known which of two copies came first."""

    TIME = "time"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Copy:
    """Two documents that say the same at length; a sorts before b.

    share is the part of the shorter one that both have, words how many words that is; first is
    the one that had the text before the other, None where that is not known, and first_by how it
    is known. origin is the agency that one of them credits, whose text it is even where no
    document of its own is there.
    """

    a: str
    b: str
    share: float
    words: int
    first: str | None = None
    first_by: FirstBy | None = None
    origin: KnownId | None = None


ENDS = attrgetter("a", "b")
"""What sorts copies of which no two are of the same documents, as they would sort themselves."""


def likely(shared: int, a: Print, b: Print) -> bool:
    """Whether so many looked-up runs in common make two documents worth reading."""
    return shared * PICKED >= _LIKELY * min(len(a.runs), len(b.runs))


def judged(a: Print, b: Print, common: Set[Run], formulas: Set[Key]) -> Copy | None:
    """The copy that two documents with these runs in common are, if they are one."""
    if b.doc < a.doc:
        a, b = b, a
    formal = {run for run in common if key_of_run(run) in formulas}
    shared = [_stretches(p, common, formal) for p in (a, b)]
    counts = [_length(s) for s in shared]
    share, words = max(counts[0] / a.words, counts[1] / b.words), max(counts)
    if words < _LEAST or not (share >= _PART or (words >= _PASSAGE and share >= _PASSAGE_PART)):
        return None
    if share < _MOSTLY and (_late(a, b) or _quotation(a, b, shared)):
        return None
    first, by = _first(a, b)
    return Copy(
        a=a.doc, b=b.doc, share=share, words=words, first=first, first_by=by, origin=_origin(a, b)
    )


_Stretches = list[tuple[int, int]]


def _stretches(one: Print, common: Set[Run], formal: Set[Run]) -> _Stretches:
    """Where a document's words stand in a run that both have, and in none that is a formula."""
    marks = bytearray(one.words)
    spots = [(at, run) for at, run in enumerate(one.runs) if run in common]
    for at, _ in spots:
        marks[at : at + RUN] = b"\1" * RUN
    for at, run in spots if formal else ():
        if run in formal:
            marks[at : at + RUN] = bytes(RUN)
    return [found.span() for found in _STRETCH.finditer(marks)]


def _length(stretches: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in stretches)


def _late(a: Print, b: Print) -> bool:
    return bool(a.published and b.published and a.published.gap(b.published) > _LATE)


def _quotation(a: Print, b: Print, shared: Iterable[_Stretches]) -> bool:
    """Whether two outlets share hardly anything but what one of them has in quotation marks."""
    if a.outlet is None or b.outlet is None or a.outlet == b.outlet:
        return False
    lengths = (
        (_length(_within(stretches, one.quoted)), _length(stretches))
        for one, stretches in zip((a, b), shared, strict=True)
    )
    return any(said > 0 and total - said < _LEAST for said, total in lengths)


def _within(stretches: _Stretches, quoted: Iterable[tuple[int, int]]) -> _Stretches:
    found = ((max(s, q), min(e, u)) for q, u in quoted for s, e in stretches)
    return [(start, end) for start, end in found if start < end]


def _first(a: Print, b: Print) -> tuple[str | None, FirstBy | None]:
    """Whoever is credited by the other had it first, whatever the clock of a page says."""
    credited = [
        owner.doc for owner, other in ((a, b), (b, a)) if same_outlet(owner.outlet, other.credits)
    ]
    if len(credited) == 1:
        return credited[0], FirstBy.CREDIT
    if a.published is None or b.published is None or a.published.meets(b.published):
        return None, None
    return (a.doc if a.published < b.published else b.doc), FirstBy.TIME


def _origin(a: Print, b: Print) -> KnownId | None:
    """The agency that both credit, or the only one that either does."""
    named = [dict.fromkeys(i for c in p.credits if (i := agency_id(c)) is not None) for p in (a, b)]
    both = [agency for agency in named[0] if agency in named[1]]
    either = both or list(dict.fromkeys((*named[0], *named[1])))
    return either[0] if len(either) == 1 or both else None
