"""What of a record somebody wanted to be told, as far as new documents brought it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from khabar.acquire.addresses import is_web
from khabar.lang.ar.normalise import normalise
from khabar.pipeline.watch_plan import Wish, seconds_of
from khabar.pipeline.watch_state import Alert, Line
from khabar.schema.events import Event
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, Record, RecordDispute, RecordEvent, Ref, Verdict

Look = Callable[[str], Reading | None]
"""The reading of a document."""
_LONGEST = 300  # characters of a quotation
_MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class Told:
    """An alert, to whom it goes, and the keys under which all of it counts as told."""

    alert: Alert
    targets: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(slots=True)
class Watched:
    """A record with the documents that are new in it."""

    record: Record
    fresh: Collection[str]
    look: Look
    _homes: dict[Ref, KnownId] = field(init=False)
    _readings: dict[str, Reading] = field(init=False)

    def __post_init__(self) -> None:
        self._homes = {ref: each.id for each in self.record.actors for ref in each.members}
        found = ((doc, self.look(doc)) for doc in sorted(self.fresh))
        self._readings = {doc: reading for doc, reading in found if reading is not None}

    def told(self, wish: Wish, today: date, is_told: Callable[[str], bool]) -> Told | None:
        """What is to be said to one who has this wish; None where there is nothing new."""
        lines = {
            key: line
            for key, line in self._lines(wish, today)
            if not is_told(f"{wish.name}\0{key}")
        }
        if not lines:
            return None
        shown = tuple(lines.values())
        more = len(shown) - _MOST_LINES
        if more > 0:
            shown = (*shown[:_MOST_LINES], Line(f"and {more} more", "see the desk"))
        keys = tuple(f"{wish.name}\0{key}" for key in lines)
        return Told(Alert(wish.name, shown), wish.to, keys)

    def _lines(self, wish: Wish, today: date) -> Iterator[tuple[str, Line]]:
        if wish.due is not None:
            days = timedelta(seconds=seconds_of(wish.due)).days
            yield from self._due(today, today + timedelta(days=days))
        elif wish.dispute is not None:
            yield from self._disputes(None if wish.dispute is True else str(wish.dispute))
        elif wish.pair is not None:
            first, second = map(self._meant, wish.pair)
            yield from self._events(lambda takes: bool(takes & first and takes & second))
        elif wish.actor is not None:
            meant = self._meant(wish.actor)
            yield from self._events(lambda takes: bool(takes & meant))
            yield from self._statements(meant)

    def _meant(self, name: str) -> frozenset[KnownId]:
        """The actors that a name means: by their name in the record, or words of new documents."""
        wanted = normalise(" ".join(name.split())).casefold()
        known = {
            each.id
            for each in self.record.actors
            if name in (each.id, each.wikidata)
            or wanted in (normalise(each.name.ar), (each.name.en or "").casefold())
        }
        for doc, reading in self._readings.items():
            for actor in reading.actors:
                words = (normalise(mention.cut(reading.text)) for mention in actor.mentions)
                home = self._homes.get(Ref(doc=doc, id=actor.id))
                if home is not None and wanted in words:
                    known.add(home)
        return frozenset(known)

    def _takes(self, doc: str, event: Event) -> frozenset[KnownId]:
        ids = (*event.actor, *event.recipient, *event.other)
        homes = (self._homes.get(Ref(doc=doc, id=each)) for each in ids)
        return frozenset(filter(None, homes))

    def _events(self, wanted: Callable[[frozenset[KnownId]], bool]) -> Iterator[tuple[str, Line]]:
        """Events of which no older document told."""
        for event in self.record.events:
            if any(member.doc not in self.fresh for member in event.members):
                continue
            for member in event.members:
                found = self._event(member)
                if found is not None and wanted(self._takes(member.doc, found)):
                    yield f"{member.doc}\0{member.id}", self._line(_kind(event), member)
                    break

    def _event(self, ref: Ref) -> Event | None:
        reading = self._readings.get(ref.doc)
        return next((e for e in reading.events if e.id == ref.id), None) if reading else None

    def _statements(self, meant: frozenset[KnownId]) -> Iterator[tuple[str, Line]]:
        for doc, reading in self._readings.items():
            for each in reading.statements:
                if each.source and self._homes.get(Ref(doc=doc, id=each.source)) in meant:
                    ref = Ref(doc=doc, id=each.id)
                    yield f"{doc}\0{each.id}", self._line(f"statement: {each.act}", ref)

    def _disputes(self, name: str | None) -> Iterator[tuple[str, Line]]:
        meant = self._meant(name) if name is not None else None
        events = {event.id: event for event in self.record.events}
        for each in self.record.disputes:
            if each.a.doc not in self.fresh and each.b.doc not in self.fresh:
                continue
            if meant is None or not meant.isdisjoint(self._parties(each, events)):
                first, second = self._line("", each.a), self._line("", each.b)
                words = f"{first.words} ⇄ {second.words}"
                key = "\0".join(sorted((f"{each.a.doc}/{each.a.id}", f"{each.b.doc}/{each.b.id}")))
                yield key, Line(f"dispute: {each.about}", words, first.title, first.url)

    def _parties(
        self, dispute: RecordDispute, events: Mapping[KnownId, RecordEvent]
    ) -> Iterator[KnownId]:
        """Who says one side, or takes part in what the dispute is about."""
        for side in dispute.sides:
            yield from side.chain
        about = events.get(dispute.event) if dispute.event else None
        for member in (*(about.members if about else ()), dispute.a, dispute.b):
            reading = self._reading(member.doc)
            for event in reading.events if reading else ():
                if event.id == member.id:
                    yield from self._takes(member.doc, event)

    def _due(self, today: date, until: date) -> Iterator[tuple[str, Line]]:
        for each in self.record.expectations:
            day = (each.due or "").partition("/")[0]
            if each.verdict is Verdict.PENDING and today.isoformat() <= day <= until.isoformat():
                ref = each.expectation
                yield f"{ref.doc}\0{ref.id}\0{day}", self._line(f"due {day}", ref)

    def _reading(self, doc: str) -> Reading | None:
        return self._readings.get(doc) or self.look(doc)

    def _line(self, what: str, ref: Ref) -> Line:
        reading = self._reading(ref.doc)
        if reading is None:
            return Line(what, "")
        told = [(str(event.id), event.sentence) for event in reading.events]
        said = [(str(each.id), each.content) for each in reading.statements]
        span = dict((*told, *said)).get(ref.id)
        words = " ".join(span.cut(reading.text).split())[:_LONGEST] if span else ""
        facts = reading.document
        url = facts.url or (facts.path if is_web(facts.path) else None)
        return Line(what, words, facts.title, url)


def _kind(event: RecordEvent) -> str:
    return f"{event.type}, {event.standing}" + (f", {event.when}" if event.when else "")
