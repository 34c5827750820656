"""The origins of an event: the independent sources on which its reports finally rest.

Ten outlets that repeat one spokesman are one origin. What an outlet tells in its own voice rests
on the outlet, unless the same words stand in another document: then on whoever that one names,
and otherwise on the one that had them first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from khabar.assemble.copies import Copy
from khabar.assemble.events_facts import Known, key_of
from khabar.assemble.stage import clusters
from khabar.schema.events import Event, Report
from khabar.schema.names import ActorId
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Who speaks in which document.

    outlet names a document's own voice; text is the same for all documents that copy one another
    (its own id where it copies none), and order says which of them had the words first.
    """

    known: Known
    outlet: Mapping[str, str]
    text: Mapping[str, str]
    order: Mapping[str, tuple[str, str]]

    def last(self, doc: str, chain: Sequence[ActorId]) -> KnownId | None:
        """The source nearest the event; None where the outlet speaks for itself."""
        if not chain:
            return None
        ref = Ref(doc=doc, id=chain[-1])
        return self.known.get(ref, KnownId(key_of(ref)))


def voices_of(readings: Iterable[Reading], known: Known, copies: Sequence[Copy]) -> Voices:
    """Who speaks in these documents, given which of them are copies."""
    facts = {r.document.id: r.document for r in readings}
    together = clusters(facts, ((c.a, c.b) for c in copies if {c.a, c.b} <= facts.keys()))
    return Voices(
        known=known,
        outlet={d: f"outlet:{f.outlet}" if f.outlet else f"document:{d}" for d, f in facts.items()},
        text={doc: group[0] for group in together for doc in group},
        order={d: (f.published.earliest or "9999", d) for d, f in facts.items()},
    )


def reports_of(reading: Reading, event: Event) -> tuple[Event | Report, ...]:
    """Every report of an event in its document, the event's own sentence first."""
    return (event, *(r for r in reading.reports if r.of == event.id))


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
