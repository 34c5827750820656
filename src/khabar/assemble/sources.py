"""The origins of an event: the independent sources on which its reports finally rest.

Ten outlets that repeat one spokesman are one origin. What an outlet tells in its own voice rests
on those whom it lets say so, else on the agency whose text it credits, else on the outlet; unless
the same words stand in another document: then on whoever that one names, and otherwise on the one
that had them first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from sys import intern

from khabar.assemble.copies import Copy, FirstBy
from khabar.assemble.events_facts import Known, key_of
from khabar.assemble.sources_credits import agency_id, credited
from khabar.assemble.stage import clusters
from khabar.schema.events import Event, Report
from khabar.schema.names import ActorId
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, Ref
from khabar.schema.statements import Act

_TELLING = frozenset({Act.SAY, Act.CONFIRM, Act.REVEAL, Act.ACCUSE, Act.WARN, Act.PROMISE})
"""Acts by which somebody has it that something is so; who doubts or demands does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Who speaks in which document.

    outlet names a document's own voice, which is an agency's where its text credits one; text is
    the same for all documents that copy one another (its own id where it copies none), and order
    says which of them had the words first.
    """

    known: Known
    outlet: Mapping[str, str]
    text: Mapping[str, str]
    order: Mapping[str, tuple[int, str, str]]

    def last(self, doc: str, chain: Sequence[ActorId]) -> KnownId | None:
        """The source nearest the event; None where the outlet speaks for itself."""
        if not chain:
            return None
        ref = Ref(doc=doc, id=chain[-1])
        return self.known.get(ref, KnownId(key_of(ref)))


def voices_of(readings: Iterable[Reading], known: Known, copies: Sequence[Copy]) -> Voices:
    """Who speaks in these documents, given which of them are copies."""
    held = {r.document.id: r for r in readings}
    copies = [c for c in copies if c.a in held and c.b in held]
    together = clusters(held, ((c.a, c.b) for c in copies))
    taken = {d for c in copies if c.first_by is FirstBy.CREDIT for d in (c.a, c.b) if d != c.first}
    return Voices(
        known=known,
        outlet={doc: voice for group in together for doc, voice in _own_voices(group, held)},
        text={doc: group[0] for group in together for doc in group},
        order={
            d: (d in taken, r.document.published.earliest or "9999", d) for d, r in held.items()
        },
    )


def _own_voices(
    group: Sequence[str], held: Mapping[str, Reading]
) -> Iterator[tuple[str, KnownId | str]]:
    """The own voice of documents of one text: the agency that any of them credits, or its outlet.

    Where several agencies are credited the first named speaks: each counted would make one text
    corroborate itself.
    """
    named = (agency_id(name) for doc in group for name in credited(held[doc]))
    agency = next((found for found in named if found is not None), None)
    for doc in group:
        outlet = held[doc].document.outlet
        yield doc, agency or intern(f"outlet:{outlet}" if outlet else f"document:{doc}")


def reports_of(reading: Reading, event: Event) -> tuple[Event | Report, ...]:
    """Every report of an event in its document, the event's own sentence first.

    Where the document gives none of them a source but quotes some who say so, the event is told
    once through each of these.
    """
    told: tuple[Event | Report, ...] = (event, *(r for r in reading.reports if r.of == event.id))
    if any(report.chain for report in told):
        return told
    through = dict.fromkeys(
        (*s.chain, s.source)
        for s in reading.statements
        if event.id in s.about and s.act in _TELLING and s.source is not None
    )
    return tuple(replace(event, chain=chain) for chain in through) or told


def origins(reports: Iterable[tuple[str, Event | Report]], voices: Voices) -> tuple[str, ...]:
    """The independent origins of reports, each given with its document's id, sorted."""
    named: set[str] = set()
    named_in_text: set[str] = set()
    alone: dict[str, set[str]] = {}
    for doc, report in reports:
        text = voices.text[doc]
        if (last := voices.last(doc, report.chain)) is not None:
            named.add(last)
            named_in_text.add(text)
        else:
            alone.setdefault(text, set()).add(doc)
    own = (
        voices.outlet[min(docs, key=lambda d: voices.order[d])]
        for text, docs in alone.items()
        if text not in named_in_text
    )
    return tuple(sorted(named.union(own)))
