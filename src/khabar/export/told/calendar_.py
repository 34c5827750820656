"""Announced events with their due dates as an iCalendar file (RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from khabar.export.told.events import Telling, Told, told_events
from khabar.export.told.headlines import told_line
from khabar.export.told.windows import Window, window_of
from khabar.schema.held import Held
from khabar.schema.record import RecordExpectation, Ref, Verdict

if TYPE_CHECKING:
    import icalendar

_STATUS = {
    Verdict.PENDING: "TENTATIVE",
    Verdict.FULFILLED: "CONFIRMED",
    Verdict.LATE: "CONFIRMED",
    Verdict.CONTRADICTED: "CANCELLED",
    Verdict.UNKNOWN: "TENTATIVE",
}
_SAYS = {
    Verdict.PENDING: "not due yet",
    Verdict.FULFILLED: "it happened",
    Verdict.LATE: "it happened, but late",
    Verdict.CONTRADICTED: "it did not happen, or not as announced",
    Verdict.UNKNOWN: "no article tells whether it happened",
}
Tellings = Mapping[Ref, tuple[Told, Telling]]


def calendar_of(held: Held) -> bytes:
    """A VEVENT for each announcement of which a day, month, year or window is known.

    Whole days, without a time zone; what became of it is its STATUS.
    """
    import icalendar

    found = icalendar.Calendar()
    found.add("prodid", "-//khabar//announced events//EN")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    tellings = {t.ref: (told, t) for told in told_events(held) for t in told.tellings}
    for expected in held.record().expectations:
        window = window_of(expected.due)
        if window is not None and expected.expectation in tellings:
            found.add_component(_event(expected, window, tellings, held.day))
    return bytes(found.to_ical())


def _event(
    expected: RecordExpectation, window: Window, tellings: Tellings, day: str
) -> icalendar.Event:
    import icalendar

    told, telling = tellings[expected.expectation]
    event = icalendar.Event()
    event.add("uid", uid_of(telling))
    event.add("dtstamp", datetime.fromisoformat(day).replace(tzinfo=UTC))
    event.add("dtstart", window.start)
    event.add("dtend", window.end)
    event.add("summary", told_line(told.event.type, telling))
    event.add("status", _STATUS[expected.verdict])
    event.add("transp", "TRANSPARENT")
    event.add("categories", [told.event.type.value])
    event.add("description", _description(expected, window, telling, tellings))
    if telling.url:
        event.add("url", telling.url)
    if telling.place:
        event.add("location", telling.place.latin)
    event.add("x-khabar-verdict", expected.verdict.value)
    event.add("x-khabar-due", expected.due or "")
    return event


def uid_of(telling: Telling) -> str:
    """The same for the same event at the same words, under whatever recipe they are read."""
    event = telling.event
    words = f"{telling.ref.doc}:{event.start}-{event.end}:{event.type.value}"
    return f"{hashlib.sha256(words.encode()).hexdigest()[:32]}@khabar"


def _description(
    expected: RecordExpectation, window: Window, telling: Telling, tellings: Tellings
) -> str:
    outlet = telling.outlet or "an unknown outlet"
    sources = " ← ".join((outlet, *(party.name.ar for party in telling.chain)))
    lines = [
        telling.words,
        f"Announced by: {sources}" + (f", {telling.day}" if telling.day else ""),
        f"Due: {expected.due}" + (f" ({window.says})" if window.says else ""),
        f"What became of it: {_SAYS[expected.verdict]}",
    ]
    outcome = tellings.get(expected.outcome) if expected.outcome else None
    if outcome is not None:
        lines.append(f"As told by {outcome[1].outlet or 'an unknown outlet'}: {outcome[1].words}")
    return "\n".join(lines)
