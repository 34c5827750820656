"""What differs between databases in how a shelf is kept; shelf_sqlite.py and shelf_postgres.py.

The desk asks in the SQL of SQLite. A tongue says the same to its own database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from khabar.store.shelf_vectors import Vectors

Value = str | int | float | bytes | None
Row = Sequence[Value]
Asked = list[tuple[Any, ...]]


class Tongue(Protocol):
    """How a database is told what a shelf wants of it; {s} is the side, a or b."""

    @property
    def filling(self) -> str:
        """The option of a transaction in which a side is filled that nobody looks at."""

    def alone(self, engine: Engine) -> AbstractContextManager[None]:
        """While nobody else fills or changes the shelf, as far as the database can tell."""

    def vectors(self, where: str, engine: Engine, model: str) -> Vectors:
        """The vectors that a model makes of the store's documents."""

    def ask(self, connection: Connection, sql: str, values: Sequence[Value]) -> Asked:
        """The rows that a question gives."""

    def tables(self, side: str) -> Iterator[str]:
        """What makes the tables of a side."""

    def indices(self, side: str) -> Iterator[str]:
        """What makes its indices, once all rows stand."""

    def made(self, connection: Connection, side: str) -> list[str]:
        """The tables of a side that stand now, in the order in which they can be dropped."""

    def put(self, connection: Connection, side: str, table: str, rows: Sequence[Row]) -> None:
        """Add rows to a table; one that stands there already is left."""

    def each(self, connection: Connection, sql: str, rows: Sequence[Row]) -> None:
        """Do the same with each of these values; rowid is the number of a row of words."""

    def moved(self, error: DBAPIError) -> bool:
        """Whether a question failed because its side was taken down meanwhile: ask again."""
