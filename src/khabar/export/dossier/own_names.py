"""What one reading itself calls its actors and places, where no record is at hand."""

from __future__ import annotations

from khabar.export.dossier.lookup import place_called, unnamed
from khabar.export.dossier.parts import Both, Called
from khabar.lang.ar.romanise import romanised
from khabar.schema.names import Actor, PlaceId
from khabar.schema.reading import Reading


class OwnNames:
    """The names of a reading; see sentences.Names."""

    def __init__(self, reading: Reading) -> None:
        self._actors: dict[str, Called] = {a.id: _called(a) for a in reading.actors}
        self._places = {p.id: place_called(p) for p in reading.places}

    def actor(self, actor: str) -> Called:
        """What an actor is called."""
        return self._actors[actor]

    def place(self, place: PlaceId) -> Both:
        """What a place is called."""
        return self._places[place]


def _called(actor: Actor) -> Called:
    if actor.anonymous:
        return unnamed(actor)
    made = actor.name.en is None
    english = actor.name.en or romanised(actor.name.ar)
    return Called(ar=actor.name.ar, en=english, kind=actor.kind, made=made)
