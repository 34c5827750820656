"""The events of a record that grows: which are one, and which a document can change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from khabar.assemble.events_blocks import Pair, changed_pairs, in_one_part, keys_of
from khabar.assemble.events_clusters import JOIN, grouped
from khabar.assemble.events_facts import DocEvent
from khabar.assemble.events_pairs import HOPELESS, Edge, judged
from khabar.assemble.growing_groups import Groups
from khabar.assemble.growing_handles import Handles
from khabar.schema.record import KnownId

_AT_ONCE = 5000  # documents whose events enter together: all pairs of these lie in memory


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
        self._groups: Groups[DocEvent, str] = Groups(keys_of)
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
        touched = self._leave(left) | self._judge(by_people)
        for start in range(0, len(new), _AT_ONCE):
            touched |= self._enter(new[start : start + _AT_ONCE])
        was = {i.key: home for i in left if (home := self.home.pop(i.key, None)) is not None}
        reached = self._with_homes(self._reached(touched & self.facts.keys()), was.values())
        was.update((key, self.home[key]) for key in reached if key in self.home)
        before = {home: self.members.pop(home, ()) for home in set(was.values())}
        groups = list(self._grouped(reached))
        homes = self._handles.of(groups, was, before.__contains__)
        same = self._housed(dict(zip(homes, groups, strict=True)), before, touched)
        return (before.keys() | {self.home[key] for key in reached}) - same, {
            key for key in was.keys() | reached if was.get(key) != self.home.get(key)
        }

    def _with_homes(self, reached: set[str], left: Iterable[KnownId]) -> set[str]:
        """These, all that are one event with them or with what left, and what hangs on those."""
        homes = {*left, *(self.home[key] for key in reached if key in self.home)}
        members = (key for home in homes for key in self.members.get(home, ()))
        return self._reached(reached.union(key for key in members if key in self.facts))

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
        keys, gone = self._groups.keys(left), {item.key for item in left}
        for item in left:
            self._groups.take(item)
            del self.facts[item.key]
        touched: set[str] = set()
        for key in gone:
            for other in self._near.pop(key, ()):
                self._near.get(other, {}).pop(key, None)
                touched.add(other)
        of = _by_key(left)
        for key in keys:
            _, again = changed_pairs(self._groups.members(key), of[key])
            touched |= self._weigh(again)
        return touched - gone

    def _enter(self, new: Sequence[tuple[str, tuple[DocEvent, ...]]]) -> set[str]:
        flat = [item for _, items in new for item in items]
        keys, of = self._groups.keys(flat), _by_key(flat)
        gained: set[Pair] = set()
        lost: set[Pair] = set()
        for key in keys:
            more, less = changed_pairs(self._groups.members(key), of[key])
            gained |= more
            lost |= less
        for doc, items in new:
            self._docs[doc] = items
        for item in flat:
            self.facts[item.key] = item
            self._groups.put(item)
        touched = {item.key for item in flat} | self._weigh(gained)
        return touched | self._forget(lost - gained)

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

    def _forget(self, pairs: Iterable[Pair]) -> set[str]:
        """Drop what is compared in no group any more."""
        touched: set[str] = set()
        for a, b in pairs:
            if b in self._near.get(a, ()) and not self._compared(self.facts[a], self.facts[b]):
                del self._near[a][b], self._near[b][a]
                touched |= {a, b}
        return touched

    def _compared(self, a: DocEvent, b: DocEvent) -> bool:
        shared = set(keys_of(a)).intersection(keys_of(b))
        return any(in_one_part(a, b, self._groups.members(key)) for key in shared)

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

    def _reached(self, seeds: Iterable[str]) -> set[str]:
        """All that hang together with these by what speaks for being one."""
        found = set(seeds)
        waiting = list(found)
        while waiting:
            for other, points in self._points(waiting.pop()).items():
                if points > JOIN and other not in found:
                    found.add(other)
                    waiting.append(other)
        return found

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


def _by_key(items: Iterable[DocEvent]) -> dict[str, list[DocEvent]]:
    found: dict[str, list[DocEvent]] = {}
    for item in items:
        for key in dict.fromkeys(keys_of(item)):
            found.setdefault(key, []).append(item)
    return found
