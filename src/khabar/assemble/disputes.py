"""What is disputed: claims over all documents that cannot both be true, with both their sides.

What a document itself sets against each other stands beside denials of what other documents tell
(disputes_denials) and accounts of one event that clash: whether, when and by whom it was
(disputes_facts), how many it cost (disputes_numbers), with what it was done (disputes_means), and
deaths that the dead outlive (disputes_deaths). Nothing is ever switched off because something
newer contradicts it: who says two things on two days stands on both sides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from khabar.assemble.disputes_deaths import DEATHS
from khabar.assemble.disputes_denials import denials
from khabar.assemble.disputes_facts import FACTS
from khabar.assemble.disputes_means import MEANS
from khabar.assemble.disputes_sayings import Saying, sayings_of
from khabar.assemble.disputes_tellings import Known, Telling, tellings_of
from khabar.assemble.stage import assemble
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
    both: tuple[Telling | Saying, ...] = (*tellings, *sayings)
    found: dict[frozenset[Ref], RecordDispute] = {}
    for dispute in (
        *(d for r in readings for d in _inside(r, events)),
        *sorted(denials(sayings, tellings), key=_order),
        *assemble(DEATHS, tellings),
        *assemble(FACTS, tellings),
        *assemble(MEANS, both),
    ):
        found.setdefault(frozenset((dispute.a, dispute.b)), dispute)
    return tuple(sorted((d for d in found.values() if d.a != d.b), key=_order))


def _order(dispute: RecordDispute) -> tuple[Ref, Ref]:
    return dispute.a, dispute.b


def _inside(reading: Reading, events: Known) -> Iterator[RecordDispute]:
    """What the document itself sets against each other."""
    doc = reading.document.id
    about: dict[str, Sequence[str]] = {s.id: s.about for s in reading.statements}
    for dispute in reading.disputes:
        told = (*_events_of(dispute.a, about), *_events_of(dispute.b, about))
        yield RecordDispute(
            a=Ref(doc=doc, id=dispute.a), b=Ref(doc=doc, id=dispute.b), kind=dispute.kind,
            event=_shared(doc, told, events),
        )  # fmt: skip


def _events_of(side: str, about: Mapping[str, Sequence[str]]) -> Sequence[str]:
    return about.get(side, (side,))


def _shared(doc: str, told: Sequence[str], events: Known) -> KnownId | None:
    """The event of the record that most of both sides is about."""
    known = Counter(e for i in told if (e := events.get(Ref(doc=doc, id=i))) is not None)
    return min(known, key=lambda e: (-known[e], e), default=None)
