"""Whom of the catalogue the actors of one reading are: by name, by class and country, by office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from khabar.assemble.actors_classes import class_table
from khabar.assemble.actors_described import DocActor, described
from khabar.assemble.actors_known import ORGANS, Candidate, candidates, catalogue, office_words
from khabar.assemble.actors_states import located
from khabar.assemble.actors_words import Words, unclitic
from khabar.catalog.offices import Tenure
from khabar.schema.names import ActorKind
from khabar.schema.reading import Reading

_NAME, _FORM, _DOUBT, _LED, _PEER_LEADS, _TAKEN, _HOME = 4.0, 1.0, 0.5, 1.5, 4.0, -6.0, 0.3

Slot = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Around:
    """What the other actors of a document say about one of them."""

    peers: frozenset[str]
    slots: Counter[Slot]


def actors_of(reading: Reading) -> tuple[DocActor, ...]:
    """The actors of a reading, those of the catalogue known: the sure ones first, then the
    others with these in view."""
    items = described(reading)
    if not items:
        return ()
    sure = [_surely(a) for a in items]
    peers = frozenset(known for known in sure if known is not None)
    setting = replace(items[0].setting, peers=peers)
    around = _Around(peers, Counter(s for a in items if (s := _slot(a)) is not None))
    chiefs = _chiefs(items)
    return tuple(
        replace(
            item,
            setting=setting,
            known=known if known is not None else _weighed(item, around),
            chief=item.kind is None or chiefs.get(item.kind.name) == item.key,
        )
        for item, known in zip(items, sure, strict=True)
    )


def _chiefs(items: Iterable[DocActor]) -> dict[str, str]:
    """Of each class the actor that the document speaks of most, or first."""
    found: dict[str, tuple[int, int, str]] = {}
    for item in items:
        if item.kind is not None and not item.actor.anonymous:
            spots = item.actor.mentions
            rank = (-len(spots), min(m.start for m in spots), item.key)
            found[item.kind.name] = min(found.get(item.kind.name, rank), rank)
    return {kind: key for kind, (_, _, key) in found.items()}


def _surely(item: DocActor) -> str | None:
    """The id, where the name, or failing that a form, means one actor of the catalogue."""
    if item.actor.anonymous:
        return None
    if item.actor.kind is ActorKind.STATE:
        return _state_by_name(item)
    rivals = _rivals(item)
    for form in _naming(item):
        found = [c.id for c in candidates(item.family, form) if c.sure and _possible(item, c.id)]
        if len(found) == 1 and not (len(rivals) > 1 and found[0] in rivals):
            return found[0]
    return None


def _possible(item: DocActor, known: str) -> bool:
    """Whether nothing in the document speaks against a sure name: an organ of one country is not
    meant where only others are spoken of."""
    state = catalogue().actors[known].state
    told = item.kind is not None or item.actor.kind in ORGANS
    if state is None or not told or item.is_person or not item.setting.states:
        return True
    return state in item.states or state in item.setting.states


def _naming(item: DocActor) -> Iterator[Words]:
    """The forms that may name the actor: a person of two names is not known by the second alone."""
    yield item.name
    if not item.is_person:
        yield from (f for f in item.forms if len(f) > 1)
    elif len(item.name) > 1:
        yield from (item.name[n:] for n in range(1, len(item.name) - 1))
    else:
        yield from item.forms


def _slot(item: DocActor) -> Slot | None:
    """The class and country that an actor's name amounts to: the army of Egypt."""
    if item.kind is None or item.kind.bound or item.state is None or item.is_person:
        return None
    slots = [(item.kind.name, state) for state in item.homes]
    return next((s for s in slots if s in catalogue().slots), slots[0])


def _rivals(item: DocActor) -> tuple[str, ...]:
    """Those of the catalogue that are of the same class in the same country."""
    slot = _slot(item)
    return catalogue().slots.get(slot, ()) if slot else ()


