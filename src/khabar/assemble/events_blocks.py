"""Which events are worth comparing: those of one type that share a participant or place and time.

A group that is too large tells too little: it is split by what else its members share, and what
is still too large is given up. Both depend on the members alone, never on their order.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from khabar.assemble.events_facts import DocEvent
from khabar.assemble.events_pairs import HOPELESS, Edge, Pair, judged
from khabar.assemble.events_times import Window
from khabar.assemble.stage import Stage, assemble

_Two = tuple[DocEvent, DocEvent]

_SPAN = 30  # days of a bucket of publication; two buckets overlap by half
_WEEK = 8  # days of a bucket inside a group that is too large
_VAGUE = 366  # days: a time wider than a year blocks nothing
LARGEST = 40
"""Members of a group up to which all are compared: 780 pairs."""


def keys_of(item: DocEvent) -> Iterator[str]:
    """What an event may share with others that are worth comparing with it."""
    things = [*item.everyone, *(() if item.place is None else (f"@{item.place}",))]
    for thing in things:
        for time in _times(item):
            yield f"{item.event.type}|{thing}|{time}"


def _times(item: DocEvent) -> Iterator[str]:
    if item.published is not None and item.published.days <= _SPAN:
        for half in (
            item.published.first // (_SPAN // 2),
            item.published.first // (_SPAN // 2) + 1,
        ):
            yield f"p{half}"
    else:
        yield "p?"
    if item.when is not None and item.when.days <= _VAGUE:
        yield from (f"w{m}" for m in _months(item.when))


def _halves(when: Window, days: int) -> tuple[int, int]:
    """The two buckets of so many days in which a day lies: each overlaps the next by half."""
    half = when.first // (days // 2)
    return half, half + 1


def _months(when: Window) -> Iterable[int]:
    return range((when.first - 1) // _SPAN, (when.last + 1) // _SPAN + 1)


Property = Callable[[DocEvent], Iterable[Hashable]]
FURTHER: tuple[Property, ...] = (
    lambda e: _halves(e.published, _WEEK) if e.published else (),
    lambda e: (e.event.mode,),
    lambda e: e.told,
)
"""By what a group that is too large is split, in turn."""


def _pairs(_: str, group: Sequence[DocEvent]) -> Iterator[Pair]:
    return filter(None, (_pair(a, b) for a, b in _compared(group, FURTHER)))


def pairs_of(crowd: Iterable[DocEvent]) -> Iterator[Pair]:
    """All pairs of two documents among events."""
    return filter(None, (_pair(a, b) for a, b in combinations(crowd, 2)))


def _pair(a: DocEvent, b: DocEvent) -> Pair | None:
    if a.ref.doc == b.ref.doc:
        return None
    return (a.key, b.key) if a.key < b.key else (b.key, a.key)


def _parts(group: Iterable[DocEvent], by: Property) -> dict[Hashable, list[DocEvent]]:
    parts: dict[Hashable, list[DocEvent]] = {}
    for item in group:
        for value in by(item):
            parts.setdefault(value, []).append(item)
    return parts


def _compared(group: Sequence[DocEvent], further: Sequence[Property]) -> Iterator[_Two]:
    if len(group) <= LARGEST:
        yield from combinations(group, 2)
    elif further:
        for part in _parts(group, further[0]).values():
            yield from _compared(part, further[1:])


COMPARED: Stage[DocEvent, str, Pair] = Stage(keys_of, _pairs, lambda e: e.key)


def judgements(events: Mapping[str, DocEvent]) -> tuple[Edge, ...]:
    """The edges between events, given by their keys; what is without hope is left out."""
    pairs = sorted(set(assemble(COMPARED, events.values())))
    edges = (judged(events[a], events[b]) for a, b in pairs)
    return tuple(edge for edge in edges if edge.points > HOPELESS)
