"""One actor over all documents: pairs are judged on what the two readings say, alone.

A judgement is an edge with its evidence; actors are what hangs together by the edges, so a wrong
one can be taken back without rebuilding anything else by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256

from khabar.assemble.actors_clusters import consistent_clusters
from khabar.assemble.actors_described import DocActor
from khabar.assemble.actors_edges import SAME_ACTOR, Edge
from khabar.assemble.actors_english import english_name, place_name
from khabar.assemble.actors_known import catalogue
from khabar.assemble.actors_resolved import actors_of
from khabar.assemble.stage import assemble
from khabar.schema.names import ActorKind, Name
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, RecordActor


def build_actors(
    readings: Iterable[Reading], judged: Iterable[Edge] = ()
) -> tuple[RecordActor, ...]:
    """The actors of the record, each with all its members; a person's judgements outweigh ours."""
    items = {a.key: a for reading in readings for a in actors_of(reading)}
    edges = (*assemble(SAME_ACTOR, items.values()), *judged)
    groups = [[items[key] for key in group] for group in consistent_clusters(items, edges)]
    taken = Counter(_known_id(group) for group in groups)
    return tuple(_actor(group, alone=taken[_known_id(group)] == 1) for group in groups)


def _known_id(members: Sequence[DocActor]) -> str:
    return _most([m.known for m in members if m.known])


def _actor(members: Sequence[DocActor], *, alone: bool) -> RecordActor:
    """One actor; two that people judged apart cannot both bear one id of the catalogue."""
    known = catalogue().actors.get(_known_id(members))
    identity = known.id if known and alone else members[0].key
    return RecordActor(
        id=KnownId(f"k_{sha256(identity.encode()).hexdigest()[:12]}"),
        name=known.name if known and known.name.en else _name(members),
        kind=known.kind if known else ActorKind(_most([m.actor.kind for m in members])),
        wikidata=known.wikidata if known else None,
        members=tuple(m.ref for m in members),
    )


def _described_as(members: Sequence[DocActor]) -> str:
    """What a place is called, or what a nameless body is and where: army (Algeria)."""
    first = members[0]
    if first.actor.kind is ActorKind.REGION:
        return place_name(first.core) or ""
    where = catalogue().actors.get(first.state or "")
    if first.kind is None or where is None:
        return ""
    return f"{first.kind.name.replace('_', ' ')} ({where.name.en})"


def _most(values: Sequence[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], v), default="")


def _name(members: Sequence[DocActor]) -> Name:
    """The name that most documents give; its English is made by machine where none gives one."""
    arabic = _most([m.actor.name.ar for m in members])
    english = _most([m.actor.name.en for m in members if m.actor.name.en])
    english = english or _described_as(members)
    return Name(ar=arabic, en=english_name(arabic, english).text)
