"""How the record is built: items go into groups by key, each group is built from all its members.

Nothing that was built is ever changed, so the order of documents cannot matter, and a record
that grows by one document equals one built from scratch.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)
Built = TypeVar("Built")


@dataclass(frozen=True, slots=True)
class Stage(Generic[Item, Key, Built]):
    """keys says to which groups an item belongs, build makes of a group what it amounts to.

    build gets the members of a group in one and the same order, whatever order they came in.
    """

    keys: Callable[[Item], Iterable[Key]]
    build: Callable[[Key, Sequence[Item]], Iterable[Built]]
    order: Callable[[Item], str]


def assemble(stage: Stage[Item, Key, Built], items: Iterable[Item]) -> tuple[Built, ...]:
    """Group items and build every group."""
    groups: dict[Key, list[Item]] = {}
    for item in items:
        for key in dict.fromkeys(stage.keys(item)):
            groups.setdefault(key, []).append(item)
    return tuple(
        built
        for key in sorted(groups, key=repr)
        for built in stage.build(key, sorted(groups[key], key=stage.order))
    )


def clusters(
    members: Iterable[str], edges: Iterable[tuple[str, str]]
) -> tuple[tuple[str, ...], ...]:
    """What hangs together by the edges, each cluster sorted, clusters by their first member."""
    parent = {m: m for m in members}

    def root(member: str) -> str:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for a, b in edges:
        first, second = sorted((root(a), root(b)))
        parent[second] = first
    found: dict[str, list[str]] = {}
    for member in sorted(parent):
        found.setdefault(root(member), []).append(member)
    return tuple(tuple(group) for _, group in sorted(found.items()))
