"""A shelf in SQLite: FTS5 looks for words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from khabar.store.shelf_tables import INDICES, TABLES
from khabar.store.shelf_tongue import Asked, Row, Value
from khabar.store.shelf_vectors import Vectors
from khabar.store.tables import WRITING

_CACHE = "PRAGMA cache_size=-131072"  # 128 MB: rows of a pass over documents land all over
_MADE = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB ? "
    "ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC"
)


class SqliteTongue:
    """What is asked is SQLite's own; see Tongue."""

    filling = WRITING

    def alone(self, engine: Engine) -> AbstractContextManager[None]:  # noqa: ARG002
        """Nobody can be asked to wait for longer than one transaction."""
        return nullcontext()

    def vectors(self, where: str, engine: Engine, model: str) -> Vectors:
        """The vectors of a model."""
        return Vectors(where, engine, model)

    def ask(self, connection: Connection, sql: str, values: Sequence[Value]) -> Asked:
        """The rows that a question gives."""
        return [tuple(row) for row in connection.exec_driver_sql(sql, tuple(values))]

    def tables(self, side: str) -> Iterator[str]:
        """What makes the tables of a side."""
        return (each.replace("{s}", side) for each in TABLES.split(";"))

    def indices(self, side: str) -> Iterator[str]:
        """What makes its indices, once all rows stand."""
        return (each.replace("{s}", side) for each in INDICES.split(";"))

    def made(self, connection: Connection, side: str) -> list[str]:
        """The tables that stand; a virtual one first, for it takes its own tables along."""
        found = connection.exec_driver_sql(_MADE, (f"shelf_{side}_[^_]*",))
        return [name for (name,) in found.all()]

    def put(self, connection: Connection, side: str, table: str, rows: Sequence[Row]) -> None:
        """Add rows to a table; one that stands there already is left."""
        connection.exec_driver_sql(_CACHE)
        insert = _insert(f"shelf_{side}_{table}", table, len(rows[0]))
        # FTS5 writes what it gathered whenever a row comes whose number is not above the last.
        ordered = sorted(rows, key=_number) if table.endswith("_words") else rows
        connection.exec_driver_sql(insert, [tuple(row) for row in ordered])

    def each(self, connection: Connection, sql: str, rows: Sequence[Row]) -> None:
        """Do the same with each of these values."""
        connection.exec_driver_sql(sql, [tuple(row) for row in rows])

    def moved(self, error: DBAPIError) -> bool:  # noqa: ARG002
        """Never: whoever reads sees what stood when he began."""
        return False


def _number(row: Row) -> int:
    return int(row[0] or 0)


def _insert(name: str, table: str, width: int) -> str:
    marks = ", ".join("?" * width)
    if not table.endswith("_words"):
        return f"INSERT OR IGNORE INTO {name} VALUES ({marks})"
    columns = "title, ar, en" if table == "documents_words" else "ar, en"
    return f"INSERT INTO {name} (rowid, {columns}) VALUES ({marks})"
