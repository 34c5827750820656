"""Actors from edges: what hangs together, without what cannot be one.

All whom a reading knows as one actor of the catalogue hang on one star: no edges tie them to
each other, so that an actor with very many mentions costs no more than any other. The others are
settled part by part of the graph. In each part the surest edges are laid first; an edge that
would put two different actors of the catalogue, two names that clash, or two actors of one
document together is left out. Edges of one weight are laid in the order of their ends, so nothing
depends on the order of documents, nor on any other part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from khabar.assemble.actors_described import DocActor
from khabar.assemble.actors_edges import KNOWN, Edge
from khabar.assemble.actors_persons import is_title, one_name, person_words
from khabar.assemble.actors_words import Words
from khabar.assemble.stage import clusters, root

_LASTS = 28  # days over which a crowd, or one known by office alone, can be taken to be the same
_STAR = "*"  # stands before a catalogue's id where it is a node of the graph

Present = Mapping[str, Set[str]]
"""Which actors of the catalogue a document knows."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Members that are one actor, and the stars that they are part of: one, seldom none or more."""

    members: tuple[str, ...]
    stars: tuple[str, ...]


@dataclass(slots=True)
class _Cluster:
    """What a growing cluster holds that may keep others out; never handed out.

    passing are the days of those members that are who they are for a time only: the residents.
    beside are those of the catalogue whom its documents know under another name.
    """

    members: list[str]
    docs: set[str]
    known: set[str]
    names: set[Words]
    states: set[str]
    passing: set[int]
    beside: set[str]
    apart: set[str] = field(default_factory=set)


def _of(item: DocActor, present: Present) -> _Cluster:
    full = () if is_title(item.name) or not item.is_person else person_words(item.name)
    passing = item.known is None and (is_title(item.name) or bool(item.kind and item.kind.bound))
    named = () if item.is_person else item.states[:1]
    return _Cluster(
        [item.key],
        {item.ref.doc},
        {item.known} if item.known else set(),
        {full} if len(full) > 1 else set(),
        set(named),
        {item.setting.day} if passing and item.setting.day is not None else set(),
        set() if item.known else set(present.get(item.ref.doc, ())),
    )


def star_of(item: DocActor) -> str:
    """The node of the graph on which all hang whom the catalogue knows as this one."""
    return f"{_STAR}{item.known}"


def parts_of(
    items: Mapping[str, DocActor], edges: Iterable[Edge], free: Set[str]
) -> Iterator[tuple[tuple[str, ...], list[Edge]]]:
    """The parts of the graph, each with its edges: stars tie no parts together.

    free are the items that stand for themselves: those not known, and those that people judged.
    """
    inner = [e for e in edges if e.a in items and e.b in items and (e.a in free or e.b in free)]
    groups = clusters(free, ((e.a, e.b) for e in inner if e.a in free and e.b in free))
    home = {key: n for n, group in enumerate(groups) for key in group}
    own: list[list[Edge]] = [[] for _ in groups]
    for edge in inner:
        own[home[edge.a if edge.a in free else edge.b]].append(edge)
    return zip(groups, own, strict=True)


def settled(
    free: Sequence[DocActor], edges: Sequence[Edge], known: Mapping[str, DocActor], present: Present
) -> Iterator[Settled]:
    """The actors in one part of the graph; known are those at the other ends of its edges."""
    found = {item.key: _of(item, present) for item in free}
    told = [*edges, *(Edge(i.key, star_of(i), "known", KNOWN) for i in free if i.known)]
    for item in (*known.values(), *(i for i in free if i.known)):
        _hang(found, item)
    ends = {key: star_of(item) for key, item in known.items()}
    _lay(found, [replace(e, a=ends.get(e.a, e.a), b=ends.get(e.b, e.b)) for e in told])
    for cluster in found.values():
        members = tuple(sorted(m for m in cluster.members if not m.startswith(_STAR)))
        stars = tuple(sorted(m for m in cluster.members if m.startswith(_STAR)))
        if members:
            yield Settled(members, stars)


def _hang(found: dict[str, _Cluster], item: DocActor) -> None:
    """Put a star into a part, with what the items of it that are seen from there say."""
    seen = _of(item, {})
    seen.members, seen.docs = [star_of(item)], set()
    if (star := found.setdefault(star_of(item), seen)) is not seen:
        star.names |= seen.names
        star.states |= seen.states


def _lay(found: dict[str, _Cluster], edges: Iterable[Edge]) -> None:
    parent = {key: key for key in found}
    told = list(edges)
    for edge in told:
        if not edge.same:
            found[edge.a].apart.add(edge.b)
            found[edge.b].apart.add(edge.a)
    same = {(-e.weight, min(e.a, e.b), max(e.a, e.b)) for e in told if e.same}
    for weight, a, b in sorted(same):
        first, second = root(parent, a), root(parent, b)
        if first != second and _may_be_one(found[first], found[second], -weight):
            large, small = sorted((first, second), key=lambda r: (-len(found[r].members), r))
            parent[small] = large
            _absorb(found[large], found.pop(small))


def _absorb(into: _Cluster, other: _Cluster) -> None:
    into.members += other.members
    into.docs |= other.docs
    into.known |= other.known
    into.names |= other.names
    into.states |= other.states
    into.passing |= other.passing
    into.beside |= other.beside
    into.apart |= other.apart


def _kept_apart(a: _Cluster, b: _Cluster) -> bool:
    """Whether somebody judged so; of most nobody did, and then no members are looked through."""
    return bool(a.apart) and not a.apart.isdisjoint(b.members)


def _may_be_one(a: _Cluster, b: _Cluster, weight: float) -> bool:
    if _kept_apart(a, b) or _kept_apart(b, a):
        return False
    if weight >= KNOWN:
        return True
    if len(a.known | b.known) > 1 or not a.docs.isdisjoint(b.docs):
        return False
    if not (a.known.isdisjoint(b.beside) and b.known.isdisjoint(a.beside)):
        return False
    if a.states and b.states and a.states.isdisjoint(b.states):
        return False
    if (days := a.passing | b.passing) and max(days) - min(days) > _LASTS:
        return False
    return all(one_name(x, y) for x in a.names for y in b.names)
