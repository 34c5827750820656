"""Whom of the catalogue a name may mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from khabar.assemble.actors_classes import class_of, class_table
from khabar.assemble.actors_persons import title_words
from khabar.assemble.actors_states import located
from khabar.assemble.actors_words import Words, stem, unclitic, words_of
from khabar.catalog.actors import KnownActor, known_institutions, known_persons, known_states
from khabar.catalog.offices import Tenure, tenures
from khabar.schema.names import ActorKind

_CLOSED = (ActorKind.PERSON, ActorKind.STATE, ActorKind.MEDIA, ActorKind.REGION)
ORGANS = frozenset({ActorKind.GOVERNMENT, ActorKind.LEGISLATURE, ActorKind.AGENCY})
"""Kinds of bodies that belong to one state and may have a namesake in another."""

Family = str
SlotKey = tuple[str, str]
"""A class of actors and the state in which it is one: (army, egypt)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor of the catalogue that a form may name; sure unless the form is doubtful."""

    id: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All known actors, by their forms, by class and state; terms by office and by body."""

    actors: Mapping[str, KnownActor]
    forms: Mapping[tuple[Family, Words], tuple[Candidate, ...]]
    slots: Mapping[SlotKey, tuple[str, ...]]
    offices: Mapping[tuple[Words, str], tuple[Tenure, ...]]
    heads: Mapping[str, tuple[Tenure, ...]]


def family(kind: ActorKind) -> Family:
    """Kinds that readers confuse count as one; a person is never a body."""
    return kind.value if kind in _CLOSED else "body"


@cache
def catalogue() -> Catalogue:
    """The catalogue, indexed."""
    actors = {a.id: a for a in _all()}
    forms: dict[tuple[Family, Words], dict[str, bool]] = {}
    slots: dict[SlotKey, dict[str, None]] = {}
    for actor in actors.values():
        for words, sure in _own_forms(actor):
            key = family(actor.kind)
            found = forms.setdefault((key, comparable(key, words)), {})
            found[actor.id] = found.get(actor.id, False) or sure
            for slot in _slots(actor, words):
                slots.setdefault(slot, {})[actor.id] = None
    return Catalogue(
        actors,
        {k: tuple(Candidate(i, sure) for i, sure in v.items()) for k, v in forms.items()},
        {k: tuple(v) for k, v in slots.items()},
        *_terms(actors),
    )


def _terms(
    actors: Mapping[str, KnownActor],
) -> tuple[Mapping[tuple[Words, str], tuple[Tenure, ...]], Mapping[str, tuple[Tenure, ...]]]:
    """All terms by office and state, and by the body that was headed."""
    offices: dict[tuple[Words, str], list[Tenure]] = {}
    heads: dict[str, list[Tenure]] = {}
    for tenure in tenures():
        if tenure.of is not None:
            state = _state_of(actors.get(tenure.of), tenure.of)
            offices.setdefault((office_words(tenure.office), state), []).append(tenure)
            heads.setdefault(tenure.of, []).append(tenure)
    return {k: tuple(v) for k, v in offices.items()}, {k: tuple(v) for k, v in heads.items()}


def _all() -> Iterator[KnownActor]:
    yield from (s.actor for s in known_states())
    yield from known_institutions()
    yield from known_persons()


def _own_forms(actor: KnownActor) -> Iterator[tuple[Words, bool]]:
    """The forms of an actor and whether each is sure, but for those that name another class:
    security forces among the forms of the police."""
    own = class_of(words_of(actor.name.ar))
    told = (*((f, True) for f in actor.forms), *((f, False) for f in actor.doubtful))
    for form, sure in told:
        words = words_of(form)
        if own is None or class_of(words) in (None, own):
            yield words, sure


def _slots(actor: KnownActor, words: Words) -> Iterator[SlotKey]:
    if actor.state is None or family(actor.kind) not in ("body", "media"):
        return
    kind, where = class_of(words), located(words)
    if kind and not kind.bound and not where.places and set(where.states) <= {actor.state}:
        yield kind.name, actor.state


def _state_of(actor: KnownActor | None, otherwise: str) -> str:
    return (actor.state if actor else None) or otherwise


def comparable(kind: Family, words: Words) -> Words:
    """Words as forms are compared: those of bodies without endings, those of persons whole."""
    return words if kind == ActorKind.PERSON.value else tuple(map(stem, words))


def office_words(title: str) -> Words:
    """An office by its words, without states and without "former"."""
    table = class_table()
    rest = located(words_of(title)).rest
    return tuple(stem(w) for w in rest if w not in table.loose and w not in table.former)


@lru_cache(maxsize=1 << 16)
def candidates(kind: Family, words: Words) -> tuple[Candidate, ...]:
    """Whom of the catalogue these words may mean, whole, with "organisation" left out, or without
    what is written onto the first."""
    table, known = class_table(), catalogue().forms
    for first in unclitic(words[0]) if words else ():
        whole = (first, *words[1:])
        tries = [whole]
        while (
            kind != ActorKind.PERSON.value and len(tries[-1]) > 1 and tries[-1][0] in table.openers
        ):
            tries.append(tries[-1][1:])
        tries += [t[:-1] for t in tries if len(t) > 1 and t[-1] in table.closers]
        tries.append(tuple(w for w in whole if w not in title_words()) or whole)
        for part in tries:
            if found := known.get((kind, comparable(kind, part))):
                return found
    return ()
