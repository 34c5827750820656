"""Disputes, announcements, relations, offices and tolls laid out: what leads to many documents.

The words they stand on are noted while the documents pass, and the rows made afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from khabar.export.dossier.deeds import Language
from khabar.export.dossier.names import WORDS
from khabar.export.dossier.sentences import sentence
from khabar.schema.events import Event
from khabar.schema.names import Name
from khabar.schema.reading import Reading
from khabar.schema.record import Record, RecordDispute, Ref
from khabar.schema.spans import Span
from khabar.schema.statements import Statement
from khabar.serve.shelving_events import Events, where_of
from khabar.serve.shelving_known import Known, Within, days_of
from khabar.serve.views import (
    Claim,
    DisputeRow,
    ExpectationRow,
    RelationRow,
    Tenure,
    TollRow,
    Where,
    Who,
)
from khabar.store.shelf import Filling


@dataclass(frozen=True, slots=True)
class _Noted:
    """Words on which something stands; what an announcement says, and who announces it."""

    at: Where
    says: Name | None = None
    by: int | None = None


class Claims:
    """What leads from the record into documents."""

    def __init__(self, record: Record, known: Known, events: Events) -> None:
        self._record, self._known, self._events = record, known, events
        self._wanted: dict[str, set[str]] = {}
        self._announced = {x.expectation for x in record.expectations}
        for ref in _refs(record):
            self._wanted.setdefault(ref.doc, set()).add(ref.id)
        self._noted: dict[tuple[str, str], _Noted] = {}

    def take(self, reading: Reading, within: Within) -> None:
        """Note the words on which things of the record stand in one document."""
        doc = reading.document.id
        wanted = self._wanted.pop(doc, None)
        if not wanted:
            return
        groups = (
            reading.events,
            reading.statements,
            reading.figures,
            reading.offices,
            reading.relations,
        )
        for item in (i for group in groups for i in group if i.id in wanted):
            span: Span = item.content if isinstance(item, Statement) else item
            says, by = None, None
            if isinstance(item, Event) and Ref(doc=doc, id=item.id) in self._announced:
                says, by = self._announcement(item, reading, within)
            self._noted[doc, item.id] = _Noted(where_of(reading, span), says, by)

    def _announcement(
        self, event: Event, reading: Reading, within: Within
    ) -> tuple[Name, int | None]:
        ar, en = (sentence(event, within, t, said=False) for t in (Language.AR, Language.EN))
        by = next((x.by for x in reading.expectations if x.event == event.id), None)
        return Name(ar=ar, en=en), None if by is None else within.number(by)

    def _at(self, ref: Ref) -> Where | None:
        found = self._noted.get((ref.doc, ref.id))
        return None if found is None else found.at

    def _all(self, refs: tuple[Ref, ...]) -> tuple[Where, ...]:
        return tuple(at for ref in refs if (at := self._at(ref)) is not None)

    def _who(self, by: str) -> Who:
        n = self._known.number.get(by)  # type: ignore[call-overload]
        if n is not None:
            return self._known.who[n]
        kind, _, rest = by.partition(":")
        if kind == "outlet":
            return Who(id="", name=Name(ar=rest))
        if kind == "document" and rest in self._known.documents:
            facts = self._known.documents[rest]
            return Who(id="", name=Name(ar=facts.outlet or facts.title))
        return Who(id="", name=Name(ar=WORDS["unnamed"].ar, en=WORDS["unnamed"].en))

    def tenures(self, n: int) -> tuple[Tenure, ...]:
        """The offices of an actor."""
        return tuple(
            Tenure(
                title=office.title,
                of=self._known.who[self._known.number[office.of]] if office.of else None,
                held=office.held,
                reports=self._all(office.reports),
            )
            for office in self._known.actors[n].offices
        )

    def put(self, filling: Filling) -> None:
        """Lay all out, when all documents have passed."""
        self._put_disputes(filling)
        self._put_expectations(filling)
        self._put_relations(filling)
        for event in self._record.events:
            n = self._events.number[event.id]
            for place, toll in enumerate(event.tolls):
                at = self._at(toll.report)
                if at is not None:
                    row = TollRow(
                        day=toll.reported, what=toll.what, low=toll.low, high=toll.high,
                        by=self._who(toll.by), at=at,
                    )  # fmt: skip
                    filling.put("tolls", (n, place, msgspec.json.encode(row)))

    def _put_disputes(self, filling: Filling) -> None:
        days = self._known.documents

        def day(d: RecordDispute) -> str:
            return max(days[d.a.doc].day, days[d.b.doc].day)

        for n, each in enumerate(
            sorted(self._record.disputes, key=lambda d: (day(d), d.a, d.b)), 1
        ):
            claims = [self._claim(each, side) for side in (0, 1)]
            if claims[0] is None or claims[1] is None:
                continue
            row = DisputeRow(
                id=f"{each.a.doc[:16]}.{each.a.id}-{each.b.doc[:16]}.{each.b.id}",
                kind=each.kind, about=each.about, strength=each.strength, reversal=each.reversal,
                event=each.event, a=claims[0], b=claims[1],
            )  # fmt: skip
            event = None if each.event is None else self._events.number.get(each.event)
            filling.put("disputes", (
                n, row.id, row.kind, row.about, row.strength, event, days[each.a.doc].n,
                days[each.b.doc].n, day(each) or None, msgspec.json.encode(row),
            ))  # fmt: skip
            involved = {a for side in each.sides for a in side.chain}
            filling.put_all("sides", ((self._known.number[a], n) for a in sorted(involved)))

    def _claim(self, dispute: RecordDispute, number: int) -> Claim | None:
        ref = (dispute.a, dispute.b)[number]
        at, facts = self._at(ref), self._known.documents[ref.doc]
        if at is None:
            return None
        side = dispute.sides[number] if len(dispute.sides) > number else None
        chain = () if side is None else side.chain
        return Claim(
            by=self._who(side.by if side else f"document:{ref.doc}").name.ar,
            chain=tuple(self._known.who[self._known.number[a]] for a in chain),
            document=ref.doc, outlet=facts.outlet, published=facts.published, at=at,
        )  # fmt: skip

    def _put_expectations(self, filling: Filling) -> None:
        order = sorted(
            self._record.expectations, key=lambda x: (days_of(x.due)[1] or "", x.expectation)
        )
        for n, each in enumerate(order, 1):
            ref = each.expectation
            noted, facts = self._noted.get((ref.doc, ref.id)), self._known.documents[ref.doc]
            if noted is None or noted.says is None:
                continue
            event = self._events.homes(ref.doc).get(ref.id)
            row = ExpectationRow(
                id=f"{ref.doc[:16]}.{ref.id}", event=self._events.id(event) if event else None,
                due=each.due, verdict=each.verdict, sentence=noted.says, at=noted.at,
                by=self._known.who[noted.by] if noted.by else None, outlet=facts.outlet,
                published=facts.published,
                outcome=self._at(each.outcome) if each.outcome else None,
            )  # fmt: skip
            filling.put("expectations", (
                n, row.id, event, days_of(each.due)[1], row.verdict, noted.by, facts.n,
                facts.outlet, msgspec.json.encode(row),
            ))  # fmt: skip

    def _put_relations(self, filling: Filling) -> None:
        order = sorted(
            self._record.relations,
            key=lambda r: (-len(r.members), r.subject, r.relation, r.object, r.held or ""),
        )
        for n, each in enumerate(order, 1):
            ends = [self._known.number[a] for a in (each.subject, each.object)]
            row = RelationRow(
                subject=self._known.who[ends[0]], relation=each.relation,
                object=self._known.who[ends[1]], held=each.held, reports=self._all(each.members),
            )  # fmt: skip
            filling.put("relations", (n, ends[0], each.relation, ends[1], msgspec.json.encode(row)))


def _refs(record: Record) -> Iterator[Ref]:
    """Everything in readings whose words are wanted."""
    for dispute in record.disputes:
        yield from (dispute.a, dispute.b)
    for announced in record.expectations:
        yield announced.expectation
        yield from () if announced.outcome is None else (announced.outcome,)
    for relation in record.relations:
        yield from relation.members
    for actor in record.actors:
        yield from (ref for office in actor.offices for ref in office.reports)
    for event in record.events:
        yield from (toll.report for toll in event.tolls)
