"""Events laid out: each document's report as it passes, the event itself when all have passed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from itertools import combinations, product

import msgspec

from khabar.assemble.series_kinds import kind_of
from khabar.assemble.sources import reports_of
from khabar.export.dossier.deeds import Language
from khabar.export.dossier.sentences import sentence
from khabar.lang.ar.stems import stems_of
from khabar.schema.events import Event, Polarity, Report
from khabar.schema.names import Name
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, Record, RecordEvent, Toll
from khabar.schema.spans import Span
from khabar.schema.statements import Act
from khabar.serve.shelved_deeds import Deed, DeedSource
from khabar.serve.shelving_known import DocumentFacts, Known, Within, days_of
from khabar.serve.shelving_numbers import by_day
from khabar.serve.views import EventRow, ReportRow, Where
from khabar.store.shelf import Filling

_ROLES = ("actor", "recipient", "other")


def where_of(reading: Reading, span: Span) -> Where:
    """Characters of a reading and the words that are there."""
    words = span.cut(reading.text)
    return Where(document=reading.document.id, start=span.start, end=span.end, words=words)


@dataclass(slots=True)
class _Open:
    """An event of which some documents have passed."""

    left: int
    documents: set[int] = field(default_factory=set)
    roles: dict[str, Counter[int]] = field(default_factory=lambda: {r: Counter() for r in _ROLES})
    modes: Counter[str] = field(default_factory=Counter)
    reports: int = 0
    lead: tuple[Event, Name, Where, Name | None] | None = None


class Events:
    """All events of the record, numbered by day; those to lay out are named before any passes."""

    def __init__(self, record: Record, known: Known) -> None:
        self._known = known
        self.number = {
            KnownId(id_): n
            for id_, n in by_day((self._day(e), e.id) for e in record.events).items()
        }
        self._events = {self.number[e.id]: e for e in record.events}
        self._wanted: Set[int] = frozenset()
        self._homes: dict[str, dict[str, int]] = {}
        for n, event in self._events.items():
            for member in event.members:
                self._homes.setdefault(member.doc, {})[member.id] = n
        self._open: dict[int, _Open] = {}

    def _day(self, event: RecordEvent) -> str:
        """Its first day; where that is unknown, that of its first report."""
        first, _ = days_of(event.when)
        days = (self._known.documents[m.doc].day for m in event.members)
        return first or min(filter(None, days), default="")

    def want(self, numbers: Set[int]) -> None:
        """Lay these out when all their documents have passed."""
        self._wanted = numbers

    def members(self, numbers: Iterable[int]) -> Iterator[str]:
        """The documents of these events, some more than once."""
        return (m.doc for n in numbers for m in self._events[n].members)

    def homes(self, doc: str) -> dict[str, int]:
        """Which events of the record those of a document are."""
        return self._homes.get(doc, {})

    def id(self, n: int) -> str:
        """The id of an event."""
        return self._events[n].id

    def tolls(self, n: int) -> tuple[Toll, ...]:
        """The numbers told of an event."""
        return self._events[n].tolls

    def lay(self, reading: Reading, within: Within, facts: DocumentFacts, filling: Filling) -> None:
        """Lay out what one document tells."""
        homes = self.homes(facts.id)
        for event in (e for e in reading.events if e.id in homes):
            n = homes[event.id]
            self._report(n, event, reading, within, facts, filling)
            deed = self._deed(event, reading, within)
            filling.put("deeds", (n, facts.n, event.id, msgspec.json.encode(deed)))

    def take(
        self, reading: Reading, within: Within, facts: DocumentFacts, filling: Filling
    ) -> None:
        """Note what one document tells, and lay out the events of which it is the last."""
        homes = self.homes(facts.id)
        for event in reading.events:
            n = homes.get(event.id)
            if n is None or n not in self._wanted:
                continue
            told = self._open.setdefault(n, _Open(len(self._events[n].members)))
            self._join(n, event, reading, within, told)
            told.reports += sum(1 for _ in _distinct(reports_of(reading, event)))
            told.documents.add(facts.n)
            told.left -= 1
            if not told.left:
                self._close(n, self._open.pop(n), filling)

    def _deed(self, event: Event, reading: Reading, within: Within) -> Deed:
        doers, others = (
            tuple(str(within.who(a).id or a) for a in side)
            for side in (event.actor, event.recipient)
        )
        return Deed(
            id=event.id, type=event.type, mode=event.mode, actor=doers, recipient=others,
            status=event.status, polarity=event.polarity,
            document=DeedSource(reading.document.id, reading.document.published),
        )  # fmt: skip

    def _report(  # noqa: PLR0913
        self, n: int, event: Event, reading: Reading, within: Within, facts: DocumentFacts,
        filling: Filling,
    ) -> None:  # fmt: skip
        for report in _distinct(reports_of(reading, event)):
            whole = event.sentence if event.sentence.holds(report) else report
            row = ReportRow(
                event=self._events[n].id, item=report.id, document=facts.id, title=facts.title,
                outlet=facts.outlet, published=facts.published,
                chain=tuple(within.who(a) for a in report.chain),
                status=report.status, polarity=_claimed(reading, event, report), sure=event.sure,
                found_by=event.found_by, at=where_of(reading, report),
                sentence=where_of(reading, whole),
            )  # fmt: skip
            body = msgspec.json.encode(row)
            filling.put("reports", (n, facts.n, facts.outlet, row.sure, body))

    def _join(self, n: int, event: Event, reading: Reading, within: Within, told: _Open) -> None:
        sides = (event.actor, event.recipient, event.other)
        for role, ids in zip(_ROLES, sides, strict=True):
            found = {number for a in ids if (number := within.number(a)) is not None}
            told.roles[role].update(found)
        record = self._events[n]
        if event.mode and event.type is record.type:
            told.modes[event.mode] += 1
        lead = record.members[0]
        if (lead.doc, lead.id) == (reading.document.id, event.id):
            ar, en = (
                sentence(event, within, language, when=record.when, said=False)
                for language in (Language.AR, Language.EN)
            )
            place = within.place_name(event.place)
            told.lead = (event, Name(ar=ar, en=en), where_of(reading, event), place)

    def _close(self, n: int, told: _Open, filling: Filling) -> None:
        assert told.lead is not None
        event, words, spot, place = told.lead
        record = self._events[n]
        first, last = days_of(record.when)
        mode = event.mode or min(told.modes, key=lambda m: (-told.modes[m], m), default=None)
        kind, at = kind_of(record.type, mode), record.place
        place = place if at is None else at.name
        sides = [self._names(told.roles[role]) for role in _ROLES]
        row = EventRow(
            id=record.id, type=record.type, mode=mode, when=record.when, first=first, last=last,
            place=place.ar if place else None, lat=at.lat if at else None,
            lon=at.lon if at else None, standing=record.standing, status=event.status,
            polarity=event.polarity, actors=tuple(self._known.who[a] for a in sides[0]),
            recipients=tuple(self._known.who[a] for a in sides[1]), sentence=words,
            origins=len(record.origins), reports=told.reports, documents=len(told.documents),
            part_of=record.part_of,
        )  # fmt: skip
        whole = self.number.get(record.part_of) if record.part_of else None
        filling.put("events", (
            n, row.id, row.type, row.status, row.standing, first, last, row.place, kind.quad,
            kind.score, row.origins, row.documents, whole, row.lat, row.lon,
        ))  # fmt: skip
        bodies = (msgspec.json.encode(each) for each in (row, spot, record))
        filling.put("told", (n, *bodies))
        filling.put_all("takes", ((a, n, r) for r, s in zip(_ROLES, sides, strict=True) for a in s))
        days = (first, last, kind.score)
        filling.put_all("pairs", ((*p, n, *days) for p in _pairs(sides[0], sides[1])))
        called = " ".join(w.name.ar for w in (*row.actors, *row.recipients))
        ar = " ".join(stems_of(f"{words.ar} {called} {spot.words} {row.place or ''}"))
        filling.put("events_words", (n, ar, f"{words.en} {place.en or '' if place else ''}"))

    def _names(self, found: Counter[int]) -> list[int]:
        """Those whom most documents name first."""
        return sorted(found, key=lambda n: (-found[n], n))


def _distinct(reports: Iterable[Event | Report]) -> Iterator[Event | Report]:
    """The reports but for those that say again what stands at the same words."""
    told = {(r.start, r.end, r.chain, r.status, r.polarity): r for r in reversed([*reports])}
    yield from reversed(told.values())


def _claimed(reading: Reading, event: Event, report: Event | Report) -> Polarity:
    """What the last of the chain says: a denial tells of what happened that it did not."""
    denied = any(
        s.act is Act.DENY and event.id in s.about and report.chain == (*s.chain, s.source)
        for s in reading.statements
    )
    if not denied:
        return report.polarity
    return Polarity.NEGATIVE if report.polarity is Polarity.POSITIVE else Polarity.POSITIVE


def _pairs(actors: Iterable[int], recipients: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Who meets whom; where nobody suffers it, those who do it together."""
    doers, others = tuple(actors), tuple(recipients)
    met = product(doers, others) if others else combinations(doers, 2)
    yield from dict.fromkeys((min(a, b), max(a, b)) for a, b in met if a != b)
