"""The numbers of what the record has besides documents, actors and events; and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from khabar.schema.record import Record, RecordDispute, RecordExpectation, RecordRelation, Ref
from khabar.serve.shelving_known import Known, days_of
from khabar.serve.shelving_numbers import by_day

Thing = TypeVar("Thing")


class Ranks:
    """Disputes, announcements, relations and copies, each by its number."""

    def __init__(self, record: Record, known: Known) -> None:
        self._known = known
        self.disputes: dict[int, RecordDispute] = _numbered(
            record.disputes, self.day_of, lambda d: f"{d.a} {d.b} {d.kind} {d.about}"
        )
        self.expectations: dict[int, RecordExpectation] = _numbered(
            record.expectations,
            lambda x: days_of(x.due)[1] or "",
            lambda x: f"{x.expectation}",
        )
        self.relations: dict[int, RecordRelation] = _numbered(
            record.relations,
            lambda _: "",
            lambda r: f"{r.subject} {r.relation} {r.object} {r.held}",
        )
        pairs = (self._older_first(a, b) for a, b in record.copies)
        self.copies: dict[int, tuple[str, str]] = _numbered(pairs, self.copied, " ".join)

    def day_of(self, dispute: RecordDispute) -> str:
        """The day of the later of two claims."""
        return self.copied((dispute.a.doc, dispute.b.doc))

    def copied(self, pair: tuple[str, str]) -> str:
        """The day of the later of two documents."""
        a, b = (self._known.documents[doc].day for doc in pair)
        return max(a, b)

    def _older_first(self, a: str, b: str) -> tuple[str, str]:
        documents = self._known.documents
        return (a, b) if documents[a].n <= documents[b].n else (b, a)


def _numbered(
    things: Iterable[Thing], day: Callable[[Thing], str], name: Callable[[Thing], str]
) -> dict[int, Thing]:
    """Those of one name are told apart by their order in the record."""
    named: dict[str, Thing] = {}
    days: list[tuple[str, str]] = []
    for each in things:
        called = name(each)
        while called in named:
            called += "+"
        named[called] = each
        days.append((day(each), called))
    return {n: named[called] for called, n in by_day(days).items()}


def wanted_of(record: Record) -> Mapping[str, Mapping[str, bool]]:
    """By document the items on whose words something stands, and whether they announce."""
    found: dict[str, dict[str, bool]] = {}
    for ref in _refs(record):
        found.setdefault(ref.doc, {})[ref.id] = False
    for announced in record.expectations:
        ref = announced.expectation
        found.setdefault(ref.doc, {})[ref.id] = True
    return found


def _refs(record: Record) -> Iterator[Ref]:
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
