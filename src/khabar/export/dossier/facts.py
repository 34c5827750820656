"""The facts of a record as a page shows them: each with the places it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from khabar.export.dossier.deeds import Language
from khabar.export.dossier.drawings import Dot
from khabar.export.dossier.lookup import Lookup
from khabar.export.dossier.moments import moment_of
from khabar.export.dossier.names import (
    ABOUT,
    COUNTED,
    KIND,
    STANDING,
    STATUS,
    STRENGTH,
    VERDICT,
    WORDS,
)
from khabar.export.dossier.parts import Both
from khabar.export.dossier.sentences import saying, sentence
from khabar.schema.events import EventType
from khabar.schema.moments import Edtf
from khabar.schema.reading import DocumentFacts, Reading
from khabar.schema.record import Record, RecordDispute, RecordEvent, Ref, Toll
from khabar.schema.statements import Statement

CONFLICT = frozenset(
    (
        EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.PROTEST,
        EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT,
    )
)  # fmt: skip
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Telling:
    """One report of an event: where it stands, its words, and through whom it came."""

    href: str
    sentence: Both
    words: str
    outlet: str
    day: str
    chain: tuple[Both, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number told of an event, by whom and when; href leads to the words."""

    href: str
    what: Both
    told: str
    bound: Both | None
    by: Both
    day: str


@dataclass(frozen=True, slots=True)
class Linked:
    """Something else of the page to which a fact leads."""

    href: str
    title: Both


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """An event of the record in a sentence of each language, and all its tellings."""

    name: str
    sentence: Both
    kind: str
    when: str
    standing: Both
    status: Both
    origins: int
    accepted: bool
    whole: Linked | None
    stages: tuple[Linked, ...]
    numbers: tuple[Number, ...]
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A dispute's two sides, or an announcement and its outcome (None: there is none)."""

    a: Telling
    b: Telling | None
    labels: tuple[Both, ...]


class Facts:
    """Makes what the page shows out of a record and its readings."""

    def __init__(self, record: Record, readings: Sequence[Reading]) -> None:
        self.record = record
        self.lookup = Lookup(record, readings)
        self._accepted = frozenset(record.accepted)
        self._stages: dict[str, list[RecordEvent]] = {}
        for event in record.events:
            if event.part_of is not None:
                self._stages.setdefault(event.part_of, []).append(event)

    def facts(self) -> list[Fact]:
        """All events, by day; those without one last."""
        return sorted(
            map(self._fact, self.record.events),
            key=lambda f: (f.when or "9999", f.sentence.en, f.name),
        )

    def _fact(self, event: RecordEvent) -> Fact:
        lead = self.lookup.event(event.members[0])
        whole = self.lookup.sentences.get(event.part_of) if event.part_of else None
        return Fact(
            name=event.id,
            sentence=self._told(event.members[0], event.when),
            kind="conflict" if event.type in CONFLICT else "peace",
            when=event.when or "",
            standing=STANDING[event.standing],
            status=STATUS[lead.status],
            origins=len(event.origins),
            accepted=not self._accepted.isdisjoint(event.members),
            whole=None if whole is None else self._linked(whole),
            stages=tuple(self._linked(e) for e in self._stages.get(event.id, ())),
            numbers=tuple(map(self._number, event.tolls)),
            tellings=tuple(self.telling(m) for m in event.members),
        )

    def _linked(self, event: RecordEvent) -> Linked:
        return Linked(f"#{event.id}", self._told(event.members[0], event.when))

    def _told(self, ref: Ref, when: Edtf | None = None) -> Both:
        """What a fact of a reading says, in a sentence of each language."""
        names, item = self.lookup.within(ref.doc), self.lookup.item(ref)
        reading = self.lookup.readings[ref.doc]
        if isinstance(item, Statement):
            words = item.content.cut(reading.text)
            ar, en = (saying(item, reading.events, words, names, t) for t in Language)
        else:
            event = self.lookup.event(ref)
            ar, en = (sentence(event, names, t, when=when, said=False) for t in Language)
        return Both(ar, en)

    def telling(self, ref: Ref) -> Telling:
        """Where a fact of a reading stands, in which words, told by whom."""
        reading, item = self.lookup.readings[ref.doc], self.lookup.item(ref)
        if isinstance(item, Statement):
            source = () if item.source is None else (item.source,)
            chain, span = (*item.chain, *source), item.content
        else:
            event = self.lookup.event(ref)
            chain, span = event.chain, event.sentence
        words = " ".join(span.cut(reading.text).split())
        called = (self.lookup.actor(ref.doc, a) for a in chain)
        return Telling(
            href=self._href(ref),
            sentence=self._told(ref),
            words=words if len(words) <= _LONGEST else words[:_LONGEST] + "…",
            outlet=_with_page(reading.document, span.start),
            day=reading.document.published.latest or "",
            chain=tuple(Both(c.ar, c.en) for c in called),
        )

    def _href(self, ref: Ref) -> str:
        return f"#d{self.lookup.number[ref.doc]}-{ref.id}"

    def _number(self, toll: Toll) -> Number:
        low, high = toll.low, toll.high
        bound = None
        if high is None or low is None:
            bound = WORDS["at_least" if high is None else "at_most"]
        told = f"{low}" if low is not None else f"{high}"
        if low is not None and high is not None and low != high:
            told = f"{low}–{high}"
        href, by = self._href(toll.report), self.lookup.source(toll.by)
        return Number(href, COUNTED[toll.what], told, bound, by, toll.reported or "")

    def disputes(self) -> list[Pair]:
        """Both sides of every dispute."""
        return [self._dispute(d) for d in self.record.disputes]

    def _dispute(self, dispute: RecordDispute) -> Pair:
        labels = [KIND[dispute.kind], ABOUT[dispute.about], STRENGTH[dispute.strength]]
        if dispute.reversal:
            labels.append(WORDS["reversal"])
        return Pair(self.telling(dispute.a), self.telling(dispute.b), tuple(labels))

    def announcements(self) -> list[Pair]:
        """Every announcement with what became of it."""
        return [
            Pair(
                self.telling(x.expectation),
                self.telling(x.outcome) if x.outcome else None,
                (VERDICT[x.verdict], *([Both(_due(x.due), _due(x.due))] if x.due else [])),
            )
            for x in self.record.expectations
        ]


def outlet_of(document: DocumentFacts) -> str:
    """Who published it, or else the name of its file."""
    return document.outlet or PurePath(document.path).name


def _with_page(document: DocumentFacts, offset: int) -> str:
    """The outlet, and the page on which the words stand where it has numbered ones."""
    page = document.page_at(offset)
    return outlet_of(document) if page is None else f"{outlet_of(document)}، ص {page}"


def _due(when: Edtf) -> str:
    return f"\u2066{when}\u2069"


def dots_of(facts: Sequence[Fact]) -> Iterator[Dot]:
    """Events whose first day is known, for the timeline."""
    for fact in facts:
        day = _day(fact.when)
        if day is not None:
            title = f"{fact.when} {fact.sentence.ar} / {fact.sentence.en}"
            yield Dot(day, fact.kind, title, f"#{fact.name}")


def _day(when: str) -> date | None:
    """The first day of an EDTF value whose digits are all known."""
    moment = moment_of(Edtf(when)) if when else None
    if moment is None:
        return None
    year, month, day = (*(moment.first or moment.last), 1, 1)[:3]
    return date(year, month, day)
