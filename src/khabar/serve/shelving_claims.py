"""Disputes, announcements, relations, offices and tolls laid out: what leads to many documents.

The words they stand on are noted while the documents pass, and the rows made afterwards; those of
documents that do not pass were noted before.
"""

from __future__ import annotations

import msgspec

from khabar.export.dossier.deeds import Language
from khabar.export.dossier.names import WORDS
from khabar.export.dossier.sentences import sentence
from khabar.schema.events import Event
from khabar.schema.names import Name
from khabar.schema.reading import Reading
from khabar.schema.record import (
    Record,
    RecordDispute,
    RecordExpectation,
    RecordRelation,
    Ref,
)
from khabar.schema.spans import Span
from khabar.schema.statements import Statement
from khabar.serve.shelving_events import Events, where_of
from khabar.serve.shelving_known import DocumentFacts, Known, Within, days_of
from khabar.serve.shelving_plan import Plan
from khabar.serve.shelving_ranks import Ranks, wanted_of
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

_NOTED = "SELECT item, body FROM shelf_{s}_noted WHERE document = ?"


class _Noted(msgspec.Struct, array_like=True):
    """Words on which something stands; what an announcement says, and who announces it."""

    at: Where
    says: Name | None = None
    by: int | None = None


class Claims:
    """What leads from the record into documents."""

    def __init__(
        self, record: Record, known: Known, events: Events, ranks: Ranks, *, every: bool
    ) -> None:
        """every: all documents will be laid out, so that none needs to be looked up."""
        self._known, self._events, self._ranks = known, events, ranks
        self._wanted = wanted_of(record)
        self._every = every
        self._noted: dict[str, dict[str, _Noted]] = {}

    def lay(self, reading: Reading, within: Within, facts: DocumentFacts, filling: Filling) -> None:
        """Note the words on which things of the record stand in one document."""
        wanted = self._wanted.get(facts.id, {})
        groups = (
            reading.events,
            reading.statements,
            reading.figures,
            reading.offices,
            reading.relations,
        )
        noted = self._noted[facts.id] = {}
        for item in (i for group in groups for i in group if i.id in wanted):
            span: Span = item.content if isinstance(item, Statement) else item
            says, by = None, None
            if isinstance(item, Event) and wanted[item.id]:
                says, by = self._announcement(item, reading, within)
            noted[item.id] = found = _Noted(where_of(reading, span), says, by)
            filling.put("noted", (facts.n, item.id, msgspec.json.encode(found)))

    def _announcement(
        self, event: Event, reading: Reading, within: Within
    ) -> tuple[Name, int | None]:
        ar, en = (sentence(event, within, t, said=False) for t in (Language.AR, Language.EN))
        by = next((x.by for x in reading.expectations if x.event == event.id), None)
        return Name(ar=ar, en=en), None if by is None else within.number(by)

    def _found(self, ref: Ref, filling: Filling) -> _Noted | None:
        noted = self._noted.get(ref.doc)
        if noted is None:
            rows = [] if self._every else filling.rows(_NOTED, (self._known.documents[ref.doc].n,))
            noted = {item: msgspec.json.decode(body, type=_Noted) for item, body in rows}
            self._noted[ref.doc] = noted
        return noted.get(ref.id)

    def _at(self, ref: Ref, filling: Filling) -> Where | None:
        found = self._found(ref, filling)
        return None if found is None else found.at

    def _all(self, refs: tuple[Ref, ...], filling: Filling) -> tuple[Where, ...]:
        return tuple(at for ref in refs if (at := self._at(ref, filling)) is not None)

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

    def tenures(self, n: int, filling: Filling) -> tuple[Tenure, ...]:
        """The offices of an actor."""
        return tuple(
            Tenure(
                title=office.title,
                of=self._known.who[self._known.number[office.of]] if office.of else None,
                held=office.held,
                reports=self._all(office.reports, filling),
            )
            for office in self._known.actors[n].offices
        )

    def put(self, filling: Filling, plan: Plan) -> None:
        """Lay out what is new, when the documents have passed."""
        for n in plan.laid("dispute"):
            self._put_dispute(n, self._ranks.disputes[n], filling)
        for n in plan.laid("expectation"):
            self._put_expectation(n, self._ranks.expectations[n], filling)
        for n in plan.laid("relation"):
            self._put_relation(n, self._ranks.relations[n], filling)
        for n in plan.laid("event"):
            self._put_tolls(n, filling)

    def _put_tolls(self, n: int, filling: Filling) -> None:
        for place, toll in enumerate(self._events.tolls(n)):
            at = self._at(toll.report, filling)
            if at is not None:
                row = TollRow(
                    day=toll.reported, what=toll.what, low=toll.low, high=toll.high,
                    by=self._who(toll.by), at=at,
                )  # fmt: skip
                filling.put("tolls", (n, place, msgspec.json.encode(row)))

    def _put_dispute(self, n: int, each: RecordDispute, filling: Filling) -> None:
        claims = [self._claim(each, side, filling) for side in (0, 1)]
        if claims[0] is None or claims[1] is None:
            return
        row = DisputeRow(
            id=f"{each.a.doc[:16]}.{each.a.id}-{each.b.doc[:16]}.{each.b.id}",
            kind=each.kind, about=each.about, strength=each.strength, reversal=each.reversal,
            event=each.event, a=claims[0], b=claims[1],
        )  # fmt: skip
        event = None if each.event is None else self._events.number.get(each.event)
        a, b = (self._known.documents[ref.doc].n for ref in (each.a, each.b))
        filling.put("disputes", (
            n, row.id, row.kind, row.about, row.strength, event, a, b,
            self._ranks.day_of(each) or None, msgspec.json.encode(row),
        ))  # fmt: skip
        involved = {a for side in each.sides for a in side.chain}
        filling.put_all("sides", ((self._known.number[a], n) for a in sorted(involved)))

    def _claim(self, dispute: RecordDispute, number: int, filling: Filling) -> Claim | None:
        ref = (dispute.a, dispute.b)[number]
        at, facts = self._at(ref, filling), self._known.documents[ref.doc]
        if at is None:
            return None
        side = dispute.sides[number] if len(dispute.sides) > number else None
        chain = () if side is None else side.chain
        return Claim(
            by=self._who(side.by if side else f"document:{ref.doc}").name.ar,
            chain=tuple(self._known.who[self._known.number[a]] for a in chain),
            document=ref.doc, outlet=facts.outlet, published=facts.published, at=at,
        )  # fmt: skip

    def _put_expectation(self, n: int, each: RecordExpectation, filling: Filling) -> None:
        ref = each.expectation
        noted, facts = self._found(ref, filling), self._known.documents[ref.doc]
        if noted is None or noted.says is None:
            return
        event = self._events.homes(ref.doc).get(ref.id)
        row = ExpectationRow(
            id=f"{ref.doc[:16]}.{ref.id}", event=self._events.id(event) if event else None,
            due=each.due, verdict=each.verdict, sentence=noted.says, at=noted.at,
            by=self._known.who[noted.by] if noted.by else None, outlet=facts.outlet,
            published=facts.published,
            outcome=self._at(each.outcome, filling) if each.outcome else None,
        )  # fmt: skip
        filling.put("expectations", (
            n, row.id, event, days_of(each.due)[1], row.verdict, noted.by, facts.n,
            facts.outlet, msgspec.json.encode(row),
        ))  # fmt: skip

    def _put_relation(self, n: int, each: RecordRelation, filling: Filling) -> None:
        ends = [self._known.number[a] for a in (each.subject, each.object)]
        row = RelationRow(
            subject=self._known.who[ends[0]], relation=each.relation,
            object=self._known.who[ends[1]], held=each.held,
            reports=self._all(each.members, filling),
        )  # fmt: skip
        body = msgspec.json.encode(row)
        filling.put("relations", (n, ends[0], each.relation, ends[1], len(each.members), body))
