"""What the desk answers about events and what was said."""

from __future__ import annotations

import msgspec

from khabar.serve.desk_lists import Asked, Listing, Sort, bodies_of, clean, decoded, number_of, page
from khabar.serve.views import EventRow, Part, ReportRow, StatementRow, TollRow, Wanted
from khabar.store.shelf import Shelf

_EVENTS = Listing(
    table="events",
    bodies="told",
    words=True,
    sorts={
        "newest": Sort(),
        "oldest": Sort(down=False),
        "reports": Sort("reports"),
        "origins": Sort("origins"),
    },
)
_STATEMENTS = Listing(
    table="statements", words=True, sorts={"newest": Sort(), "oldest": Sort(down=False)}
)


def asked_events(shelf: Shelf, wanted: Wanted) -> Asked:
    """What narrows events."""
    asked = Asked()
    ends = [number_of(shelf, "actors", i) for i in (wanted.actor, wanted.other) if i]
    if len(ends) > 1:
        met = "t.n IN (SELECT event FROM shelf_{s}_pairs WHERE a = ? AND b = ?)"
        asked.add(met, min(ends), max(ends))
    elif ends:
        asked.add("t.n IN (SELECT event FROM shelf_{s}_takes WHERE actor = ?)", *ends)
    asked.equal(
        id=wanted.event, type=wanted.type, status=wanted.status, standing=wanted.standing,
        quad=wanted.kind, place=wanted.place,
    )  # fmt: skip
    if wanted.outlet:
        told = "t.n IN (SELECT event FROM shelf_{s}_reports WHERE outlet = ?)"
        asked.add(told, wanted.outlet)
    if wanted.document:
        told = "t.n IN (SELECT event FROM shelf_{s}_reports WHERE document = ?)"
        asked.add(told, number_of(shelf, "documents", wanted.document))
    if wanted.source:
        told = (
            "t.n IN (SELECT a.event FROM shelf_{s}_statements s "
            "JOIN shelf_{s}_about a ON a.statement = s.n WHERE s.source = ?)"
        )
        asked.add(told, number_of(shelf, "actors", wanted.source))
    if wanted.since:
        asked.add("t.last >= ?", wanted.since)
    if wanted.until:
        asked.add("t.first <= ?", wanted.until)
    return asked


def events(shelf: Shelf, wanted: Wanted, cursor: str | None, limit: int) -> Part[EventRow]:
    """Some events."""
    wanted = clean(wanted)
    found = page(shelf, _EVENTS, asked_events(shelf, wanted), wanted, cursor, limit)
    return decoded(found, EventRow)


def event(shelf: Shelf, id_: str) -> EventRow | None:
    """One event."""
    found = bodies_of(shelf, "told", [number_of(shelf, "events", id_)])
    return msgspec.json.decode(found[0], type=EventRow) if found else None


def reports(shelf: Shelf, id_: str) -> tuple[ReportRow, ...]:
    """The reports of an event, by day."""
    sql = "SELECT body FROM shelf_{s}_reports WHERE event = ? ORDER BY document, rowid"
    rows = shelf.rows(sql, (number_of(shelf, "events", id_),))
    return tuple(msgspec.json.decode(body, type=ReportRow) for (body,) in rows)


def tolls(shelf: Shelf, id_: str) -> tuple[TollRow, ...]:
    """The tolls of an event."""
    sql = "SELECT body FROM shelf_{s}_tolls WHERE event = ? ORDER BY place"
    rows = shelf.rows(sql, (number_of(shelf, "events", id_),))
    return tuple(msgspec.json.decode(body, type=TollRow) for (body,) in rows)


def parts(shelf: Shelf, id_: str) -> tuple[EventRow, ...]:
    """The stages of an event."""
    sql = "SELECT n FROM shelf_{s}_events WHERE whole = ? ORDER BY n"
    numbers = [n for (n,) in shelf.rows(sql, (number_of(shelf, "events", id_),))]
    found = bodies_of(shelf, "told", numbers)
    return tuple(msgspec.json.decode(body, type=EventRow) for body in found)


def statements(shelf: Shelf, wanted: Wanted, cursor: str | None, limit: int) -> Part[StatementRow]:
    """Some statements: type is their act, kind whether they are direct."""
    wanted = clean(wanted)
    asked = Asked()
    asked.equal(act=wanted.type, mode=wanted.kind, outlet=wanted.outlet)
    for source in filter(None, (wanted.actor, wanted.source)):
        asked.add("t.source = ?", number_of(shelf, "actors", source))
    if wanted.other:
        about = (
            "t.n IN (SELECT a.statement FROM shelf_{s}_takes k "
            "JOIN shelf_{s}_about a ON a.event = k.event WHERE k.actor = ?)"
        )
        asked.add(about, number_of(shelf, "actors", wanted.other))
    if wanted.document:
        asked.add("t.document = ?", number_of(shelf, "documents", wanted.document))
    if wanted.event:
        about = "t.n IN (SELECT statement FROM shelf_{s}_about WHERE event = ?)"
        asked.add(about, number_of(shelf, "events", wanted.event))
    between(asked, "day", wanted)
    return decoded(page(shelf, _STATEMENTS, asked, wanted, cursor, limit), StatementRow)


def between(asked: Asked, column: str, wanted: Wanted) -> None:
    """Narrow by the days asked for; what has no day is in no stretch of time."""
    if wanted.since:
        asked.add(f"t.{column} >= ?", wanted.since)
    if wanted.until:
        asked.add(f"t.{column} <= ?", wanted.until)
