"""A shelf in PostgreSQL: the tables of shelf_tables.py, and tsvector where SQLite has FTS5."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from khabar.errors import KhabarError
from khabar.store.postgres_copying import copy_rows
from khabar.store.postgres_locks import alone
from khabar.store.postgres_vectors import PostgresVectors
from khabar.store.postgres_words import query_of, vector_of
from khabar.store.rows import without_nul
from khabar.store.shelf_tables import INDICES, TABLES
from khabar.store.shelf_tongue import Asked, Row, Value
from khabar.store.shelf_vectors import Vectors

_UNDEFINED_TABLE = "42P01"
# A number where words are compared, or words where a number is: from a cursor that is none of ours.
_UNFIT = ("22P02", "22003", "42883")
_TYPES = {
    "INTEGER": "BIGINT",
    "INT": "BIGINT",
    "REAL": "DOUBLE PRECISION",
    "BLOB": "BYTEA",
    "TEXT": 'TEXT COLLATE "C"',
}
_TYPE = re.compile(rf"\b({'|'.join(_TYPES)})\b")
_TABLE = re.compile(
    r"\s*CREATE (?P<kind>TABLE|VIRTUAL TABLE) shelf_\{s\}_(?P<name>\w+)(?P<of>.*)", re.S
)
_MATCH = re.compile(r"\w+_words MATCH \?")
_LONGEST = 600  # signs of a value in a slim table: a tree takes no more than 2,700 bytes
_MADE = (
    "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() "
    "AND tablename LIKE %(names)s"
)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of a shelf: its columns with their types, and whether a row can stand there once."""

    name: str
    columns: tuple[str, ...]
    keyed: bool

    @property
    def words(self) -> bool:
        """Whether it holds words to look for."""
        return self.name.endswith("_words")


class PostgresTongue:
    """Says in PostgreSQL's SQL what is asked in SQLite's; see Tongue."""

    filling = "BEGIN"

    def alone(self, engine: Engine) -> AbstractContextManager[None]:
        """While nobody else fills or changes the shelf."""
        return alone(engine, "shelf")

    def vectors(self, where: str, engine: Engine, model: str) -> Vectors:
        """The vectors of a model."""
        return PostgresVectors(where, engine, model)

    def ask(self, connection: Connection, sql: str, values: Sequence[Value]) -> Asked:
        """The rows that a question gives."""
        said = _said(sql)
        try:
            found = connection.exec_driver_sql(said.sql, said.named(values))
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in _UNFIT:
                raise
            remedy = "Take it from the part before, or leave it out."
            raise KhabarError(f"cursor: it does not fit the question. {remedy}") from error
        return [tuple(map(_plain, row)) for row in found]

    def each(self, connection: Connection, sql: str, rows: Sequence[Row]) -> None:
        """Do the same with each of these values."""
        said = _said(sql)
        connection.exec_driver_sql(said.sql, [said.named(row) for row in rows])

    def tables(self, side: str) -> Iterator[str]:
        """What makes the tables of a side."""
        for name, table in _tables().items():
            columns = ", ".join(table.columns)
            if not table.keyed:  # SQLite numbers the rows of every table
                columns += ", rowid BIGINT GENERATED ALWAYS AS IDENTITY"
            yield f"CREATE TABLE shelf_{side}_{name} ({columns})"

    def indices(self, side: str) -> Iterator[str]:
        """What makes its indices, once all rows stand."""
        for each in INDICES.split(";"):
            if each.strip() != "ANALYZE":
                yield each.replace("{s}", side)
        for name, table in _tables().items():
            whole = f"shelf_{side}_{name}"
            if table.words:
                yield f"CREATE INDEX {whole}_found ON {whole} USING gin (words)"
            yield f"ANALYZE {whole}"

    def made(self, connection: Connection, side: str) -> list[str]:
        """The tables that stand."""
        found = connection.exec_driver_sql(_MADE, {"names": f"shelf\\_{side}\\_%"})
        return sorted(name for (name,) in found)

    def put(self, connection: Connection, side: str, table: str, rows: Sequence[Row]) -> None:
        """Add rows to a table; one that stands there already is left."""
        shape, target = _tables()[table], f"shelf_{side}_{table}"
        names = ", ".join(_names(shape))
        if shape.words:
            copy_rows(connection, f"{target} ({names})", map(_worded, rows))
        elif not shape.keyed:
            copy_rows(connection, f"{target} ({names})", map(_slim, rows))
        else:
            landing = f"landing_{table}"
            connection.exec_driver_sql(
                f"CREATE TEMPORARY TABLE IF NOT EXISTS {landing} (LIKE {target}) "
                "ON COMMIT DELETE ROWS"
            )
            copy_rows(connection, f"{landing} ({names})", map(_slim, rows))
            connection.exec_driver_sql(
                f"INSERT INTO {target} SELECT * FROM {landing} ON CONFLICT DO NOTHING"
            )
            connection.exec_driver_sql(f"DELETE FROM {landing}")

    def moved(self, error: DBAPIError) -> bool:
        """Whether the table was dropped between looking which side counts and asking it."""
        return getattr(error.orig, "sqlstate", None) == _UNDEFINED_TABLE


