"""Which actors of two readings are one: decided on what the two readings say, alone, and why.

Every rule groups actors by what they share. A group whose key says enough is one actor; the
others are looked at name by name. A group never learns from another, nor from the order of
documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from khabar.assemble.actors_described import DocActor
from khabar.assemble.actors_known import ORGANS, comparable, office_words
from khabar.assemble.actors_persons import is_title, one_name, one_word, person_words, telling
from khabar.assemble.actors_words import Words, sound
from khabar.assemble.stage import Stage
from khabar.lang.ar.tables import word_counts
from khabar.schema.names import ActorKind

JUDGED, KNOWN, NAMED, SPELT, PLACED = 2.0, 1.0, 0.8, 0.7, 0.5
_NEAR = 3  # states of a document, by weight, that its bodies may belong to
_FORTNIGHT = 14
_NAMES = 60  # different names with one sound: too many to be told apart by it
_PROPHET = "محمد"
_RARE = 3000  # uses in the pool below which a word tells a body from others
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """Two actors of readings that are one, or are not where same is false; why, and how surely."""

    a: str
    b: str
    why: str
    weight: float
    same: bool = True


def keys_of(item: DocActor) -> Iterator[Key]:
    """What an actor may share with others; an unnamed one is nobody else's.

    Those of the catalogue hang on its stars, not on each other.
    """
    if item.actor.anonymous:
        return
    if item.actor.kind is ActorKind.PERSON:
        yield from _person_keys(item)
    elif item.kind is not None:
        yield from _class_keys(item)
    elif item.core:
        yield from _body_keys(item)


def _fortnights(item: DocActor) -> Iterator[str]:
    """Two overlapping ways to cut time, so that neighbours in time share one."""
    day = item.setting.day
    if day is not None:
        yield f"{day // _FORTNIGHT}"
        yield f"{(day + _FORTNIGHT // 2) // _FORTNIGHT}+"


def _office_keys(item: DocActor) -> Iterator[Key]:
    own = is_title(item.name) and item.known is None
    titles = {" ".join(item.name)} if own else set(item.titles)
    for title in sorted(words for t in titles if len(words := office_words(t)) > 1):
        for time in _fortnights(item):
            yield from (("office", *title, "@", state, time) for state in item.setting.states[:2])


def _person_keys(item: DocActor) -> Iterator[Key]:
    yield from _office_keys(item)
    if is_title(item.name):
        return
    name = person_words(item.name)
    sounds = tuple(map(sound, name))
    if len(name) > 1:
        yield ("person", sounds[0], sounds[-1])
        parts = {*pairwise(sounds), (sounds[0], sounds[-1])}
        near = [(item.setting.state or "", time) for time in _fortnights(item)]
        yield from (("part", *part, *where) for part in sorted(parts) for where in near)
        yield from (("surname", sounds[-1], *where) for where in near)
    elif item.known is None:
        yield from (
            ("surname", sounds[-1], item.setting.state or "", time) for time in _fortnights(item)
        )


def _class_keys(item: DocActor) -> Iterator[Key]:
    if item.kind is None or item.state is None or item.known is not None:
        return
    if not item.kind.bound:
        yield ("class", item.kind.name, item.state)
        return
    for place in item.setting.places if item.chief else ():
        yield from (("bound", item.kind.name, *place, time) for time in _fortnights(item))


def _body_keys(item: DocActor) -> Iterator[Key]:
    core = comparable(item.family, item.core)
    if len(core) > 1:
        near = [(item.state or "", time) for time in _fortnights(item)]
        yield from (("within", item.family, *core[:2], *where) for where in near)
    organ = item.actor.kind in ORGANS
    states = item.states[:1] or item.setting.states[: 1 if organ else _NEAR]
    yield from (("body", item.family, *core, "@", state) for state in states)
    if (_distinct(item.core) and not organ) or item.actor.kind is ActorKind.REGION:
        yield ("body", item.family, *core)


def _distinct(core: Words) -> bool:
    counts = word_counts()
    return any((c := counts.get(w)) is None or c.all < _RARE for w in core)


Looks = tuple[str | None, Words, str | None]
"""What one of the catalogue looks like in a document: who, by which name, in whose news."""


def looks_of(item: DocActor) -> Looks:
    """Those that look the same have the same edges: in a group one stands for all."""
    return item.known, item.name, item.setting.state


def thinned(group: Iterable[DocActor]) -> list[DocActor]:
    """Those that the catalogue does not know, and of the others one for each look."""
    known: dict[Looks, DocActor] = {}
    free: list[DocActor] = []
    for item in group:
        if item.known is None:
            free.append(item)
        elif (looks := looks_of(item)) not in known or item.key < known[looks].key:
            known[looks] = item
    free.sort(key=lambda a: a.key)
    return [*free, *sorted(known.values(), key=lambda a: a.key)] if free else []


def _edges(key: Key, whole: Sequence[DocActor]) -> Iterator[Edge]:
    rule, group = key[0], thinned(whole)
    if rule == "person":
        yield from _one_person(group)
    elif rule == "part":
        yield from _parts(group)
    elif rule == "within":
        yield from _shortened(group)
    elif rule == "office":
        yield from _office(group)
    elif rule == "surname":
        yield from _surname(group)
    else:
        weight = PLACED if rule == "bound" else NAMED
        yield from _all_one(group, f"{rule} {' '.join(key[1:])}", weight)


def _all_one(group: Sequence[DocActor], why: str, weight: float) -> Iterator[Edge]:
    """Tie each to the first and to the one before: where a tie is refused, the others hold."""
    for before, item in pairwise(group):
        for other in dict.fromkeys((group[0].key, before.key)):
            yield Edge(other, item.key, why, weight)


def _by_name(group: Iterable[DocActor]) -> dict[Words, list[DocActor]]:
    names: dict[Words, list[DocActor]] = {}
    for item in group:
        names.setdefault(person_words(item.name), []).append(item)
    return dict(sorted(names.items()))


def _one_person(group: Sequence[DocActor]) -> Iterator[Edge]:
    names = _by_name(group)
    for name, items in names.items():
        if telling(name):
            yield from _all_one(items, f"same name {' '.join(name)}", NAMED)
        else:
            yield from _namesakes(items)
    if len(names) > _NAMES:
        return
    for a, b in combinations(names, 2):
        if one_name(a, b) and (telling(a) or telling(b)):
            yield Edge(names[a][0].key, names[b][0].key, f"{' '.join(a)} is {' '.join(b)}", SPELT)


def _namesakes(items: Sequence[DocActor]) -> Iterator[Edge]:
    """A common name is one person only where the documents speak of one state or known actor."""
    shared: dict[str, list[DocActor]] = {}
    for item in items:
        for mark in sorted({*item.setting.states[:3], *item.setting.peers}):
            shared.setdefault(mark, []).append(item)
    for mark, group in sorted(shared.items()):
        yield from _all_one(group, f"same name, both with {mark}", NAMED)


def _parts(group: Sequence[DocActor]) -> Iterator[Edge]:
    names = _by_name(group)
    if len(names) > _NAMES:
        return
    for a, b in combinations(names, 2):
        if one_name(a, b) and _begins_alike(a, b):
            why = f"{' '.join(a)} is {' '.join(b)}, same days and state"
            yield Edge(names[a][0].key, names[b][0].key, why, PLACED)


def _begins_alike(a: Words, b: Words) -> bool:
    """A name whose first word is missing is the father's, unless the first word is the Prophet's,
    which many bear before their own."""
    short, long = sorted((a, b), key=len)
    return one_word(a[0], b[0]) or (long[0] == _PROPHET and len(long) == len(short) + 1)


def _shortened(group: Sequence[DocActor]) -> Iterator[Edge]:
    """A body whose name is cut short or wordier in another document of the same days."""
    cores: dict[Words, list[DocActor]] = {}
    for item in group:
        cores.setdefault(tuple(sorted(set(comparable(item.family, item.core)))), []).append(item)
    for a, b in combinations(sorted(cores), 2) if len(cores) <= _NAMES else ():
        if set(a) <= set(b) or set(b) <= set(a):
            yield Edge(cores[a][0].key, cores[b][0].key, "one name cut short", PLACED)


def _office(group: Sequence[DocActor]) -> Iterator[Edge]:
    """One whom a document calls by office alone is the one whom others of those days call so."""
    titled = [i for i in group if is_title(i.name) and i.known is None]
    if not titled:
        return
    own = {i.key for i in titled}
    names = _by_name(i for i in group if i.key not in own)
    if len(names) > _NAMES:
        return
    if all(one_name(a, b) for a, b in combinations(names, 2)):
        holders = [item for items in names.values() for item in items]
        yield from _all_one([*titled, *holders[:1]], "same office, same days and state", PLACED)


def _surname(group: Sequence[DocActor]) -> Iterator[Edge]:
    """A family name alone is the one person of that name in the news of those days."""
    names = _by_name(group)
    full = [n for n in names if len(n) > 1]
    alone = [item for n in names if len(n) == 1 for item in names[n]]
    if not alone or len(full) > _NAMES or not all(one_name(a, b) for a, b in combinations(full, 2)):
        return
    yield from _all_one(alone, "same family name, same days and state", PLACED)
    if full and one_name(full[0], person_words(alone[0].name)):
        yield Edge(alone[0].key, names[full[0]][0].key, "the only one of that family name", PLACED)


SAME_ACTOR: Stage[DocActor, Key, Edge] = Stage(keys_of, _edges, lambda a: a.key)
