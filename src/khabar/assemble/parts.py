"""Stages of one matter: what is a part of what. Both stay events of their own.

Three ways lead to a whole: a blow lies within the campaign, the raids or the war that it belongs
to; deaths, wounded and rescue are what came of one attack that the same document tells; an item
stands under the list or the proposal that holds it. Each part has at most one whole, the closest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import permutations

from khabar.assemble.events_facts import DocEvent, key_of
from khabar.assemble.parts_deeds import Deed, deed_of
from khabar.assemble.parts_ways import Link, link
from khabar.assemble.stage import Stage, assemble
from khabar.schema.events import EventType
from khabar.schema.record import KnownId, RecordEvent

_TYPES = frozenset({
    EventType.ASSAULT, EventType.STATE_CHANGE, EventType.AID, EventType.RETREAT,
    EventType.REQUEST, EventType.COERCE, EventType.SANCTION, EventType.CONSULT,
})  # fmt: skip
_MONTH = 30  # days of a bucket of time
_LONG = 12  # buckets: what lasts longer is looked for by its documents alone
_LARGEST = 60  # deeds under one key that are all set against each other


def with_parts(
    events: Sequence[RecordEvent], facts: Mapping[str, DocEvent]
) -> tuple[RecordEvent, ...]:
    """The events, each with the whole of which it is a part; facts are those of all members."""
    deeds = (
        deed_of(e.id, e.type, e.when, [facts[key_of(m)] for m in e.members])
        for e in events
        if e.type in _TYPES
    )
    wholes = wholes_of(deeds)
    return tuple(replace(e, part_of=wholes[e.id]) if e.id in wholes else e for e in events)


def wholes_of(deeds: Iterable[Deed]) -> dict[KnownId, KnownId]:
    """The closest whole of each part; it depends on the links of this part alone."""
    closest: dict[KnownId, KnownId] = {}
    for found in sorted(assemble(PARTS, deeds)):
        closest.setdefault(found.part, found.whole)
    return closest


def _keys(deed: Deed) -> Iterator[tuple[str, str, int]]:
    """Its documents, and by month everyone and every place that it touches."""
    yield from (("doc", doc, 0) for doc in sorted(deed.docs))
    if deed.when is None or deed.type is not EventType.ASSAULT:
        return
    months = range((deed.when.first - 1) // _MONTH, (deed.when.last + 1) // _MONTH + 1)
    if len(months) <= _LONG:
        for thing in sorted((*deed.targets, *deed.places)):
            yield from (("thing", thing, month) for month in months)


def _build(key: tuple[str, str, int], deeds: Sequence[Deed]) -> Iterator[Link]:
    if len(deeds) > _LARGEST and key[0] != "doc":
        return
    for part, whole in permutations(deeds, 2):
        found = link(part, whole)
        if found is not None:
            yield found


PARTS: Stage[Deed, tuple[str, str, int], Link] = Stage(
    keys=_keys, build=_build, order=lambda d: d.id
)