def _state_by_name(item: DocActor) -> str | None:
    """The state that a state's forms speak of, else that of the person whose rule it is."""
    for form in item.forms:
        for first in unclitic(form[0]):
            where = located((first, *form[1:]))
            if where.states or where.of_places:
                return (*where.states, *where.of_places)[0]
    people = catalogue().actors
    for form in item.forms:
        for start in range(1, len(form)):
            for found in candidates(ActorKind.PERSON.value, form[start:]):
                if found.sure and (state := people[found.id].state):
                    return state
    return None


def _weighed(item: DocActor, around: _Around) -> str | None:
    """The id for which more speaks than for any other of the catalogue."""
    if item.actor.anonymous:
        return None
    if item.actor.kind is ActorKind.STATE:
        return _state_left(item, around.peers)
    votes = _votes(item, around)
    best = max(votes.values(), default=0.0)
    first = [k for k in votes if votes[k] == best]
    if best <= 0 or (len(first) > 1 and not set(first) <= set(_rivals(item))):
        return None
    return min(first, key=_plainness)


def _state_left(item: DocActor, peers: frozenset[str]) -> str | None:
    """The state that a document's bare "regime" or "authorities" means: the one spoken of most
    that has no other name there."""
    if item.kind is None:
        return None
    return next((s for s in item.homes if s not in peers), item.state)


def _plainness(known: str) -> tuple[int, str]:
    """Of several of one class, the one whose name adds least to it stands for all."""
    return len(catalogue().actors[known].name.ar.split()), known


def _votes(item: DocActor, around: _Around) -> dict[str, float]:
    actors, day = catalogue().actors, item.setting.day
    votes: dict[str, float] = {}
    for weight, found in _suggested(item, around):
        known = actors.get(found.id)
        if known is not None and _at_home(item, known.state):
            votes[found.id] = votes.get(found.id, 0.0) + weight * (1.0 if found.sure else _DOUBT)
    for known_id in votes:
        votes[known_id] += _LED if _led(known_id, day) else 0.0
        votes[known_id] += _PEER_LEADS if _led_by(known_id, around.peers, day) else 0.0
        votes[known_id] += _TAKEN if known_id in around.peers else 0.0
        votes[known_id] += _HOME if item.state and actors[known_id].state == item.state else 0.0
    return votes


def _suggested(item: DocActor, around: _Around) -> Iterator[tuple[float, Candidate]]:
    rivals, slot = _rivals(item), _slot(item)
    alone = slot is not None and around.slots[slot] < 2
    for form in _naming(item):
        for found in candidates(item.family, form):
            if alone and found.id in rivals:
                continue  # one army in the document: its name need not say which
            yield (_NAME if form == item.name else _FORM), found
    yield from ((_FORM, Candidate(known, sure=False)) for known in rivals)
    yield from ((_NAME, Candidate(t.person, sure=True)) for t in _office_holders(item))


def _at_home(item: DocActor, state: str | None) -> bool:
    """Whether an actor of this state may be meant."""
    return state is None or state in item.homes


def _led(known: str, day: int | None) -> bool:
    """Whether the body had a head on that day whom the catalogue knows: then it existed."""
    return any(held_on(t, day) for t in catalogue().heads.get(known, ()))


def _led_by(known: str, peers: Iterable[str], day: int | None) -> bool:
    return any(t.person in peers and held_on(t, day) for t in catalogue().heads.get(known, ()))


def held_on(tenure: Tenure, day: int | None) -> bool:
    """Whether a term was running on a day; on a day unknown, whether it has no end."""
    if day is None:
        return tenure.end is None
    start, end = tenure.start, tenure.end
    return (start is None or start.toordinal() <= day) and (end is None or day <= end.toordinal())


def _office_holders(item: DocActor) -> Sequence[Tenure]:
    """Who held the office that stands for the name of a person on the day of the document."""
    if not item.is_person or item.state is None or len(item.name) < 2:
        return ()
    if not class_table().former.isdisjoint(item.name):
        return ()
    found = catalogue().offices.get((office_words(item.actor.name.ar), item.state), ())
    held = [t for t in found if held_on(t, item.setting.day)]
    return held if len({t.person for t in held}) == 1 else ()
