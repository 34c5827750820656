"""What the catalogue says of a kind of event: its quad class, its score, whether it goes two ways.

Of a mode that the catalogue does not hold, the kinds of its type speak together: their mean
score and their most common class.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from khabar.catalog.event_types import EventTypeEntry, event_types
from khabar.schema.events import EventType


class Quad(StrEnum):
    """The four classes of conflict and cooperation, and what is neither."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of event is worth; score is conflict (-10) to cooperation (+10)."""

    quad: Quad
    score: float
    symmetric: bool = False


def kind_of(type_: EventType, mode: str | None) -> Kind:
    """What an event of this type and mode is worth."""
    return _modes().get((type_, mode or "")) or _types()[type_]


@cache
def _modes() -> Mapping[tuple[EventType, str], Kind]:
    return {
        (e.plover, e.mode): Kind(Quad(e.quad), e.score, e.roles.symmetric) for e in event_types()
    }


@cache
def _types() -> Mapping[EventType, Kind]:
    entries: dict[EventType, list[EventTypeEntry]] = {t: [] for t in EventType}
    for entry in event_types():
        entries[entry.plover].append(entry)
    return {t: _together(found) for t, found in entries.items()}


def _together(entries: list[EventTypeEntry]) -> Kind:
    if not entries:
        return Kind(Quad.NEUTRAL, 0.0)
    quads = Counter(e.quad for e in entries)
    most = min(quads, key=lambda q: (-quads[q], q))
    return Kind(Quad(most), round(sum(e.score for e in entries) / len(entries), 1))
