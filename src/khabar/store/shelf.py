"""The shelf: the record laid out in tables in which a page finds its rows at once.

It has two sides. What is shown stands on one while the other is filled, table by table; then one
row says that the other counts. Readers wait for nobody; a filling that was killed shows nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import DBAPIError

from khabar.store.connections import Connected
from khabar.store.faults import told
from khabar.store.shelf_tongue import Row, Tongue, Value
from khabar.store.shelf_vectors import Vectors
from khabar.store.tables import JUDGEMENTS, READINGS, REVISIONS, SECOND, SHELF

__all__ = ["Evidence", "Filling", "MovedError", "Row", "Shelf", "Value"]
_AT_ONCE = 4000
_TRIES = 5
_SIDE = select(SHELF.c.side)

_CHOSEN = f"""
SELECT document_id, coalesce(
    max(CASE WHEN recipe = ? THEN serial END),
    max(CASE WHEN substr(recipe, 1, {len(SECOND)}) <> '{SECOND}' THEN serial END),
    max(serial)) AS serial
FROM {READINGS.name} GROUP BY document_id"""
_SUMMED = f"SELECT count(*), sum(serial) FROM ({_CHOSEN}) AS chosen"


class Evidence(NamedTuple):
    """What a shelf is made of: how many documents, which of their readings, what people judged.

    The readings are told by the sum of their serial numbers: a new one has a number above all.
    """

    documents: int
    chosen: int
    judged: tuple[tuple[str, bytes], ...]


class MovedError(Exception):
    """Somebody else changed the shelf since it was looked at."""


class Shelf(Connected):
    """Rows by SQL, in which {s} stands for the side that counts."""

    def __init__(self, where: str, engine: Engine, tongue: Tongue) -> None:
        self._where = where
        self._engine = engine
        self._tongue = tongue
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
        for _ in range(_TRIES):
            try:
                return self._asked(sql, values)
            except DBAPIError as error:
                if not self._tongue.moved(error):
                    raise
        return self._asked(sql, values)

    def _asked(self, sql: str, values: Sequence[Value]) -> list[tuple[Any, ...]]:
        with self._looking() as connection:
            # Looked up with the rows: another process may have filled the other side since.
            side = connection.scalar(_SIDE) or ""
            return self._tongue.ask(connection, sql.replace("{s}", side), values)

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
            ((documents, chosen),) = self._tongue.ask(connection, _SUMMED, (recipe,))
        return Evidence(documents, int(chosen or 0), self.judged())

    def chosen(self, recipe: str) -> dict[str, int]:
        """By document which of its readings counts, as Store.readings chooses it."""
        with self._looking() as connection:
            return dict(self._tongue.ask(connection, _CHOSEN, (recipe,)))

    def judged(self) -> tuple[tuple[str, bytes], ...]:
        """What people judged, by id."""
        with self._looking() as connection:
            rows = connection.execute(select(JUDGEMENTS).order_by(JUDGEMENTS.c.id)).all()
        return tuple((row.id, row.body) for row in rows)

    def vectors(self, model: str) -> Vectors:
        """The vectors that this model makes of the store's documents."""
        return self._tongue.vectors(self._where, self._engine, model)

    def revisions(self, limit: int) -> list[bytes]:
        """The last changes of the record, the newest first."""
        wanted = select(REVISIONS.c.body).order_by(REVISIONS.c.serial.desc()).limit(limit)
        with self._looking() as connection:
            return list(connection.scalars(wanted))

    def held(self) -> dict[tuple[str, str], tuple[int, bytes]]:
        """What the rows that stand rest on: by kind and id, the number and a digest."""
        if not self._side:
            return {}
        found = self.rows("SELECT kind, id, n, digest FROM shelf_{s}_held")
        return {(kind, id_): (n, bytes(digest)) for kind, id_, n, digest in found}

    @contextmanager
    def changing(self, basis: str, before: str) -> Iterator[Filling]:
        """Change rows of the side that counts: who looks sees all of it or nothing.

        Raises:
            MovedError: what stands has no longer the basis before; nothing was changed.
        """
        with told(self._where), self._tongue.alone(self._engine):
            changing = Filling(self._engine, self._side, self._tongue)
            with changing.at_once(basis, before):
                yield changing

    @contextmanager
    def filling(self, basis: str) -> Iterator[Filling]:
        """Fill the side that does not count; it counts when all went well."""
        with told(self._where), self._tongue.alone(self._engine):
            self.look()  # another process may have filled it while this one waited
            side = "b" if self._side == "a" else "a"
            filling = Filling(self._engine, side, self._tongue)
            filling.clear()
            yield filling
            filling.finish(basis)
            other = Filling(self._engine, "a" if side == "b" else "b", self._tongue)
            self.look()
            other.empty()


