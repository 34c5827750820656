"""The events of a record that grows: which are one, and which a document can change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from khabar.assemble.events_blocks import pairs_of
from khabar.assemble.events_clusters import JOIN, grouped
from khabar.assemble.events_facts import DocEvent
from khabar.assemble.events_pairs import HOPELESS, Edge, Pair, judged
from khabar.assemble.growing_blocks import Blocks, Crowd
from khabar.assemble.growing_handles import Handles
from khabar.schema.record import KnownId


class GrowingEvents:
    """Which events of the readings are one.

    home tells of every event of a reading by its handle which of the record it is; members is the
    same the other way round.
    """

    def __init__(self) -> None:
        self.facts: dict[str, DocEvent] = {}
        self._handles = Handles("v")
        self.home: dict[str, KnownId] = {}
        self.members: dict[KnownId, tuple[str, ...]] = {}
        self._docs: dict[str, tuple[DocEvent, ...]] = {}
        self._blocks = Blocks()
        self._near: dict[str, dict[str, float]] = {}
        self._judged: dict[str, dict[str, float]] = {}

    def change(
        self, gone: Iterable[str], come: Iterable[tuple[str, Sequence[DocEvent]]],
        by_people: Sequence[Edge] = (),
    ) -> tuple[set[KnownId], set[str]]:  # fmt: skip
        """Let documents go and come; the events of the record that went, came or changed, and the
        events of readings that are now part of another.

        by_people are all judgements that hold now.
        """
        left = [item for doc in gone for item in self._docs.pop(doc, ())]
        new = [(doc, tuple(items)) for doc, items in come]
        touched = self._leave(left) | self._judge(by_people) | self._enter(new)
        was = {i.key: home for i in left if (home := self.home.pop(i.key, None)) is not None}
        reached, groups = self._regrouped(touched & self.facts.keys(), was.values())
        was.update((key, self.home[key]) for key in reached if key in self.home)
        before = {home: self.members.pop(home, ()) for home in set(was.values())}
        homes = self._handles.of(groups, was, before.__contains__)
        same = self._housed(dict(zip(homes, groups, strict=True)), before, touched)
        return (before.keys() | {self.home[key] for key in reached}) - same, {
            key for key in was.keys() | reached if was.get(key) != self.home.get(key)
        }

    def _regrouped(
        self, touched: set[str], left: Iterable[KnownId]
    ) -> tuple[set[str], list[tuple[str, ...]]]:
        """Group what was touched again, with all that is one event with it or with what left; the
        groups, and everyone in them.

        Groups join in one fixed order. Those in which nothing was touched join again as they did
        unless a touched one comes between, which takes points that speak for its being one with
        them. So what lies beside is grouped along: where it comes out as it was, so does all
        behind it; where it does not, it is touched as well.
        """
        homes = {*left, *(self.home[key] for key in touched if key in self.home)}
        members = (key for home in homes for key in self.members.get(home, ()))
        reached = touched.union(key for key in members if key in self.facts)
        while True:
            around = {self.members[home] for home in self._homes_around(reached)}
            groups = list(self._grouped(reached.union(*around)))
            drawn_in = around.difference(groups)
            if not drawn_in:
                return reached, [group for group in groups if group not in around]
            reached.update(*drawn_in)

    def _homes_around(self, reached: set[str]) -> set[KnownId]:
        """The events beside these of which something speaks for being one with them."""
        return {
            self.home[other]
            for key in reached
            for other, points in self._points(key).items()
            if points > JOIN and other not in reached
        }

    def _housed(
        self, groups: Mapping[KnownId, tuple[str, ...]],
        before: Mapping[KnownId, tuple[str, ...]], touched: set[str],
    ) -> set[KnownId]:  # fmt: skip
        """Make groups events of the record; those that are as they were."""
        same: set[KnownId] = set()
        for home, members in groups.items():
            self.members[home] = members
            self.home.update(dict.fromkeys(members, home))
            if before.get(home) == members and touched.isdisjoint(members):
                same.add(home)
        return same

    def of(self, doc: str) -> tuple[DocEvent, ...]:
        """The events of a document."""
        return self._docs.get(doc, ())

    def _leave(self, left: Sequence[DocEvent]) -> set[str]:
        """Take events out; those that were near them, or may be compared with each other again."""
        gone = {item.key for item in left}
        again: list[Crowd] = []
        for item in left:
            again += self._blocks.take(item)
            del self.facts[item.key]
        touched: set[str] = set()
        for key in gone:
            for other in self._near.pop(key, ()):
                self._near.get(other, {}).pop(key, None)
                touched.add(other)
        for crowd in again:
            touched |= self._weigh(pairs_of([i for i in crowd if i.key not in gone]))
        return touched - gone

    def _enter(self, new: Sequence[tuple[str, tuple[DocEvent, ...]]]) -> set[str]:
        """Put events in; they themselves, and those that are near them or no longer compared."""
        flat = [item for _, items in new for item in items]
        self._docs.update(new)
        lost: list[Crowd] = []
        for item in flat:
            self.facts[item.key] = item
            split = self._blocks.put(item)
            lost += split if self._near else ()
        touched = {item.key for item in flat}
        waiting = set(touched)
        for item in flat:
            waiting.discard(item.key)  # of two that enter the latter is compared with the former
            others = self._blocks.beside(item) - waiting
            touched |= self._weigh((item.key, other) for other in others)
        return touched | self._forget(lost)

    def _weigh(self, pairs: Iterable[Pair]) -> set[str]:
        """Judge pairs that were not; both ends of those that are not hopeless."""
        touched: set[str] = set()
        for a, b in pairs:
            if b in self._near.get(a, ()):
                continue
            points = judged(self.facts[a], self.facts[b]).points
            if points > HOPELESS:
                self._near.setdefault(a, {})[b] = points
                self._near.setdefault(b, {})[a] = points
                touched |= {a, b}
        return touched

    def _forget(self, crowds: Iterable[Crowd]) -> set[str]:
        """Drop what is compared in no group any more."""
        touched: set[str] = set()
        for crowd in crowds:
            keys = {item.key for item in crowd}
            for item in crowd:
                near = self._near.get(item.key, {})
                if mine := near.keys() & keys:
                    for other in mine - self._blocks.beside(item):
                        del near[other], self._near[other][item.key]
                        touched |= {item.key, other}
        return touched

    def _judge(self, edges: Iterable[Edge]) -> set[str]:
        """Take what people judge now; the ends of what changed in it."""
        now: dict[str, dict[str, float]] = {}
        for edge in edges:
            now.setdefault(edge.a, {})[edge.b] = edge.points
            now.setdefault(edge.b, {})[edge.a] = edge.points
        ends = now.keys() | self._judged.keys()
        touched = {key for key in ends if now.get(key) != self._judged.get(key)}
        self._judged = now
        return touched

    def _points(self, key: str) -> dict[str, float]:
        """What ties an event to others; people's judgements outweigh ours."""
        near, told = self._near.get(key, {}), self._judged.get(key)
        if told is None:
            return near
        return {**near, **{k: v for k, v in told.items() if k in self.facts}}

    def _grouped(self, keys: set[str]) -> Iterator[tuple[str, ...]]:
        edges = (
            Edge(key, other, points)
            for key in keys
            for other, points in self._points(key).items()
            if key < other and other in keys
        )
        joined = grouped(edges)
        yield from joined
        yield from ((key,) for key in keys.difference(*joined))
