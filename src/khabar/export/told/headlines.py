"""An event in a short line for lists: its kind, who, to whom, where, and whether it happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from khabar.catalog.event_types import event_types
from khabar.export.told.cast import Party
from khabar.export.told.events import Telling, Told
from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.record import Standing

_MOST = 3  # names that a line can bear
_NOT_SURE = {Status.PLANNED: "announced", Status.POSSIBLE: "possible"}
_STANDING = {Standing.DENIED: "denied", Standing.DISPUTED: "disputed"}


@cache
def _names() -> Mapping[tuple[str, str], str]:
    return {(e.plover.value, e.mode): e.name for e in event_types()}


def headline(told: Told) -> str:
    """For example "visit: Khalifa Haftar → Russia (Moscow) [announced]"."""
    line = told_line(told.event.type, told.lead)
    where = f" ({told.site.latin})" if told.site else ""
    said = _STANDING.get(told.event.standing)
    return line + where + _mark(told.lead, said)


def told_line(kind: EventType, telling: Telling) -> str:
    """The kind of an event, and who did it to whom, as far as the telling says."""
    mode = telling.event.mode or ""
    name = _names().get((kind.value, mode)) or mode or kind.value.lower().replace("_", " ")
    who = " → ".join(filter(None, (_some(telling.actors), _some(telling.recipients))))
    if not telling.actors and who:
        who = f"→ {who}"
    return f"{name}: {who}" if who else name


def _some(parties: Iterable[Party]) -> str:
    names = list(dict.fromkeys(party.latin for party in parties))
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(names[:_MOST]) + more


def _mark(telling: Telling, said: str | None) -> str:
    negative = "denied" if telling.event.polarity is Polarity.NEGATIVE else None
    found = (said, negative, _NOT_SURE.get(telling.event.status))
    marks = [mark for mark in dict.fromkeys(found) if mark]
    return f" [{', '.join(marks)}]" if marks else ""
