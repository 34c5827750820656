"""What one reading says about each of its actors, made ready for comparison with others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from khabar.assemble.actors_classes import Kind, class_of, core_of
from khabar.assemble.actors_known import (
    Candidate,
    Family,
    candidates,
    catalogue,
    family,
    office_words,
)
from khabar.assemble.actors_states import located, states_of_text
from khabar.assemble.actors_words import Words, asides, unclitic, words_of
from khabar.catalog.offices import Tenure
from khabar.schema.names import Actor, ActorKind
from khabar.schema.reading import Reading
from khabar.schema.record import Ref

_MOST_FORMS = 40  # different forms of one actor in one document that are looked at
_NAME, _FORM, _DOUBT, _POST, _TAKEN = 4.0, 1.0, 0.5, 2.0, -6.0


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document is about: its day, the states by weight, the known ones that take part."""

    doc: str
    day: int | None
    states: tuple[str, ...]
    peers: frozenset[str] = frozenset()
    places: frozenset[Words] = frozenset()

    @property
    def state(self) -> str | None:
        """The state that the document speaks of most."""
        return self.states[0] if self.states else None


@dataclass(frozen=True, slots=True)
class DocActor:
    """An actor of one reading.

    name are the words of its name, forms those of all its forms. known is its id in the
    catalogue. states are those that its own forms speak of.
    """

    ref: Ref
    actor: Actor
    setting: Setting
    name: Words
    forms: tuple[Words, ...]
    states: tuple[str, ...]
    kind: Kind | None
    known: str | None = None

    @property
    def key(self) -> str:
        """A name for the graph: document and id."""
        return f"{self.ref.doc}\0{self.ref.id}"

    @property
    def family(self) -> Family:
        """Whether a person, a state, a paper, a region or another body."""
        return family(self.actor.kind)

    @property
    def state(self) -> str | None:
        """The state that it belongs to: by its name, else the one that the document is about."""
        return self.states[0] if self.states else self.setting.state

    @property
    def core(self) -> Words:
        """The words of its name that say who."""
        return core_of(self.name)


def actors_of(reading: Reading) -> tuple[DocActor, ...]:
    """The actors of a reading; who is known to the catalogue is decided with all of them in view."""
    states = states_of_text(reading.text)
    setting = Setting(reading.document.id, _day(reading), states)
    described = [_described(a, reading, setting) for a in reading.actors]
    sure = [_surely_known(a) for a in described]
    peers = frozenset(a.known for a in sure if a.known is not None)
    places = frozenset(words_of(p.name.ar) for p in reading.places)
    around = replace(setting, peers=peers, places=places)
    return tuple(_weighed(replace(a, setting=around), peers) for a in sure)


def _day(reading: Reading) -> int | None:
    published = reading.document.published
    told = published.latest or published.earliest
    return date.fromisoformat(told).toordinal() if told else None


def _described(actor: Actor, reading: Reading, setting: Setting) -> DocActor:
    cut = [m.cut(reading.text) for m in actor.mentions if m.end <= len(reading.text) and m.sure > 0]
    names = list(dict.fromkeys((actor.name.ar, *cut)))[:_MOST_FORMS]
    forms = tuple(dict.fromkeys(w for n in names for w in _all_words(n) if w))
    name = words_of(actor.name.ar)
    states, kind = _states(forms), _class((name, *forms))
    ref = Ref(doc=reading.document.id, id=actor.id)
    return DocActor(ref, actor, setting, name, forms, states, kind)


def _all_words(name: str) -> Iterator[Words]:
    yield words_of(name)
    yield from (words_of(a) for a in asides(name))


def _states(forms: Sequence[Words]) -> tuple[str, ...]:
    """The states of an actor's forms, those by a place last."""
    where = [located(form) for form in forms]
    named = [s for w in where for s in w.states]
    return tuple(dict.fromkeys((*named, *(s for w in where for s in w.of_places))))


def _class(forms: Sequence[Words]) -> Kind | None:
    return class_of(forms[0])


