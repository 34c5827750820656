"""Groups that grow and shrink: only those that an item enters or leaves are built again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from khabar.assemble.stage import Stage

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)
Built = TypeVar("Built", bound=Hashable)


class Groups(Generic[Item, Key]):
    """Which items share which key.

    A key is held by its hash of 64 bits: among ten million keys, two fall together once in some
    hundred thousand records. An item that shares a key with nobody is held as itself, since that
    is what most do.
    """

    def __init__(self, keys: Callable[[Item], Iterable[Key]]) -> None:
        self._keys = keys
        self._one: dict[int, Item] = {}
        self._many: dict[int, list[Item]] = {}

    def members(self, key: Key) -> Sequence[Item]:
        """Who is in a group, in the order in which they came."""
        place = hash(key)
        if (found := self._many.get(place)) is not None:
            return found
        return (self._one[place],) if place in self._one else ()

    def put(self, item: Item) -> dict[Key, None]:
        """Put an item into its groups; their keys."""
        keys = dict.fromkeys(self._keys(item))
        for key in keys:
            place = hash(key)
            if (group := self._many.get(place)) is not None:
                group.append(item)
            elif place in self._one:
                self._many[place] = [self._one.pop(place), item]
            else:
                self._one[place] = item
        return keys

    def take(self, item: Item) -> dict[Key, None]:
        """Take the very item that was put out of its groups; their keys."""
        keys = dict.fromkeys(self._keys(item))
        for key in keys:
            place = hash(key)
            if (group := self._many.get(place)) is None:
                del self._one[place]
                continue
            remove(group, item)
            if len(group) == 1:
                self._one[place] = self._many.pop(place)[0]
        return keys


def remove(members: list[Item], item: Item) -> None:
    """Take the very item that was put out of a list, not one that equals it."""
    del members[next(n for n, member in enumerate(members) if member is item)]


class Grown(Generic[Item, Key, Built]):
    """What a stage amounts to while its items come and go."""

    def __init__(self, stage: Stage[Item, Key, Built]) -> None:
        self._stage = stage
        self._groups: Groups[Item, Key] = Groups(stage.keys)
        self._built: dict[int, tuple[Built, ...]] = {}

    def change(self, gone: Iterable[Item], come: Iterable[Item]) -> tuple[list[Built], list[Built]]:
        """Let items go and come; what is no longer built, and what is built now."""
        keys: dict[Key, None] = {}
        for item in gone:
            keys |= self._groups.take(item)
        for item in come:
            keys |= self._groups.put(item)
        before: list[Built] = []
        after: list[Built] = []
        for key in keys:
            was = self._built.pop(hash(key), ())
            members = self._groups.members(key)
            now = tuple(self._stage.built(key, members)) if members else ()
            if now:
                self._built[hash(key)] = now
            if was != now:
                before += was
                after += now
        return before, after

    def all(self) -> Iterator[Built]:
        """Everything that is built now, in no order."""
        for built in self._built.values():
            yield from built
