"""What things of a record are called and where they stand in its readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.export.dossier.names import WORDS
from khabar.export.dossier.parts import Both, Called
from khabar.lang.ar.romanise import romanised
from khabar.schema.events import Event, Figure
from khabar.schema.names import Actor, ActorKind, Place, PlaceId
from khabar.schema.reading import Reading
from khabar.schema.record import Record, Ref
from khabar.schema.statements import Statement

Item = Event | Statement | Figure


class Lookup:
    """Looks a record and its readings up."""

    def __init__(self, record: Record, readings: Sequence[Reading]) -> None:
        self.number = {r.document.id: n for n, r in enumerate(readings)}
        self.readings = {r.document.id: r for r in readings}
        self.home = {m: a.id for a in record.actors for m in a.members}
        self.called = {
            a.id: Called(ar=a.name.ar, en=a.name.en or a.name.ar, kind=a.kind, made=a.made)
            for a in record.actors
        }
        self.sentences = {e.id: e for e in record.events}
        self._items: dict[Ref, Item] = {
            Ref(doc=r.document.id, id=i.id): i
            for r in readings
            for group in (r.events, r.statements, r.figures)
            for i in group
        }
        self._actors = {Ref(doc=r.document.id, id=a.id): a for r in readings for a in r.actors}
        self._places = {Ref(doc=r.document.id, id=p.id): p for r in readings for p in r.places}

    def item(self, ref: Ref) -> Item | None:
        """The event, statement or figure of a reading."""
        return self._items.get(ref)

    def event(self, ref: Ref) -> Event:
        """An event of a reading."""
        found = self._items[ref]
        if not isinstance(found, Event):
            raise ValueError(f"{ref} is no event")
        return found

    def actor(self, doc: str, actor: str) -> Called:
        """What an actor of a reading is called in the record."""
        ref = Ref(doc=doc, id=actor)
        own = self._actors.get(ref)
        if own is not None and own.anonymous:
            return unnamed(own)
        known = self.home.get(ref)
        if known is not None:
            return self.called[known]
        someone = WORDS["someone"]
        return Called(ar=someone.ar, en=someone.en, kind=ActorKind.PERSON)

    def source(self, by: str) -> Both:
        """A source of the record: an actor, or an outlet by its name."""
        doc, _, actor = by.partition(":")
        if by in self.called:
            found = self.called[by]  # type: ignore[index]
        elif doc in self.readings:
            found = self.actor(doc, actor)
        else:
            outlet = by.removeprefix("outlet:")
            return Both(outlet, outlet)
        return Both(found.ar, found.en)

    def place(self, doc: str, place: PlaceId) -> Both:
        """What a place of a reading is called."""
        return place_called(self._places[Ref(doc=doc, id=place)])

    def within(self, doc: str) -> Within:
        """The names of one document."""
        return Within(self, doc)


@dataclass(frozen=True, slots=True)
class Within:
    """What actors and places of one document are called; see sentences.Names."""

    lookup: Lookup
    doc: str

    def actor(self, actor: str) -> Called:
        """What an actor is called."""
        return self.lookup.actor(self.doc, actor)

    def place(self, place: PlaceId) -> Both:
        """What a place is called."""
        return self.lookup.place(self.doc, place)


def place_called(place: Place) -> Both:
    """A place in both languages; where no catalogue has it, its name in Latin letters."""
    return Both(place.name.ar, place.name.en or f"{romanised(place.name.ar)}*")


def unnamed(actor: Actor) -> Called:
    """A source without a name: who it is stays in Arabic, as the text says it."""
    words = WORDS["unnamed" if actor.kind is ActorKind.PERSON else "unnamed_many"]
    return Called(ar=actor.name.ar, en=words.en, kind=actor.kind)
