"""What is disputed: claims over all documents that cannot both be true, with both their sides.

What a document itself sets against each other stands beside denials of what other documents tell
(disputes_denials) and accounts of one event that clash: whether, when and by whom it was
(disputes_facts), how many it cost (disputes_numbers), with what it was done (disputes_means), and
deaths that the dead outlive (disputes_deaths). Nothing is ever switched off because something
newer contradicts it: who says two things on two days stands on both sides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from khabar.assemble.disputes_claims import Ground, against
from khabar.assemble.disputes_deaths import DEATHS
from khabar.assemble.disputes_denials import denials
from khabar.assemble.disputes_differences import difference, opposed
from khabar.assemble.disputes_facts import FACTS
from khabar.assemble.disputes_means import MEANS
from khabar.assemble.disputes_sayings import Saying, sayings_of
from khabar.assemble.disputes_tellings import Known, Telling, tellings_of
from khabar.assemble.stage import assemble
from khabar.schema.reading import Reading
from khabar.schema.record import DisputeAbout, KnownId, RecordDispute, Ref
from khabar.schema.statements import DisputeKind


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
    found = (
        [d for r in readings for d in inside(r, events, actors)],
        denials(sayings, tellings),
        assemble(DEATHS, tellings),
        assemble(FACTS, tellings),
        assemble(MEANS, both),
    )
    best: dict[frozenset[Ref], tuple[Rank, RecordDispute]] = {}
    for reason, disputes in enumerate(found):
        for dispute in disputes:
            sides, rank = frozenset((dispute.a, dispute.b)), rank_of(reason, dispute)
            if len(sides) > 1 and (sides not in best or rank < best[sides][0]):
                best[sides] = rank, dispute
    return in_order(dispute for _, dispute in best.values())


Rank = tuple[int, Ref, Ref, str, str, str]


def rank_of(reason: int, dispute: RecordDispute) -> Rank:
    """Of several between the same sides the least counts: by reason, then in a fixed order."""
    event, how = dispute.event or "", f"{dispute.about} {dispute.strength}"
    return reason, dispute.a, dispute.b, dispute.kind, event, how


def in_order(disputes: Iterable[RecordDispute]) -> tuple[RecordDispute, ...]:
    """Disputes as the record lists them."""
    return tuple(sorted(disputes, key=lambda d: (d.a, d.b)))


def inside(
    reading: Reading, events: Known, actors: Known = MappingProxyType({})
) -> Iterator[RecordDispute]:
    """What the document itself sets against each other; actors says who stands on the sides."""
    if not reading.disputes:
        return
    doc = reading.document.id
    told = {t.ref.id: t for t in tellings_of(reading, actors, events)}
    said = {s.ref.id: s for s in sayings_of(reading, actors, events)}
    about: dict[str, Sequence[str]] = {s.id: s.about for s in reading.statements}
    for dispute in reading.disputes:
        a, b = (_events_of(side, about) for side in (dispute.a, dispute.b))
        what, soft = _difference([told[e] for e in a], [told[e] for e in b], dispute.kind)
        ground = Ground(
            about=what, kind=dispute.kind, event=_shared(doc, (*a, *b), events), soft=soft,
            outer=False,
        )  # fmt: skip
        one, other = (said.get(side) or told[side] for side in (dispute.a, dispute.b))
        yield against(one, other, ground)


def _difference(
    a: Sequence[Telling], b: Sequence[Telling], kind: DisputeKind
) -> tuple[DisputeAbout, bool]:
    """On what two sides differ, and whether they only speak past each other."""
    if kind is DisputeKind.DENIAL:
        return DisputeAbout.FACT, False
    about = difference(a, b)
    loose = about is not DisputeAbout.TIME and not opposed(a, b)
    return about, loose


def _events_of(side: str, about: Mapping[str, Sequence[str]]) -> Sequence[str]:
    return about.get(side, (side,))


def _shared(doc: str, told: Sequence[str], events: Known) -> KnownId | None:
    """The event of the record that most of both sides is about, of several the first named."""
    known = Counter(e for i in told if (e := events.get(Ref(doc=doc, id=i))) is not None)
    return max(known, key=lambda e: known[e], default=None)
