"""The shelf: the record laid out in tables in which a page finds its rows at once.

It has two sides. What is shown stands on one while the other is filled, table by table; then one
row says that the other counts. Readers wait for nobody; a filling that was killed shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select

from khabar.store.faults import told
from khabar.store.shelf_tables import INDICES, TABLES
from khabar.store.tables import JUDGEMENTS, READINGS, REVISIONS, SHELF

WRITING = "BEGIN IMMEDIATE"
Value = str | int | float | bytes | None
Row = Sequence[Value]
_AT_ONCE = 4000
_SIDE = select(SHELF.c.side)
_CACHE = "PRAGMA cache_size=-131072"  # 128 MB: rows of a pass over documents land all over


class Shelf:
    """Rows by SQL, in which {s} stands for the side that counts."""

    def __init__(self, where: str, engine: Engine) -> None:
        self._where = where
        self._engine = engine
        self._side = ""
        self.look()

    def look(self) -> str:
        """See which side counts now; its basis, "" where neither does."""
        with self._looking() as connection:
            found = connection.execute(select(SHELF.c.side, SHELF.c.basis)).first()
        self._side = "" if found is None else found.side
        return "" if found is None else str(found.basis)

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """The rows that a question gives."""
        with self._looking() as connection:
            # Looked up with the rows: another process may have filled the other side since.
            side = connection.scalar(_SIDE) or ""
            asked = connection.exec_driver_sql(sql.replace("{s}", side), tuple(values))
            return [tuple(row) for row in asked]

    def one(self, sql: str, values: Sequence[Value] = ()) -> tuple[Any, ...] | None:
        """The first row that a question gives."""
        return next(iter(self.rows(sql, values)), None)

    def evidence(self) -> tuple[int, int, tuple[tuple[str, bytes], ...]]:
        """How many readings there are, which is the newest, and what people judged."""
        with self._looking() as connection:
            count, last = connection.exec_driver_sql(
                f"SELECT count(document_id), max(serial) FROM {READINGS.name}"
            ).one()
            judged = connection.execute(select(JUDGEMENTS).order_by(JUDGEMENTS.c.id)).all()
        return count, last or 0, tuple((row.id, row.body) for row in judged)

    def revisions(self, limit: int) -> list[bytes]:
        """The last changes of the record, the newest first."""
        wanted = select(REVISIONS.c.body).order_by(REVISIONS.c.serial.desc()).limit(limit)
        with self._looking() as connection:
            return list(connection.scalars(wanted))

    @contextmanager
    def filling(self, basis: str) -> Iterator[Filling]:
        """Fill the side that does not count; it counts when all went well."""
        side = "b" if self._side == "a" else "a"
        filling = Filling(self._engine, side)
        with told(self._where):
            filling.clear()
            yield filling
            filling.finish(basis)
            other = Filling(self._engine, "a" if side == "b" else "b")
            self.look()
            other.empty()

    @contextmanager
    def _looking(self) -> Iterator[Connection]:
        with told(self._where), self._engine.connect() as connection:
            yield connection


class Filling:
    """One side of a shelf while it is filled."""

    def __init__(self, engine: Engine, side: str) -> None:
        self._engine = engine.execution_options(begin=WRITING)
        self._side = side
        self._waiting: dict[str, list[Row]] = {}
        self._count = 0

    def clear(self) -> None:
        """Take off what stands there and make the tables."""
        self.empty()
        with self._engine.begin() as connection:
            for statement in TABLES.split(";"):
                connection.exec_driver_sql(statement.replace("{s}", self._side))

    def empty(self) -> None:
        """Take off what stands there."""
        names = f"shelf_{self._side}_[^_]*"
        found = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB ? "
            "ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC"
        )
        with self._engine.begin() as connection:
            for (name,) in connection.exec_driver_sql(found, (names,)).all():
                connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}"')

    def put(self, table: str, row: Row) -> None:
        """Put a row into a table; rows wait until there are many."""
        self._waiting.setdefault(table, []).append(row)
        self._count += 1
        if self._count >= _AT_ONCE:
            self.write()

    def put_all(self, table: str, rows: Iterable[Row]) -> None:
        """Put rows into a table."""
        for row in rows:
            self.put(table, row)

    def write(self) -> None:
        """Write the rows that wait: others may write in between."""
        waiting, self._waiting, self._count = self._waiting, {}, 0
        with self._engine.begin() as connection:
            connection.exec_driver_sql(_CACHE)
            for table, rows in waiting.items():
                connection.exec_driver_sql(self._insert(table, rows[0]), [tuple(r) for r in rows])

    def _insert(self, table: str, row: Row) -> str:
        name = f"shelf_{self._side}_{table}"
        if not table.endswith("_words"):
            return f"INSERT OR IGNORE INTO {name} VALUES ({', '.join('?' * len(row))})"
        columns = "title, ar, en" if table == "documents_words" else "ar, en"
        return f"INSERT INTO {name} (rowid, {columns}) VALUES ({', '.join('?' * len(row))})"

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """The rows that a question gives of what was written so far."""
        self.write()
        with self._engine.begin() as connection:
            asked = connection.exec_driver_sql(sql.replace("{s}", self._side), tuple(values))
            return [tuple(row) for row in asked]

    def run(self, sql: str) -> None:
        """Make rows of rows that stand there."""
        self.write()
        with self._engine.begin() as connection:
            connection.exec_driver_sql(sql.replace("{s}", self._side))

    def finish(self, basis: str) -> None:
        """Write the rest, make the indices, and let this side count."""
        self.write()
        for statement in INDICES.split(";"):
            self.run(statement)
        with self._engine.begin() as connection:
            connection.execute(delete(SHELF))
            connection.execute(insert(SHELF).values(id=1, side=self._side, basis=basis))
