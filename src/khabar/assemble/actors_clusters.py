"""Actors from edges: what hangs together, without what cannot be one.

The surest edges are laid first; an edge that would put two different actors of the catalogue,
two names that clash, or two actors of one document together is left out. Edges of one weight
are laid in the order of their ends, so nothing depends on the order of documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from khabar.assemble.actors_described import DocActor
from khabar.assemble.actors_edges import KNOWN, Edge
from khabar.assemble.actors_persons import is_title, one_name, person_words
from khabar.assemble.actors_words import Words

_LASTS = 28  # days over which a crowd, or one known by office alone, can be taken to be the same


@dataclass(slots=True)
class _Cluster:
    """What a growing cluster holds that may keep others out; never handed out.

    passing are the days of those members that are who they are for a time only: the residents.
    """

    members: list[str]
    docs: set[str]
    known: set[str]
    names: set[Words]
    states: set[str]
    passing: set[int]
    apart: set[str] = field(default_factory=set)


def _of(item: DocActor) -> _Cluster:
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
    )


def consistent_clusters(
    items: Mapping[str, DocActor], edges: Iterable[Edge]
) -> tuple[tuple[str, ...], ...]:
    """The clusters, each sorted, by their first member."""
    clusters = {key: _of(item) for key, item in items.items()}
    parent = {key: key for key in items}
    told = [e for e in edges if e.a in items and e.b in items]
    for edge in told:
        if not edge.same:
            clusters[edge.a].apart.add(edge.b)
            clusters[edge.b].apart.add(edge.a)
    same = {(-e.weight, min(e.a, e.b), max(e.a, e.b)) for e in told if e.same}
    for weight, a, b in sorted(same):
        first, second = _root(parent, a), _root(parent, b)
        if first != second and _may_be_one(clusters[first], clusters[second], -weight):
            large, small = sorted((first, second), key=lambda r: (-len(clusters[r].members), r))
            parent[small] = large
            _absorb(clusters[large], clusters.pop(small))
    return tuple(sorted(tuple(sorted(c.members)) for c in clusters.values()))


def _root(parent: dict[str, str], key: str) -> str:
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key


def _absorb(into: _Cluster, other: _Cluster) -> None:
    into.members += other.members
    into.docs |= other.docs
    into.known |= other.known
    into.names |= other.names
    into.states |= other.states
    into.passing |= other.passing
    into.apart |= other.apart


def _may_be_one(a: _Cluster, b: _Cluster, weight: float) -> bool:
    if not (a.apart.isdisjoint(b.members) and b.apart.isdisjoint(a.members)):
        return False
    if weight >= KNOWN:
        return True
    if len(a.known | b.known) > 1 or not a.docs.isdisjoint(b.docs):
        return False
    if a.states and b.states and a.states.isdisjoint(b.states):
        return False
    if (days := a.passing | b.passing) and max(days) - min(days) > _LASTS:
        return False
    return all(one_name(x, y) for x in a.names for y in b.names)