class Filling:
    """One side of a shelf while it is filled."""

    def __init__(self, engine: Engine, side: str, tongue: Tongue) -> None:
        self._engine = engine.execution_options(begin=tongue.filling)
        self._tongue = tongue
        self._side = side
        self._waiting: dict[str, list[Row]] = {}
        self._count = 0
        self._most = _AT_ONCE
        self._begin: Callable[[], Connection] | None = None
        self._connection: Connection | None = None

    @contextmanager
    def at_once(self, basis: str, before: str) -> Iterator[None]:
        """One transaction over all that is written; it begins with the first question or change.

        Until then rows wait, however many, so that others can write.
        """
        self._most = sys.maxsize
        with ExitStack() as open_:
            self._begin = lambda: self._begun(open_, before)
            yield
            self.write()
            with self._writing() as connection:
                _count(connection, self._side, basis)

    def _begun(self, open_: ExitStack, before: str) -> Connection:
        connection = open_.enter_context(self._engine.begin())
        counts = connection.execute(select(SHELF.c.side, SHELF.c.basis)).first()
        if counts is None or tuple(counts) != (self._side, before):
            raise MovedError
        return connection

    def clear(self) -> None:
        """Take off what stands there and make the tables."""
        self.empty()
        with self._engine.begin() as connection:
            for statement in self._tongue.tables(self._side):
                connection.exec_driver_sql(statement)

    def empty(self) -> None:
        """Take off what stands there."""
        with self._engine.begin() as connection:
            for name in self._tongue.made(connection, self._side):
                connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}"')

    def put(self, table: str, row: Row) -> None:
        """Put a row into a table; rows wait until there are many."""
        self._waiting.setdefault(table, []).append(row)
        self._count += 1
        if self._count >= self._most:
            self.write()

    def put_all(self, table: str, rows: Iterable[Row]) -> None:
        """Put rows into a table."""
        for row in rows:
            self.put(table, row)

    def write(self) -> None:
        """Write the rows that wait: others may write in between."""
        if not self._waiting:
            return
        waiting, self._waiting, self._count = self._waiting, {}, 0
        with self._writing() as connection:
            for table, rows in waiting.items():
                self._tongue.put(connection, self._side, table, rows)

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """The rows that a question gives of what was written so far."""
        self.write()
        return self.standing(sql, values)

    def standing(self, sql: str, values: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """The rows that a question gives of what stands, while others wait."""
        with self._writing() as connection:
            return self._tongue.ask(connection, sql.replace("{s}", self._side), values)

    def run(self, sql: str) -> None:
        """Make rows of rows that stand there."""
        self.write()
        with self._writing() as connection:
            connection.exec_driver_sql(sql.replace("{s}", self._side))

    def each(self, sql: str, rows: Sequence[Row]) -> None:
        """Do the same to rows that stand there with each of these values, before any that wait."""
        if rows:
            with self._writing() as connection:
                self._tongue.each(connection, sql.replace("{s}", self._side), rows)

    def finish(self, basis: str) -> None:
        """Write the rest, make the indices, and let this side count."""
        self.write()
        for statement in self._tongue.indices(self._side):
            self.run(statement)
        with self._engine.begin() as connection:
            _count(connection, self._side, basis)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._begin is None:
            with self._engine.begin() as connection:
                yield connection
            return
        self._connection = self._connection or self._begin()
        yield self._connection


def _count(connection: Connection, side: str, basis: str) -> None:
    """Let a side count."""
    connection.execute(delete(SHELF))
    connection.execute(insert(SHELF).values(id=1, side=side, basis=basis))
