"""What the desk answers about actors, their relations, and whom the news quotes."""

from __future__ import annotations

import msgspec

from khabar.serve.desk_lists import Asked, Listing, Sort, bodies_of, clean, decoded, number_of, page
from khabar.serve.desk_words import matching
from khabar.serve.views import ActorRow, Part, RelationRow, SourceRow, Tenure, Wanted, Where
from khabar.store.shelf import Shelf

_ACTORS = Listing(
    table="actors",
    words=True,
    sorts={
        "documents": Sort("documents"),
        "events": Sort("events"),
        "statements": Sort("statements"),
        "name": Sort("name", down=False),
    },
)
_RELATIONS = Listing(table="relations", sorts={"reports": Sort("weight")})
_WORDED = "(SELECT rowid FROM shelf_{s}_actors_words WHERE shelf_{s}_actors_words MATCH ?)"
_SOURCES = Listing(table="sources", sorts={"quoted": Sort("weight")})


def actors(shelf: Shelf, wanted: Wanted, cursor: str | None, limit: int) -> Part[ActorRow]:
    """Some actors; with an actor or other asked for, those that deal with these.

    Sources without a name are told apart by the kind "anonymous", and are in no other list.
    """
    wanted = clean(wanted)
    asked = Asked()
    asked.add("t.anonymous = ?", int(wanted.kind == "anonymous"))
    asked.equal(kind="" if wanted.kind == "anonymous" else wanted.kind or wanted.type)
    for known in filter(None, (wanted.actor, wanted.other)):
        met = "t.n IN (SELECT b FROM shelf_{s}_ties WHERE a = ?)"
        asked.add(met, number_of(shelf, "actors", known))
    if wanted.document:
        named = "t.n IN (SELECT actor FROM shelf_{s}_named WHERE document = ?)"
        asked.add(named, number_of(shelf, "documents", wanted.document))
    if wanted.outlet:
        named = (
            "t.n IN (SELECT k.actor FROM shelf_{s}_documents d "
            "JOIN shelf_{s}_named k ON k.document = d.n WHERE d.outlet = ?)"
        )
        asked.add(named, wanted.outlet)
    if wanted.since:
        asked.add("t.last >= ?", wanted.since)
    if wanted.until:
        asked.add("t.first <= ?", wanted.until)
    return decoded(page(shelf, _ACTORS, asked, wanted, cursor, limit), ActorRow)


def actor(shelf: Shelf, id_: str) -> ActorRow | None:
    """One actor."""
    found = bodies_of(shelf, "actors", [number_of(shelf, "actors", id_)])
    return msgspec.json.decode(found[0], type=ActorRow) if found else None


def tenures(shelf: Shelf, id_: str) -> tuple[Tenure, ...]:
    """The offices of an actor."""
    found = _column(shelf, "actors", "tenures", id_)
    return msgspec.json.decode(found, type=tuple[Tenure, ...]) if found else ()


def names(shelf: Shelf, id_: str) -> tuple[str, ...]:
    """How articles write an actor."""
    found = _column(shelf, "actors", "names", id_)
    return msgspec.json.decode(found, type=tuple[str, ...]) if found else ()


def spot(shelf: Shelf, id_: str) -> Where | None:
    """Words that stand for an actor or an event."""
    found = _column(shelf, "actors", "spot", id_)
    if found is None:
        n = number_of(shelf, "events", id_)
        row = shelf.one("SELECT spot FROM shelf_{s}_told WHERE n = ?", (n,))
        found = None if row is None else row[0]
    return msgspec.json.decode(found, type=Where) if found else None


def _column(shelf: Shelf, table: str, column: str, id_: str) -> bytes | None:
    n = number_of(shelf, table, id_)
    row = shelf.one(f"SELECT {column} FROM shelf_{{s}}_{table} WHERE n = ?", (n,))
    return None if row is None else row[0]


def relations(shelf: Shelf, wanted: Wanted, cursor: str | None, limit: int) -> Part[RelationRow]:
    """Some relations; actor and other may stand on either side."""
    wanted = clean(wanted)
    asked = Asked()
    asked.equal(relation=wanted.type or wanted.kind)
    for known in filter(None, (wanted.actor, wanted.other)):
        n = number_of(shelf, "actors", known)
        asked.add("(t.subject = ? OR t.object = ?)", n, n)
    match = matching(wanted.q)
    asked.words(match, f"t.subject IN {_WORDED}", f"t.object IN {_WORDED}")
    return decoded(page(shelf, _RELATIONS, asked, wanted, cursor, limit), RelationRow)


def sources(shelf: Shelf, wanted: Wanted, cursor: str | None, limit: int) -> Part[SourceRow]:
    """Some sources: kind is named or anonymous; words, outlets and days leave those with a name."""
    wanted = clean(wanted)
    asked = Asked()
    for known in filter(None, (wanted.actor, wanted.source)):
        asked.add("t.actor = ?", number_of(shelf, "actors", known))
    if wanted.kind:
        asked.add("t.anonymous = ?", int(wanted.kind == "anonymous"))
    _quoted(asked, wanted)
    asked.words(matching(wanted.q), f"t.actor IN {_WORDED}")
    return decoded(page(shelf, _SOURCES, asked, wanted, cursor, limit), SourceRow)


def _quoted(asked: Asked, wanted: Wanted) -> None:
    """Narrow by who quotes them, and when."""
    said, values = [], []
    for condition, value in (
        ("outlet = ?", wanted.outlet), ("day >= ?", wanted.since), ("day <= ?", wanted.until),
    ):  # fmt: skip
        if value:
            said.append(condition)
            values.append(value)
    if said:
        told = f"SELECT source FROM shelf_{{s}}_statements WHERE {' AND '.join(said)}"
        asked.add(f"t.actor IN ({told})", *values)
