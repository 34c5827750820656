"""What is to be done to a shelf: which rows are taken off, which are laid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

Key = tuple[str, str]
"""A kind of thing and which one."""


class Held(NamedTuple):
    """The number of a thing's row, and a digest of what it rests on."""

    n: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """By kind and id the rows that are to be laid, and those that stand and go.

    What rests on something else than before is in both; every says that nothing stands.
    """

    new: Mapping[Key, Held]
    gone: Mapping[Key, Held]
    every: bool

    @classmethod
    def between(cls, before: Mapping[Key, tuple[int, bytes]], now: Mapping[Key, Held]) -> Plan:
        """From what stands to what shall."""
        return cls(
            new={key: held for key, held in now.items() if before.get(key) != held},
            gone={k: Held(*held) for k, held in before.items() if now.get(k) != held},
            every=not before,
        )

    def laid(self, kind: str) -> Iterator[int]:
        """The numbers of what of a kind is to be laid."""
        return (held.n for (what, _), held in self.new.items() if what == kind)

    def taken(self, kind: str) -> list[int]:
        """The numbers of what of a kind goes."""
        return [held.n for (what, _), held in self.gone.items() if what == kind]

    def ids(self, kind: str) -> Iterator[str]:
        """The ids of what of a kind is to be laid."""
        return (id_ for what, id_ in self.new if what == kind)
