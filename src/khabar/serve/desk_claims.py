"""What the desk answers about disputes, announcements, what changed and what is doubtful."""

from __future__ import annotations

import msgspec

from khabar.schema.record import Revision
from khabar.serve.desk_events import between
from khabar.serve.desk_lists import Asked, Listing, Sort, clean, decoded, number_of, page
from khabar.serve.desk_words import matching
from khabar.serve.shelving import judged_of
from khabar.serve.views import Change, DisputeRow, Doubt, ExpectationRow, Part, Wanted
from khabar.store.shelf import Shelf

_DISPUTES = Listing(table="disputes", sorts={"newest": Sort(), "oldest": Sort(down=False)})
_WORDED = (
    "t.event IN (SELECT rowid FROM shelf_{s}_events_words WHERE shelf_{s}_events_words MATCH ?)"
)
_EXPECTATIONS = Listing(table="expectations", sorts={"newest": Sort(), "oldest": Sort(down=False)})


def disputes(shelf: Shelf, wanted: Wanted, cursor: str | None, limit: int) -> Part[DisputeRow]:
    """Some disputes: kind is denial or contradiction, type what they are about."""
    wanted = clean(wanted)
    asked = Asked()
    asked.equal(kind=wanted.kind, about=wanted.type)
    for known in filter(None, (wanted.actor, wanted.other)):
        n = number_of(shelf, "actors", known)
        took = "t.event IN (SELECT event FROM shelf_{s}_takes WHERE actor = ?)"
        said = "t.n IN (SELECT dispute FROM shelf_{s}_sides WHERE actor = ?)"
        asked.add(f"({took} OR {said})", n, n)
    if wanted.source:
        said = "t.n IN (SELECT dispute FROM shelf_{s}_sides WHERE actor = ?)"
        asked.add(said, number_of(shelf, "actors", wanted.source))
    if wanted.outlet:
        told = "(SELECT n FROM shelf_{s}_documents WHERE outlet = ?)"
        asked.add(f"(t.a IN {told} OR t.b IN {told})", wanted.outlet, wanted.outlet)
    if wanted.document:
        n = number_of(shelf, "documents", wanted.document)
        asked.add("(t.a = ? OR t.b = ?)", n, n)
    _of_events(shelf, asked, wanted)
    asked.words(
        matching(wanted.q),
        _WORDED,
        "t.n IN (SELECT s.dispute FROM shelf_{s}_actors_words w JOIN shelf_{s}_sides s "
        "ON s.actor = w.rowid WHERE shelf_{s}_actors_words MATCH ?)",
    )
    between(asked, "day", wanted)
    return decoded(page(shelf, _DISPUTES, asked, wanted, cursor, limit), DisputeRow)


def expectations(
    shelf: Shelf, wanted: Wanted, cursor: str | None, limit: int
) -> Part[ExpectationRow]:
    """Some announcements."""
    wanted = clean(wanted)
    asked = Asked()
    asked.equal(verdict=wanted.verdict, outlet=wanted.outlet)
    for known in filter(None, (wanted.actor, wanted.other)):
        took = "t.event IN (SELECT event FROM shelf_{s}_takes WHERE actor = ?)"
        asked.add(took, number_of(shelf, "actors", known))
    if wanted.source:
        asked.add("t.source = ?", number_of(shelf, "actors", wanted.source))
    if wanted.document:
        asked.add("t.document = ?", number_of(shelf, "documents", wanted.document))
    if wanted.type:
        asked.add("t.event IN (SELECT n FROM shelf_{s}_events WHERE type = ?)", wanted.type)
    _of_events(shelf, asked, wanted)
    asked.words(matching(wanted.q), _WORDED)
    between(asked, "due", wanted)
    return decoded(page(shelf, _EXPECTATIONS, asked, wanted, cursor, limit), ExpectationRow)


def _of_events(shelf: Shelf, asked: Asked, wanted: Wanted) -> None:
    """Narrow by the event that something is about."""
    if wanted.event:
        asked.add("t.event = ?", number_of(shelf, "events", wanted.event))
    for column in ("status", "standing", "place"):
        value = getattr(wanted, column)
        if value:
            held = f"t.event IN (SELECT n FROM shelf_{{s}}_events WHERE {column} = ?)"
            asked.add(held, value)


def changes(shelf: Shelf, limit: int) -> tuple[Change, ...]:
    """What changed, the newest first."""
    found = (msgspec.json.decode(b, type=Revision) for b in shelf.revisions(limit))
    return tuple(
        Change(day=r.day, what=r.what, before=r.before, after=r.after, because=r.because)
        for r in found
    )


def doubtful(shelf: Shelf, limit: int) -> tuple[Doubt, ...]:
    """What a person should look at and nobody has."""
    judged = {frozenset((s.doc, s.start, s.end) for s in j.spots) for j in judged_of(shelf)}
    rows = shelf.rows(
        "SELECT body FROM shelf_{s}_doubts ORDER BY n LIMIT ?", (limit + len(judged),)
    )
    found = (msgspec.json.decode(body, type=Doubt) for (body,) in rows)
    left = (d for d in found if frozenset(_spots(d)) not in judged)
    return tuple(left)[:limit]


def _spots(doubt: Doubt) -> set[tuple[str, int, int]]:
    ends = (doubt.a,) if doubt.b is None else (doubt.a, doubt.b)
    return {(w.document, w.start, w.end) for w in ends}
