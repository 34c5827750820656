"""What a form of review offers to choose from."""

from __future__ import annotations

from functools import cache

from khabar.catalog.event_types import event_types
from khabar.schema.events import EventType


@cache
def kinds_of() -> tuple[tuple[EventType, tuple[str, ...]], ...]:
    """All types of events, each with its modes."""
    modes: dict[EventType, dict[str, None]] = {t: {} for t in EventType}
    for entry in event_types():
        if entry.mode:
            modes[entry.plover][entry.mode] = None
    return tuple((t, tuple(sorted(m))) for t, m in modes.items())
