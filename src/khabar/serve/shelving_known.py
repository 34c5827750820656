"""What the record calls everybody, for all who write rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from khabar.assemble.events_times import window_of
from khabar.export.dossier.lookup import place_called, unnamed
from khabar.export.dossier.names import WORDS
from khabar.export.dossier.parts import Both, Called
from khabar.schema.documents import SegmentKind
from khabar.schema.moments import Edtf, Published
from khabar.schema.names import Actor, ActorKind, Name, PlaceId
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, Record, RecordActor
from khabar.serve.shelving_numbers import loose
from khabar.serve.views import Who

_TITLE = 120


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What every row says of its document; digest is that of its reading."""

    n: int
    id: str
    digest: str
    outlet: str | None
    title: str
    published: str | None
    day: str


class Known:
    """The record's actors and documents by number."""

    def __init__(self, record: Record, documents: Iterable[DocumentFacts]) -> None:
        self.documents = {d.id: d for d in documents}
        self.number = {KnownId(a): n for a, n in loose(a.id for a in record.actors).items()}
        self.actors: dict[int, RecordActor] = {self.number[a.id]: a for a in record.actors}
        self.who = {n: Who(id=a.id, name=a.name) for n, a in self.actors.items()}
        self._called = {
            n: Called(ar=a.name.ar, en=a.name.en or a.name.ar, kind=a.kind, made=a.made)
            for n, a in self.actors.items()
        }
        self._homes: dict[str, dict[str, int]] = {}
        for n, actor in self.actors.items():
            for member in actor.members:
                self._homes.setdefault(member.doc, {})[member.id] = n

    def homes(self, doc: str) -> Mapping[str, int]:
        """Which actors of the record those of a reading are."""
        return self._homes.get(doc, {})

    def called(self, n: int) -> Called:
        """What an actor of the record is called in sentences."""
        return self._called[n]


class Within:
    """What the actors and places of one reading are; see sentences.Names."""

    def __init__(self, reading: Reading, known: Known) -> None:
        self._known = known
        self.homes = known.homes(reading.document.id)
        self._actors = {str(a.id): a for a in reading.actors}
        self._places = {p.id: p for p in reading.places}

    def actor(self, actor: str) -> Called:
        """What an actor is called."""
        own = self._actors[actor]
        if own.anonymous:
            return unnamed(own)
        n = self.homes.get(actor)
        if n is not None:
            return self._known.called(n)
        someone = WORDS["someone"]
        return Called(ar=someone.ar, en=someone.en, kind=ActorKind.PERSON)

    def place(self, place: PlaceId) -> Both:
        """What a place is called."""
        return place_called(self._places[place])

    def who(self, actor: str) -> Who:
        """An actor as rows show it; whom the record does not know has no id."""
        n = self.number(actor)
        return Who(id="", name=self._actors[actor].name) if n is None else self._known.who[n]

    def number(self, actor: str) -> int | None:
        """The number in the record; None for whom it does not know."""
        return self.homes.get(actor)

    def own(self, actor: str) -> Actor:
        """The actor as the reading has it."""
        return self._actors[actor]

    def english(self) -> list[str]:
        """The English names of those whom the record knows, in order."""
        return sorted({en for n in self.homes.values() if (en := self._known.who[n].name.en)})

    def place_name(self, place: PlaceId | None) -> Name | None:
        """The name of a place."""
        return None if place is None else self._places[place].name


def published_of(published: Published) -> tuple[str | None, str]:
    """When a document appeared, as shown and as sorted: the last day on which it can have."""
    first, last = published.earliest, published.latest
    if first == last:
        return first, first or ""
    return f"{first or '..'}/{last or '..'}", last or first or ""


def title_of(reading: Reading) -> str:
    """The headline, or else how the text begins."""
    told = reading.document.title
    if not told:
        titles = (s for s in reading.segments if s.kind is SegmentKind.TITLE)
        first = next(titles, None) or next(iter(reading.segments), None)
        told = reading.text[: _TITLE * 2] if first is None else first.cut(reading.text)
    line = " ".join(told.split())
    return line if len(line) <= _TITLE else f"{line[: _TITLE - 1]}…"


def days_of(when: Edtf | None) -> tuple[str | None, str | None]:
    """The first and last day on which something can have been, ISO 8601; None where open."""
    window = window_of(when)
    if window is None:
        return None, None
    return _iso(window.first), _iso(window.last)


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
