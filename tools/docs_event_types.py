"""The page of the event types, from the files of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from khabar.catalog.event_types import EventTypeEntry, event_types
from khabar.export.told.codes import code_of

_TRIGGERS = 4


def event_types_page() -> Iterator[str]:
    """The lines of the page: a table for each type, a row for each mode."""
    entries = sorted(event_types(), key=lambda e: (e.plover, e.mode))
    yield from ("# Event types", "")
    yield (
        f"{len(entries)} kinds of event under {len({e.plover for e in entries})} types: PLOVER's, "
        "and STATE_CHANGE for what has no doer. Each is one file, and its examples are its tests; "
        "[add one](../howto/add-an-event-type.md)."
    )
    for kind, modes in groupby(entries, key=lambda e: e.plover):
        yield from ("", f"## {kind}", "")
        yield "| mode | what it is | who; to whom | CAMEO | score | some of its words |"
        yield "|---|---|---|---|---:|---|"
        yield from map(_row, modes)


def _row(entry: EventTypeEntry) -> str:
    who = "; ".join(filter(None, (entry.actor, entry.recipient)))
    cells = (
        f"`{entry.mode}`", entry.definition, who, _cameo(entry), f"{entry.score:g}", _words(entry),
    )  # fmt: skip
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _cameo(entry: EventTypeEntry) -> str:
    return code_of(entry.plover, entry.mode).cameo


def _words(entry: EventTypeEntry) -> str:
    triggers = entry.triggers.get("ar")
    words = () if triggers is None else (*triggers.verbs, *triggers.nouns, *triggers.participles)
    return "، ".join(words[:_TRIGGERS])
