"""The facts of a record as a page shows them: each with the places it leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khabar.export.dossier.drawings import Dot, Tie
from khabar.export.dossier.names import DEEDS, POLARITY, STANDING, STATUS, VERDICT, WORDS, Both
from khabar.schema.events import Event, EventType
from khabar.schema.reading import Reading
from khabar.schema.record import Record, RecordEvent, Ref
from khabar.schema.statements import Statement

_CONFLICT = {
    EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.PROTEST, EventType.SANCTION,
    EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT,
}  # fmt: skip
_SHOWN_ACTORS = 14
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Telling:
    """One report of an event: where it stands, its words, and through whom it came."""

    href: str
    words: str
    outlet: str
    day: str
    chain: tuple[Both, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """An event of the record in a sentence of each language, and all its tellings."""

    sentence: Both
    kind: str
    when: str
    standing: Both
    status: Both
    origins: int
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A dispute's two sides, or an announcement and its outcome (None: there is none)."""

    a: Telling
    b: Telling | None
    label: Both


class Facts:
    """Looks a record and its readings up for the page."""

    def __init__(self, record: Record, readings: Sequence[Reading]) -> None:
        self.record = record
        self.readings = readings
        self._number = {r.document.id: n for n, r in enumerate(readings)}
        self._actor = {m: a.id for a in record.actors for m in a.members}
        self._names = {a.id: Both(a.name.ar, a.name.en or a.name.ar) for a in record.actors}
        self._events = {Ref(doc=r.document.id, id=e.id): e for r in readings for e in r.events}
        self._statements = {
            Ref(doc=r.document.id, id=s.id): s for r in readings for s in r.statements
        }

    def name(self, doc: str, actor: str) -> Both:
        """What an actor of a reading is called in the record."""
        known = self._actor.get(Ref(doc=doc, id=actor))
        return self._names[known] if known is not None else WORDS["someone"]

    def facts(self) -> list[Fact]:
        """All events, by day; those without one last."""
        return sorted(
            map(self._fact, self.record.events), key=lambda f: (f.when or "9999", f.sentence.en)
        )

    def _fact(self, event: RecordEvent) -> Fact:
        lead = next(self._events[m] for m in event.members)
        doc = event.members[0].doc
        return Fact(
            sentence=self._sentence(doc, lead),
            kind="conflict" if event.type in _CONFLICT else "peace",
            when=event.when or "",
            standing=STANDING[event.standing],
            status=STATUS[lead.status],
            origins=len(event.origins),
            tellings=tuple(self.telling(m) for m in event.members),
        )

    def _sentence(self, doc: str, event: Event) -> Both:
        deed, negative = DEEDS[event.type], POLARITY[event.polarity]
        a, r = self._listed(doc, event.actor), self._listed(doc, event.recipient)
        if a is not None and r is not None:
            ar = deed.sentence.ar.format(a=a.ar, r=r.ar)
            return Both(negative.ar + ar, negative.en + deed.sentence.en.format(a=a.en, r=r.en))
        only = a or r
        behind = Both("", "") if only is None else Both(f": {only.ar}", f": {only.en}")
        return Both(negative.ar + deed.noun.ar + behind.ar, negative.en + deed.noun.en + behind.en)

    def _listed(self, doc: str, actors: Sequence[str]) -> Both | None:
        names = [self.name(doc, a) for a in actors]
        if not names:
            return None
        return Both("، ".join(n.ar for n in names), ", ".join(n.en for n in names))

    def telling(self, ref: Ref) -> Telling:
        """Where a fact of a reading stands, in which words, told by whom."""
        reading = self.readings[self._number[ref.doc]]
        item: Event | Statement = self._events.get(ref) or self._statements[ref]
        span = item.sentence if isinstance(item, Event) else item.content
        chain = (
            item.chain
            if isinstance(item, Event)
            else (*item.chain, *((item.source,) if item.source else ()))
        )
        words = span.cut(reading.text)
        return Telling(
            href=f"#d{self._number[ref.doc]}-{ref.id}",
            words=words if len(words) <= _LONGEST else words[:_LONGEST] + "…",
            outlet=reading.document.outlet or reading.document.path,
            day=reading.document.published.latest or "",
            chain=tuple(self.name(ref.doc, a) for a in chain),
        )  # fmt: skip

    def disputes(self) -> list[Pair]:
        """Both sides of every dispute."""
        return [
            Pair(self.telling(d.a), self.telling(d.b), Both(d.kind.value, d.kind.value))
            for d in self.record.disputes
        ]

    def announcements(self) -> list[Pair]:
        """Every announcement with what became of it."""
        return [
            Pair(
                self.telling(x.expectation),
                self.telling(x.outcome) if x.outcome else None,
                VERDICT[x.verdict],
            )
            for x in self.record.expectations
        ]

    def ties(self) -> tuple[Mapping[str, tuple[str, str]], list[Tie]]:
        """The actors that meet most often, and how."""
        met: Counter[tuple[str, str]] = Counter()
        fought: Counter[tuple[str, str]] = Counter()
        for event in self.record.events:
            for pair in self._pairs(event):
                met[pair] += 1
                fought[pair] += event.type in _CONFLICT
        weight: Counter[str] = Counter()
        for (a, b), n in met.items():
            weight[a] += n
            weight[b] += n
        shown = sorted(weight, key=lambda a: (-weight[a], a))[:_SHOWN_ACTORS]
        names = {a: (self._names[a].ar, self._names[a].en) for a in shown}  # type: ignore[index]
        return names, [
            Tie(a, b, n, fought[a, b])
            for (a, b), n in sorted(met.items())
            if a in names and b in names
        ]

    def _pairs(self, event: RecordEvent) -> set[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        for ref in event.members:
            told = self._events[ref]
            for a in told.actor:
                for b in told.recipient:
                    one, two = (
                        self._actor.get(Ref(doc=ref.doc, id=a)),
                        self._actor.get(Ref(doc=ref.doc, id=b)),
                    )
                    if one and two and one != two:
                        found.add((min(one, two), max(one, two)))
        return found


def dots_of(facts: Sequence[Fact]) -> Iterator[Dot]:
    """Events whose first day is known, for the timeline."""
    for fact in facts:
        day = _day(fact.when)
        if day is not None:
            title = f"{fact.when} {fact.sentence.ar} / {fact.sentence.en}"
            yield Dot(day, fact.kind, title, fact.tellings[0].href)


def _day(when: str) -> date | None:
    """The first day of an EDTF value whose digits are all known."""
    first = when.partition("/")[0].rstrip("?~%")
    parts = [p for p in first.split("-") if p.isdigit()]
    if not parts or len(parts[0]) != 4 or parts[0] == "0000":
        return None
    year, month, day = (*map(int, parts), 1, 1)[:3]
    return date(year, month, day)
