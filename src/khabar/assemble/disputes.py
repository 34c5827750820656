"""What is disputed: claims over all documents that cannot both be true, with both their sides.

Three sources: what a document itself sets against each other, denials of what other documents
tell (disputes_denials), and accounts of one event that clash (disputes_facts). Nothing is ever
switched off because something newer contradicts it: who said two things on two days is shown
with both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from khabar.assemble.disputes_denials import denials
from khabar.assemble.disputes_deaths import DEATHS
from khabar.assemble.disputes_facts import FACTS
from khabar.assemble.disputes_sayings import sayings_of
from khabar.assemble.disputes_tellings import Known, tellings_of
from khabar.assemble.stage import assemble
from khabar.schema.events import EventId
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, RecordDispute, Ref


def build_disputes(
    readings: Sequence[Reading], actors: Known, events: Known
) -> tuple[RecordDispute, ...]:
    """The disputes of the record; actors and events say what of a reading is which of the record.

    Two sides stand against each other once, whatever the reasons; the first reason found tells
    the kind, and what a document says itself comes first.
    """
    tellings = tuple(t for r in readings for t in tellings_of(r, actors, events))
    sayings = tuple(s for r in readings for s in sayings_of(r, actors, events))
    found: dict[frozenset[Ref], RecordDispute] = {}
    for dispute in (
        *(d for r in readings for d in _inside(r, events)),
        *sorted(denials(sayings, tellings), key=_order),
        *assemble(DEATHS, tellings),
        *assemble(FACTS, tellings),
    ):
        found.setdefault(frozenset((dispute.a, dispute.b)), dispute)
    return tuple(sorted((d for d in found.values() if d.a != d.b), key=_order))


def _order(dispute: RecordDispute) -> tuple[Ref, Ref]:
    return dispute.a, dispute.b


def _inside(reading: Reading, events: Known) -> Iterator[RecordDispute]:
    """What the document itself sets against each other."""
    doc = reading.document.id
    about = {s.id: s.about for s in reading.statements}
    for dispute in reading.disputes:
        told = (*_events_of(dispute.a, about), *_events_of(dispute.b, about))
        yield RecordDispute(
            a=Ref(doc=doc, id=dispute.a), b=Ref(doc=doc, id=dispute.b), kind=dispute.kind,
            event=_shared(doc, told, events),
        )  # fmt: skip


def _events_of(side: str, about: Mapping[str, tuple[EventId, ...]]) -> tuple[str, ...]:
    return about.get(side, (side,))


def _shared(doc: str, told: Sequence[str], events: Known) -> KnownId | None:
    """The event of the record that most of both sides is about."""
    known = Counter(e for i in told if (e := events.get(Ref(doc=doc, id=i))) is not None)
    return min(known, key=lambda e: (-known[e], e), default=None)
