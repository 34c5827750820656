"""One actor over all documents: pairs are judged on what the two readings say, alone.

A judgement is an edge with its evidence; actors are what hangs together by the edges, so a wrong
one can be taken back without rebuilding anything else by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from khabar.assemble.actors_clusters import Settled, parts_of, settled, star_of
from khabar.assemble.actors_described import DocActor
from khabar.assemble.actors_edges import SAME_ACTOR, Edge
from khabar.assemble.actors_english import english_name, place_name
from khabar.assemble.actors_known import catalogue
from khabar.assemble.actors_resolved import actors_of
from khabar.assemble.stage import assemble, clusters
from khabar.schema.names import ActorKind, Name
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, RecordActor


def build_actors(
    readings: Iterable[Reading], judged: Iterable[Edge] = ()
) -> tuple[RecordActor, ...]:
    """The actors of the record, each with all its members; a person's judgements outweigh ours."""
    items = {a.key: a for reading in readings for a in actors_of(reading)}
    told = tuple(judged)
    free = free_of(items, told)
    found = tuple(_settled(items, (*assemble(SAME_ACTOR, items.values()), *told), free))
    one = joined_stars(found)
    groups: dict[KnownId, list[str]] = {}
    for key, item in items.items():
        if key not in free:
            groups.setdefault(identity(one.get(star_of(item), star_of(item))), []).append(key)
    for each in found:
        groups.setdefault(identity(name_of(each, one)), []).extend(each.members)
    actors = (actor_of(i, [items[k] for k in sorted(group)]) for i, group in groups.items())
    return tuple(sorted(actors, key=lambda a: a.members))


def free_of(items: Mapping[str, DocActor], judged: Iterable[Edge]) -> set[str]:
    """Those that hang on no star by themselves: not known, or judged by people."""
    free = {key for key, item in items.items() if item.known is None}
    return free.union(key for e in judged for key in (e.a, e.b) if key in items)


def _settled(
    items: Mapping[str, DocActor], edges: Sequence[Edge], free: set[str]
) -> Iterator[Settled]:
    present: dict[str, set[str]] = {}
    for item in items.values():
        if item.known is not None:
            present.setdefault(item.ref.doc, set()).add(item.known)
    for members, own in parts_of(items, edges, free):
        ends = sorted({key for e in own for key in (e.a, e.b)} - free)
        known = {key: items[key] for key in ends}
        yield from settled([items[key] for key in members], own, known, present)


def joined_stars(found: Iterable[Settled]) -> Mapping[str, str]:
    """By star the one that stands for it where people judged two actors of the catalogue one."""
    several = [each.stars for each in found if len(each.stars) > 1]
    groups = clusters(
        {s for stars in several for s in stars}, ((s[0], o) for s in several for o in s)
    )
    return {star: group[0] for group in groups for star in group}


def name_of(cluster: Settled, one: Mapping[str, str]) -> str:
    """What the id of a cluster is made of: its star, else its first member."""
    return one.get(cluster.stars[0], cluster.stars[0]) if cluster.stars else cluster.members[0]


def identity(name: str) -> KnownId:
    """The id of an actor of the record."""
    return KnownId(f"k_{sha256(name.removeprefix('*').encode()).hexdigest()[:12]}")


def _known_id(members: Sequence[DocActor]) -> str:
    return _most([m.known for m in members if m.known])


def actor_of(known_id: KnownId, members: Sequence[DocActor]) -> RecordActor:
    """One actor of the record, given by its members in order."""
    known = catalogue().actors.get(_known_id(members))
    name, made = (known.name, False) if known and known.name.en else _name(members)
    return RecordActor(
        id=known_id,
        name=name,
        made=made,
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


def _name(members: Sequence[DocActor]) -> tuple[Name, bool]:
    """The name that most documents give, and whether a machine made the English one."""
    arabic = _most([m.actor.name.ar for m in members])
    english = _most([m.actor.name.en for m in members if m.actor.name.en])
    english = english or _described_as(members)
    told = english_name(arabic, english)
    return Name(ar=arabic, en=told.text), told.made
