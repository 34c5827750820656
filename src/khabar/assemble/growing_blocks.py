"""Which events are compared while events come and go: groups that stay split once they are large.

What events_blocks reads off a whole group is held here part by part, so that an event costs what
its own parts cost, however large the group has become.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from khabar.assemble.events_blocks import FURTHER, LARGEST, Property, keys_of
from khabar.assemble.events_facts import DocEvent
from khabar.assemble.growing_groups import remove

Crowd = Sequence[DocEvent]
"""Events of one group of which all are compared with each other, or were until one more came."""


class _Split:
    """A group that is too large, and its parts by what its members share besides."""

    __slots__ = ("_further", "_parts", "members")

    def __init__(self, members: list[DocEvent], further: Sequence[Property]) -> None:
        self.members, self._further = members, further
        self._parts: dict[Hashable, _Group] = {}
        for member in members:
            self._hand_down(member, [])

    def put(self, item: DocEvent, lost: list[Crowd]) -> None:
        self.members.append(item)
        self._hand_down(item, lost)

    def take(self, item: DocEvent, again: list[Crowd]) -> None:
        remove(self.members, item)
        for value in self._values(item):
            if (rest := _without(self._parts[value], item, again)) is None:
                del self._parts[value]
            else:
                self._parts[value] = rest

    def parts_of(self, item: DocEvent) -> Iterator[_Group]:
        """The parts in which a member is."""
        return (self._parts[value] for value in self._values(item))

    def _values(self, item: DocEvent) -> Iterable[Hashable]:
        return self._further[0](item) if self._further else ()

    def _hand_down(self, item: DocEvent, lost: list[Crowd]) -> None:
        for value in self._values(item):
            self._parts[value] = _with(self._parts.get(value), item, self._further[1:], lost)


_Group = list[DocEvent] | _Split


def _with(
    group: _Group | None, item: DocEvent, further: Sequence[Property], lost: list[Crowd]
) -> _Group:
    """The group with one more; lost takes those who no longer are all compared."""
    if group is None:
        return [item]
    if isinstance(group, _Split):
        group.put(item, lost)
        return group
    if len(group) == LARGEST:
        lost.append(tuple(group))
        return _Split([*group, item], further)
    group.append(item)
    return group


def _without(group: _Group, item: DocEvent, again: list[Crowd]) -> _Group | None:
    """The group with one less; again takes those who now are all compared."""
    if not isinstance(group, _Split):
        remove(group, item)
        return group or None
    group.take(item, again)
    if len(group.members) > LARGEST:
        return group
    again.append(tuple(group.members))
    return group.members


def _beside(group: _Group, item: DocEvent) -> Iterator[DocEvent]:
    if not isinstance(group, _Split):
        yield from group
        return
    for part in group.parts_of(item):
        yield from _beside(part, item)


class Blocks:
    """All events by what they share; a key is held by its hash, as in Groups."""

    def __init__(self) -> None:
        self._one: dict[int, DocEvent] = {}
        self._many: dict[int, _Group] = {}

    def put(self, item: DocEvent) -> list[Crowd]:
        """Put an event in; who by that no longer are all compared with each other."""
        lost: list[Crowd] = []
        for place in _places(item):
            if (group := self._many.get(place)) is not None:
                self._many[place] = _with(group, item, FURTHER, lost)
            elif place in self._one:
                self._many[place] = [self._one.pop(place), item]
            else:
                self._one[place] = item
        return lost

    def take(self, item: DocEvent) -> list[Crowd]:
        """Take the very event that was put out; who by that all are compared again."""
        again: list[Crowd] = []
        for place in _places(item):
            if (group := self._many.get(place)) is None:
                del self._one[place]
                continue
            rest = _without(group, item, again)
            if isinstance(rest, list) and len(rest) == 1:
                del self._many[place]
                self._one[place] = rest[0]
            elif rest is not None:
                self._many[place] = rest
        return again

    def beside(self, item: DocEvent) -> set[str]:
        """The keys of the events of other documents with which one that is in is compared."""
        groups = (self._many.get(place) for place in _places(item))
        others = (e for group in groups if group is not None for e in _beside(group, item))
        doc = item.ref.doc
        return {other.key for other in others if other.ref.doc != doc}


def _places(item: DocEvent) -> dict[int, None]:
    return dict.fromkeys(map(hash, keys_of(item)))
