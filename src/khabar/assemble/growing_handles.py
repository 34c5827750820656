"""Handles: what a record that grows calls its actors and events while their members come and go.

The public id of a cluster is made of its least member, so that it depends on its members alone;
then a document with a small id renames all that it touches. Inside, a cluster keeps a handle as
long as most of it stays, and ids are put in where something leaves the record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from khabar.assemble.tolls import order_of
from khabar.schema.record import (
    DisputeSide,
    KnownId,
    OfficeHeld,
    RecordDispute,
    RecordEvent,
    RecordRelation,
)

_MARK = "#"  # before a handle: no public id, outlet or document begins with it

Naming = Callable[[str], KnownId]
"""The public id of a handle; whatever is no handle stays as it is."""


class Handles:
    """Handles given out, each once."""

    def __init__(self, kind: str) -> None:
        self._kind, self._given = kind, 0

    def of(
        self, groups: Sequence[Sequence[str]], home: Mapping[str, KnownId],
        free: Callable[[KnownId], bool],
    ) -> Iterator[KnownId]:  # fmt: skip
        """A handle for each group: the one that most of its members have, if it is free."""
        taken: dict[int, KnownId] = {}
        used: set[KnownId] = set()
        for n in sorted(range(len(groups)), key=lambda n: -len(groups[n])):
            counts = Counter(home[m] for m in groups[n] if m in home)
            found = (h for h, _ in counts.most_common() if is_handle(h) and h not in used)
            taken[n] = next((h for h in found if free(h)), None) or self._new()
            used.add(taken[n])
        return (taken[n] for n in range(len(groups)))

    def _new(self) -> KnownId:
        self._given += 1
        return KnownId(f"{_MARK}{self._kind}{self._given:x}")


def is_handle(name: str) -> bool:
    """Whether this is a handle."""
    return name.startswith(_MARK)


def named_event(event: RecordEvent, naming: Naming) -> RecordEvent:
    """An event as the record shows it; its own id is public already."""
    origins = tuple(sorted(map(naming, event.origins)))
    tolls = (replace(t, by=naming(t.by)) if is_handle(t.by) else t for t in event.tolls)
    return replace(event, origins=origins, tolls=tuple(sorted(tolls, key=order_of)))


def of_event(event: RecordEvent) -> Iterator[str]:
    """Everyone whom an event names."""
    yield from event.origins
    yield from (t.by for t in event.tolls)


def named_dispute(dispute: RecordDispute, naming: Naming) -> RecordDispute:
    """A dispute as the record shows it."""
    sides = tuple(_named_side(side, naming) for side in dispute.sides)
    return replace(dispute, event=dispute.event and naming(dispute.event), sides=sides)


def _named_side(side: DisputeSide, naming: Naming) -> DisputeSide:
    return replace(side, by=naming(side.by), chain=tuple(map(naming, side.chain)))


def of_dispute(dispute: RecordDispute) -> Iterator[str]:
    """Everyone and the event that a dispute names."""
    yield from (dispute.event,) if dispute.event else ()
    yield from (name for side in dispute.sides for name in (side.by, *side.chain))


def named_relation(tie: RecordRelation, naming: Naming) -> RecordRelation:
    """A tie as the record shows it."""
    return replace(tie, subject=naming(tie.subject), object=naming(tie.object))


def named_office(office: OfficeHeld, naming: Naming) -> OfficeHeld:
    """An office as the record shows it."""
    return replace(office, of=office.of and naming(office.of))
