"""Whom a correction means: an actor of the reading, or one that nobody had read there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from khabar.assemble.actors_known import candidates, catalogue, comparable, family
from khabar.assemble.actors_words import words_of
from khabar.assemble.judged_spots import standing_at
from khabar.lang.ar.normalise import normalise
from khabar.schema.correction import Correction
from khabar.schema.judgement import About, Spot
from khabar.schema.names import Actor, ActorId, ActorKind, ActorMention, Name
from khabar.schema.reading import Reading
from khabar.schema.spans import Span


class People:
    """The actors of a reading, and those whom corrections add to it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._added: dict[ActorId, Actor] = {}

    def named(self, said: Correction, at: Span) -> tuple[ActorId, ...]:
        """Those whom a correction of what stands at these words means, each once."""
        found = (self._at(name) for name in said.names)
        words = said.value.strip()
        return tuple(dict.fromkeys((self._called(words, at),) if words else found))

    def joining(self, reading: Reading) -> Reading:
        """The reading, made of ours, with those who were added by now."""
        actors = (*self._reading.actors, *self._added.values())
        return replace(reading, actors=actors) if self._added else reading

    def _at(self, name: Span) -> ActorId:
        spot = Spot(doc=self._reading.document.id, start=name.start, end=name.end)
        found = standing_at(spot, self._reading, About.NAME)
        return ActorId(found) if found else self._add(name.cut(self._reading.text).strip(), name)

    def _called(self, words: str, at: Span) -> ActorId:
        """Whose words are his name; else whom the text names by them; else somebody new, who
        stands where it was said of him."""
        wanted = _alike(words)
        for actor in self._reading.actors:
            if wanted in (_alike(actor.name.ar), _alike(actor.name.en or "")):
                return actor.id
        start = self._reading.text.find(words)
        return self._add(words, Span(start=start, end=start + len(words)) if start >= 0 else at)

    def _add(self, words: str, at: Span) -> ActorId:
        known = ActorId(f"said-{_alike(words)}")
        mention = ActorMention(start=at.start, end=at.end, sure=1.0)
        name = Name(ar=words)
        made = Actor(id=known, kind=kind_of(words), name=name, mentions=(mention,))
        self._added.setdefault(known, made)
        return known


def kind_of(words: str) -> ActorKind:
    """What the catalogue says that one of this name is; a person where it knows none."""
    return next(_kinds(words), ActorKind.PERSON)


def _kinds(words: str) -> Iterator[ActorKind]:
    told = words_of(words)
    groups = dict.fromkeys(map(family, ActorKind)) if told else ()
    found = (c for g in groups for c in candidates(g, comparable(g, told)) if c.sure)
    yield from (catalogue().actors[c.id].kind for c in found)


def _alike(words: str) -> str:
    return normalise(words).casefold().strip()