def _surely_known(item: DocActor) -> DocActor:
    """Known by name where the name, or failing that a form, means one actor of the catalogue."""
    if item.actor.anonymous:
        return item
    if item.actor.kind is ActorKind.STATE:
        return replace(item, known=_state(item))
    for form in _naming(item):
        sure = [c.id for c in candidates(item.family, form) if c.sure]
        if len(sure) == 1:
            return item if _slot_rivals(item, sure[0]) else replace(item, known=sure[0])
    return item


def _naming(item: DocActor) -> Iterator[Words]:
    """The forms that may name the actor: a person of two names is not known by the second alone."""
    yield item.name
    if item.actor.kind is not ActorKind.PERSON:
        yield from (f for f in item.forms if len(f) > 1)
    elif len(item.name) > 1:
        yield from (item.name[n:] for n in range(1, len(item.name) - 1))
    else:
        yield from item.forms


def _slot_rivals(item: DocActor, known: str) -> bool:
    """Whether the name is one that several bodies of a country bear by turns: the Libyan army."""
    slot = _slot(item)
    return slot is not None and len(slot) > 1 and known in slot and item.kind is not None


def _slot(item: DocActor) -> tuple[str, ...] | None:
    if item.kind is None or item.kind.bound or item.state is None:
        return None
    return catalogue().slots.get((item.kind.name, item.state))


def _state(item: DocActor) -> str | None:
    """The state that a state's forms speak of, else that of the person whose rule it is."""
    for form in item.forms:
        for first in unclitic(form[0]):
            where = located((first, *form[1:]))
            if where.states or where.of_places:
                return (*where.states, *where.of_places)[0]
    for form in item.forms:
        for start in range(1, len(form)):
            for found in candidates(ActorKind.PERSON.value, form[start:]):
                if found.sure and (state := catalogue().actors[found.id].state):
                    return state
    return item.setting.state if item.kind is not None else None


def _weighed(item: DocActor, peers: frozenset[str]) -> DocActor:
    """Known by what speaks for one actor of the catalogue more than for any other."""
    if item.known is not None or item.actor.anonymous or item.actor.kind is ActorKind.STATE:
        return item
    votes: dict[str, float] = {}
    for weight, found in _suggested(item):
        known = catalogue().actors.get(found.id)
        if known is not None and _at_home(item, known.state):
            votes[found.id] = votes.get(found.id, 0.0) + weight * (1.0 if found.sure else _DOUBT)
    for known_id in votes:
        votes[known_id] += _POST if _led_by(known_id, peers, item.setting.day) else 0.0
        votes[known_id] += _TAKEN if known_id in peers else 0.0
    best = sorted(votes.items(), key=lambda v: (-v[1], v[0]))
    if not best or best[0][1] <= 0 or (len(best) > 1 and best[0][1] == best[1][1]):
        return item
    return replace(item, known=best[0][0])


def _suggested(item: DocActor) -> Iterator[tuple[float, Candidate]]:
    for form in _naming(item):
        weight = _NAME if form == item.name else _FORM
        yield from ((weight, c) for c in candidates(item.family, form))
    yield from ((_FORM, Candidate(known, sure=False)) for known in _slot(item) or ())
    yield from ((_NAME, Candidate(t.person, sure=True)) for t in _office_holders(item))


def _at_home(item: DocActor, state: str | None) -> bool:
    """Whether an actor of this state may be meant: by the name's own state, else the document's."""
    if state is None:
        return True
    if item.states:
        return state in item.states
    return state in item.setting.states[:3]


def _led_by(known: str, peers: Iterable[str], day: int | None) -> bool:
    posts = catalogue().posts
    return any(t.of == known and _held(t, day) for p in peers for t in posts.get(p, ()))


def _held(tenure: Tenure, day: int | None) -> bool:
    if day is None:
        return tenure.end is None
    start, end = tenure.start, tenure.end
    return (start is None or start.toordinal() <= day) and (end is None or day <= end.toordinal())


def _office_holders(item: DocActor) -> tuple[Tenure, ...]:
    """Who held the office that stands for the name of a person on the day of the document."""
    if item.actor.kind is not ActorKind.PERSON or item.state is None or len(item.name) < 2:
        return ()
    found = catalogue().offices.get((office_words(item.actor.name.ar), item.state), ())
    held = [t for t in found if _held(t, item.setting.day)]
    return tuple(held) if len({t.person for t in held}) == 1 else ()