@dataclass(frozen=True, slots=True)
class _Said:
    """A question in PostgreSQL's SQL; words are the places of those values that are words."""

    sql: str
    words: frozenset[int]

    def named(self, values: Sequence[Value]) -> dict[str, Any]:
        """The values by their names."""
        return {
            f"v{at}": query_of(str(value)) if at in self.words else value
            for at, value in enumerate(values)
        }


@lru_cache(maxsize=1000)
def _said(sql: str) -> _Said:
    """The question of a desk, which uses few of SQLite's own ways: these."""
    told = sql.replace("%", "%%").replace("CROSS JOIN", "JOIN")
    told = _MATCH.sub("words @@ \0?", told)
    pieces, words = re.split(r"(\0?\?)", told), set()
    for at, place in enumerate(range(1, len(pieces), 2)):
        if pieces[place].startswith("\0"):
            words.add(at)
        pieces[place] = f"%(v{at})s::tsquery" if at in words else f"%(v{at})s"
    told = "".join(pieces)
    if words:
        # The lower the better, as with FTS5; the length of an article counts against it.
        rank = f"(-ts_rank_cd(w.words, %(v{min(words)})s::tsquery, 1)::float8)"
        told = told.replace("w.rank", rank)
    return _Said(told, frozenset(words))


@cache
def _tables() -> dict[str, _Table]:
    """The tables of a shelf, as SQLite has them."""
    return {table.name: table for table in map(_table, TABLES.split(";"))}


def _table(statement: str) -> _Table:
    found = _TABLE.match(statement)
    assert found is not None, statement
    if found["kind"] != "TABLE":
        return _Table(found["name"], ("rowid BIGINT PRIMARY KEY", "words TSVECTOR NOT NULL"), True)
    inside = found["of"].replace("WITHOUT ROWID", "").strip().removeprefix("(").removesuffix(")")
    columns = re.split(r",\s*(?![^(]*\))", _TYPE.sub(lambda t: _TYPES[t[0]], inside))
    return _Table(found["name"], tuple(each.strip() for each in columns), "PRIMARY KEY" in inside)


def _names(table: _Table) -> tuple[str, ...]:
    return tuple(c.split()[0] for c in table.columns if not c.startswith("PRIMARY KEY"))


def _plain(value: Any) -> Any:
    """A sum of whole numbers comes with as many digits as it may have; it is a whole number."""
    return int(value) if isinstance(value, Decimal) else value


def _worded(row: Row) -> Row:
    return (row[0], vector_of(str(column or "") for column in row[1:]))


def _slim(row: Row) -> Row:
    return tuple(_held(value) for value in row)


def _held(value: Value) -> Value:
    return without_nul(value)[:_LONGEST] if isinstance(value, str) else value
