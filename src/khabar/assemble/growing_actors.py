"""The actors of a record that grows: a document touches its groups and what hangs on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from sys import intern

from khabar.assemble.actors import actor_of, identity, joined_stars, name_of
from khabar.assemble.actors_clusters import Settled, parts_of, settled, star_of
from khabar.assemble.actors_described import DocActor
from khabar.assemble.actors_edges import SAME_ACTOR, Edge, Key, Looks, keys_of, looks_of, thinned
from khabar.assemble.actors_words import Words
from khabar.assemble.growing_groups import Groups
from khabar.assemble.growing_handles import Handles, is_handle
from khabar.assemble.growing_slim import SOMEWHERE
from khabar.schema.names import ActorId, Name
from khabar.schema.record import KnownId, RecordActor, Ref

_AT_ONCE = 100_000  # actors from whom edges are followed together: these lie in memory


class Homes(Mapping[Ref, KnownId]):
    """To which actor, or event, of the record something of a reading belongs."""

    def __init__(self, home: Mapping[str, KnownId]) -> None:
        self._home = home

    def get(self, ref: Ref, default: KnownId | None = None) -> KnownId | None:  # type: ignore[override]
        """To which it belongs."""
        return self._home.get(f"{ref.doc}\0{ref.id}", default)

    def __getitem__(self, ref: Ref) -> KnownId:
        return self._home[f"{ref.doc}\0{ref.id}"]

    def __iter__(self) -> Iterator[Ref]:
        for key in self._home:
            doc, _, own = key.partition("\0")
            yield Ref(doc=doc, id=own)

    def __len__(self) -> int:
        return len(self._home)


class _Sharing:
    """Who shares what with whom; of those of the catalogue one stands for all that look alike."""

    def __init__(self) -> None:
        self._free: Groups[DocActor, Key] = Groups(keys_of)
        self._known: Groups[DocActor, Key] = Groups(keys_of)
        self._first: dict[int, dict[Looks, DocActor]] = {}

    def members(self, key: Key) -> list[DocActor]:
        """A group as far as it makes edges."""
        free = self._free.members(key)
        return thinned((*free, *self._first.get(hash(key), {}).values())) if free else []

    def put(self, item: DocActor) -> None:
        """Put an actor into its groups."""
        if item.known is None:
            self._free.put(item)
            return
        self._known.put(item)
        for key in dict.fromkeys(keys_of(item)):
            first = self._first.setdefault(hash(key), {})
            if (looks := looks_of(item)) not in first or item.key < first[looks].key:
                first[looks] = item

    def take(self, item: DocActor) -> None:
        """Take the very actor that was put out of its groups."""
        if item.known is None:
            self._free.take(item)
            return
        self._known.take(item)
        looks = looks_of(item)
        for key in dict.fromkeys(keys_of(item)):
            first = self._first[hash(key)]
            if first[looks] is item:
                others = (i for i in self._known.members(key) if looks_of(i) == looks)
                if (other := min(others, key=lambda i: i.key, default=None)) is None:
                    del first[looks]
                else:
                    first[looks] = other


class GrowingActors:
    """Who is who among the actors of the readings that are there.

    home tells of every actor of a reading by its handle which of the record it is; members is the
    same the other way round; touched are the handles whose members the last change made others,
    each with the public id that it had before.
    """

    def __init__(self) -> None:
        self._slim = _Slim()
        self._items: dict[str, DocActor] = {}
        self._docs: dict[str, tuple[DocActor, ...]] = {}
        self._present: dict[str, set[str]] = {}
        self._groups = _Sharing()
        self._judged: dict[str, list[Edge]] = {}
        self._tied: dict[str, Settled] = {}
        self._one: Mapping[str, str] = {}
        self._handles = Handles("k")
        self.home: dict[str, KnownId] = {}
        self.members: dict[KnownId, Collection[str]] = {}
        self.touched: dict[KnownId, KnownId | None] = {}

    def record_actor(self, handle: KnownId) -> RecordActor:
        """An actor of the record with all its members."""
        members = [self._items[key] for key in sorted(self.members[handle])]
        return actor_of(self.public(handle), members)

    def public(self, handle: KnownId) -> KnownId:
        """The id by which the record shows an actor that is there."""
        return identity(min(self.members[handle])) if is_handle(handle) else handle

    def slim(self, items: Iterable[DocActor]) -> tuple[DocActor, ...]:
        """Actors of a reading as they are held here."""
        return tuple(map(self._slim, items))

    def change(
        self, gone: Iterable[str], come: Iterable[tuple[str, Sequence[DocActor]]],
        judged: Sequence[Edge] = (),
    ) -> set[str]:  # fmt: skip
        """Let documents go and come; the actors of readings that now are, or were, somebody else.

        come has slim actors; judged are all judgements that hold now.
        """
        self.touched = {}
        left = [item for doc in gone for item in self._docs.pop(doc, ())]
        new = [(doc, tuple(items)) for doc, items in come]
        flat = [item for _, items in new for item in items]
        moving = (*left, *flat) if self._items else ()  # who is alone on entering has no groups
        keys = dict.fromkeys(key for item in moving for key in keys_of(item))
        before = [self._edges(key) for key in keys]
        self._leave(left)
        self._enter(new)
        seeds = {item.key for item in flat} | self._judge(judged)
        for key, was in zip(keys, before, strict=True):
            seeds.update(end for edge in was ^ self._edges(key) for end in (edge.a, edge.b))
        changed = {item.key for item in left if self._rehome(item.key, None)}
        return changed | self._settle(seeds & self._items.keys(), flat)

    def _edges(self, key: Key) -> frozenset[Edge]:
        return frozenset(SAME_ACTOR.built(key, self._groups.members(key)))

    def _leave(self, items: Iterable[DocActor]) -> None:
        for item in items:
            self._groups.take(item)
            self._present.pop(item.ref.doc, None)
            self._tied.pop(item.key, None)
            del self._items[item.key]

    def _enter(self, new: Iterable[tuple[str, tuple[DocActor, ...]]]) -> None:
        for doc, items in new:
            self._docs[doc] = items
            self._present[doc] = {item.known for item in items if item.known is not None}
            for item in items:
                self._items[item.key] = item
                self._groups.put(item)

    def _judge(self, judged: Iterable[Edge]) -> set[str]:
        """Take what people judge now; whom a change of it touches."""
        now: dict[str, list[Edge]] = {}
        for edge in judged:
            for end in (edge.a, edge.b):
                now.setdefault(end, []).append(edge)
        ends = now.keys() | self._judged.keys()
        touched = {key for key in ends if now.get(key) != self._judged.get(key)}
        self._judged = now
        return touched

    def _free(self, key: str) -> bool:
        return self._items[key].known is None or key in self._judged

    def _settle(self, seeds: set[str], new: Iterable[DocActor]) -> set[str]:
        """Settle all that hangs together with these, and hang the others on their stars."""
        waiting = [key for key in sorted(seeds) if self._free(key)]
        free: set[str] = set()
        found: list[Settled] = []
        for start in range(0, len(waiting), _AT_ONCE):
            part = {key for key in waiting[start : start + _AT_ONCE] if key not in free}
            reached, edges = self._reached(part)
            found += self._clusters(reached, edges)
            free |= reached
        bound = {key for key in seeds if not self._free(key)}
        bound |= {item.key for item in new if not self._free(item.key)}
        bound |= self._tie(free, found)
        changed = {key for key in bound if self._rehome(key, self._star(self._items[key]))}
        return changed | self._house(found, free)

    def _clusters(self, free: set[str], edges: Sequence[Edge]) -> Iterator[Settled]:
        """Settle these, which hang together with nobody else."""
        whole = {key: self._items[key] for e in edges for key in (e.a, e.b)}
        whole.update((key, self._items[key]) for key in free)
        for members, own in parts_of(whole, edges, free):
            ends = sorted({key for e in own for key in (e.a, e.b)} - free)
            known = {key: whole[key] for key in ends}
            yield from settled([whole[key] for key in members], own, known, self._present)

    def _house(self, found: Sequence[Settled], free: set[str]) -> set[str]:
        """Give each cluster its star's id or a handle; those who by that are somebody else."""
        starred = [each for each in found if each.stars]
        alone = [each.members for each in found if not each.stars]
        homes = list(self._handles.of(alone, self.home, lambda h: free.issuperset(self.members[h])))
        housed = [*zip(alone, homes, strict=True)]
        housed += ((each.members, identity(name_of(each, self._one))) for each in starred)
        return {key for members, home in housed for key in members if self._rehome(key, home)}

    def _tie(self, free: Iterable[str], found: Iterable[Settled]) -> set[str]:
        """Keep which stars people tied together; whom that makes another."""
        for key in free if self._tied else ():
            self._tied.pop(key, None)
        self._tied.update((s.members[0], s) for s in found if len(s.stars) > 1)
        before, self._one = self._one, joined_stars(self._tied.values())
        if before == self._one:
            return set()
        stars = {s for s in before.keys() | self._one.keys() if before.get(s) != self._one.get(s)}
        homes = {identity(s) for s in stars} | {identity(before.get(s, s)) for s in stars}
        at_home = [key for home in homes for key in self.members.get(home, ())]
        return {key for key in at_home if not self._free(key)}

    def _star(self, item: DocActor) -> KnownId:
        star = star_of(item)
        return identity(self._one.get(star, star))

    def _reached(self, seeds: Iterable[str]) -> tuple[set[str], list[Edge]]:
        """All free ones that hang together with these, and every edge at one of them."""
        free, waiting = set(seeds), list(seeds)
        at: dict[str, list[Edge]] = {}
        seen: set[Key] = set()
        edges: dict[int, Edge] = {}
        while waiting:
            key = waiting.pop()
            for group in dict.fromkeys(keys_of(self._items[key])):
                if group not in seen:
                    seen.add(group)
                    for edge in SAME_ACTOR.built(group, self._groups.members(group)):
                        at.setdefault(edge.a, []).append(edge)
                        at.setdefault(edge.b, []).append(edge)
            for edge in (*at.pop(key, ()), *self._judged.get(key, ())):
                if edge.a not in self._items or edge.b not in self._items:
                    continue
                edges[id(edge)] = edge
                for end in (edge.a, edge.b):
                    if end not in free and self._free(end):
                        free.add(end)
                        waiting.append(end)
        return free, list(edges.values())

    def _rehome(self, key: str, home: KnownId | None) -> bool:
        before = self.home.get(key)
        if before == home:
            return False
        for each in (before, home):
            if each is not None and each not in self.touched:
                self.touched[each] = self.public(each) if each in self.members else None
        if before is not None:
            rest = _without(self.members.pop(before), key)
            if rest:
                self.members[before] = rest
        if home is None:
            del self.home[key]
        else:
            self.home[key] = home
            self.members[home] = _with(self.members.get(home, ()), key)
        return True


def _with(members: Collection[str], key: str) -> Collection[str]:
    """Members with one more; the many that stand alone need no set."""
    if isinstance(members, set):
        members.add(key)
        return members
    return {*members, key} if members else (key,)


def _without(members: Collection[str], key: str) -> Collection[str]:
    if isinstance(members, set):
        members.discard(key)
        return members
    return ()


class _Slim:
    """Actors without what only their own document needs, what is equal in them held once."""

    def __init__(self) -> None:
        self._words: dict[Words, Words] = {}

    def __call__(self, item: DocActor) -> DocActor:
        told = item.actor
        name = Name(ar=intern(told.name.ar), en=told.name.en and intern(told.name.en))
        ref = Ref(doc=item.ref.doc, id=intern(item.ref.id))
        actor = replace(told, id=ActorId(ref.id), name=name, mentions=SOMEWHERE)
        return replace(
            item, ref=ref, actor=actor, forms=(), name=self._once(item.name),
            titles=self._once(item.titles), states=self._once(item.states[:1]),
            homes=self._once(item.homes[:1]),
        )  # fmt: skip

    def _once(self, words: Words) -> Words:
        return self._words.setdefault(words, words)
