"""How the record is built: items go into groups by key, each group is built from all its members.

Nothing that was built is ever changed, so the order of documents cannot matter, and a record
that grows by one document equals one built from scratch.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

LARGEST = 150
"""Members from which on a group is split, where its stage says by what."""

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)
Built = TypeVar("Built")


@dataclass(frozen=True, slots=True)
class Stage(Generic[Item, Key, Built]):
    """keys says to which groups an item belongs, build makes of a group what it amounts to.

    build gets the members of a group in one and the same order, whatever order they came in.
    split names the parts of a group that is too large to which an item belongs: a property of the
    item alone, such as the weeks of its publication.
    """

    keys: Callable[[Item], Iterable[Key]]
    build: Callable[[Key, Sequence[Item]], Iterable[Built]]
    order: Callable[[Item], str]
    split: Callable[[Item], Iterable[Hashable]] | None = None

    def built(self, key: Key, members: Iterable[Item]) -> Iterator[Built]:
        """What a group amounts to, in one piece or in parts."""
        group = list(members)
        if len(group) > 1:  # most are alone, and their place in an order is costly to tell
            group.sort(key=self.order)
        if self.split is None or len(group) <= LARGEST:
            yield from self.build(key, group)
            return
        parts: dict[Hashable, list[Item]] = {}
        for item in group:
            for part in dict.fromkeys(self.split(item)):
                parts.setdefault(part, []).append(item)
        for part in sorted(parts, key=repr):
            yield from self.build(key, parts[part])


def assemble(stage: Stage[Item, Key, Built], items: Iterable[Item]) -> tuple[Built, ...]:
    """Group items and build every group."""
    groups: dict[Key, list[Item]] = {}
    for item in items:
        for key in dict.fromkeys(stage.keys(item)):
            groups.setdefault(key, []).append(item)
    return tuple(b for key in sorted(groups, key=repr) for b in stage.built(key, groups[key]))


def clusters(
    members: Iterable[str], edges: Iterable[tuple[str, str]]
) -> tuple[tuple[str, ...], ...]:
    """What hangs together by the edges, each cluster sorted, clusters by their first member."""
    parent = {m: m for m in members}
    for a, b in edges:
        first, second = sorted((root(parent, a), root(parent, b)))
        parent[second] = first
    found: dict[str, list[str]] = {}
    for member in sorted(parent):
        found.setdefault(root(parent, member), []).append(member)
    return tuple(tuple(group) for _, group in sorted(found.items()))


def root(parent: dict[str, str], member: str) -> str:
    """The one who stands for all that hang together with a member; paths are shortened."""
    while parent[member] != member:
        parent[member] = parent[parent[member]]
        member = parent[member]
    return member
