"""The shelf: the record laid out in tables in which a page finds its rows at once.

It has two sides. What is shown stands on one while the other is filled, table by table; then one
row says that the other counts. Readers wait for nobody; a filling that was killed shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, delete, insert, select

from khabar.store import shelf_vectors
from khabar.store.faults import told
from khabar.store.shelf_tables import INDICES, TABLES
from khabar.store.shelf_vectors import Vectors
from khabar.store.tables import JUDGEMENTS, READINGS, REVISIONS, SHELF

WRITING = shelf_vectors.WRITING
Value = str | int | float | bytes | None
Row = Sequence[Value]
_AT_ONCE = 4000
_SIDE = select(SHELF.c.side)
_CACHE = "PRAGMA cache_size=-131072"  # 128 MB: rows of a pass over documents land all over

_CHOSEN = f"""
SELECT document_id, coalesce(max(CASE WHEN recipe = ? THEN serial END), max(serial)) AS serial
FROM {READINGS.name} GROUP BY document_id"""
_SUMMED = f"SELECT count(*), sum(serial) FROM ({_CHOSEN})"


class Evidence(NamedTuple):
    """What a shelf is made of: how many documents, which of their readings, what people judged.

    The readings are told by the sum of their serial numbers: a new one has a number above all.
    """

    documents: int
    chosen: int
    judged: tuple[tuple[str, bytes], ...]


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

    def fact(self, key: str) -> bytes | None:
        """What is noted of the shelf as a whole; None where nothing stands on it."""
        if not self._side:
            return None
        found = self.one("SELECT body FROM shelf_{s}_facts WHERE key = ?", (key,))
        return None if found is None else bytes(found[0])

    def evidence(self, recipe: str) -> Evidence:
        """What the shelf is to be made of."""
        with self._looking() as connection:
            documents, chosen = connection.exec_driver_sql(_SUMMED, (recipe,)).one()
        return Evidence(documents, chosen or 0, self.judged())

    def chosen(self, recipe: str) -> dict[str, int]:
        """By document which of its readings counts: under the recipe, or else the newest."""
        with self._looking() as connection:
            rows = connection.exec_driver_sql(_CHOSEN, (recipe,)).all()
        return {row.document_id: row.serial for row in rows}

    def judged(self) -> tuple[tuple[str, bytes], ...]:
        """What people judged, by id."""
        with self._looking() as connection:
            rows = connection.execute(select(JUDGEMENTS).order_by(JUDGEMENTS.c.id)).all()
        return tuple((row.id, row.body) for row in rows)

    def vectors(self, model: str) -> Vectors:
        """The vectors that this model makes of the store's documents."""
        return Vectors(self._where, self._engine, model)

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
