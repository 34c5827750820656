"""Rows taken off a shelf, before others are laid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from khabar.serve.shelving_plan import Plan
from khabar.serve.shelving_sources import in_parts, marks
from khabar.serve.shelving_statements import IN_ONE
from khabar.store.shelf import Filling, Row

_BY_NUMBER = {
    "document": (
        ("documents", "n"), ("documents_words", "rowid"), ("reports", "document"),
        ("deeds", "document"), ("named", "document"), ("noted", "document"),
        ("statements", "document"), ("quoted", "document"),
    ),
    "event": (
        ("events", "n"), ("told", "n"), ("tolls", "event"), ("takes", "event"),
        ("pairs", "event"), ("events_words", "rowid"),
    ),
    "actor": (("actors", "n"), ("actors_words", "rowid")),
    "dispute": (("disputes", "n"), ("sides", "dispute")),
    "expectation": (("expectations", "n"),),
    "relation": (("relations", "n"),),
    "copy": (("copies", "n"),),
}  # fmt: skip
"""The tables that have rows of a kind of thing, and the column in which its number stands."""
_OF_STATEMENTS = (
    "DELETE FROM shelf_{s}_about WHERE statement BETWEEN ? AND ?",
    "DELETE FROM shelf_{s}_statements_words WHERE rowid BETWEEN ? AND ?",
)
_PAIRS = "SELECT DISTINCT a, b FROM shelf_{s}_pairs WHERE event IN (%s)"
_HELD = "DELETE FROM shelf_{s}_held WHERE kind = ? AND id = ?"


def take_off(filling: Filling, plan: Plan) -> None:
    """Take off the rows of what goes, or will be laid anew."""
    for kind, tables in _BY_NUMBER.items():
        numbers: list[Row] = [(n,) for n in plan.taken(kind)]
        for table, column in tables:
            filling.each(f"DELETE FROM shelf_{{s}}_{table} WHERE {column} = ?", numbers)
    ends: list[Row] = [(n * IN_ONE, n * IN_ONE + IN_ONE - 1) for n in plan.taken("document")]
    for sql in _OF_STATEMENTS:
        filling.each(sql, ends)
    filling.each(_HELD, list(plan.gone))


def pairs_of(filling: Filling, events: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Who meets whom in these events, as it stands."""
    for some in in_parts(events):
        yield from ((a, b) for a, b in filling.standing(_PAIRS % marks(some), some))
