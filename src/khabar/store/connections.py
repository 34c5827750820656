"""How everything in a store's database is looked at and written, and whether it is a store's."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from khabar.errors import StoreError
from khabar.store.faults import told
from khabar.store.tables import REVISION_TABLE, WRITING


class Connected:
    """Something that rests in a database: where says which, for messages."""

    _where: str
    _engine: Engine

    @contextmanager
    def _looking(self) -> Iterator[Connection]:
        with told(self._where), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction beside which nobody else writes: the engine sees to that."""
        writing = self._engine.execution_options(begin=WRITING)
        with told(self._where), writing.begin() as connection:
            yield connection


def revision_among(
    connection: Connection, tables: Collection[str], where: str, remedy: str
) -> str | None:
    """The migration that a database with these tables has had last; None where it is empty.

    Raises:
        StoreError: another program made it.
    """
    if REVISION_TABLE in tables:
        found: str | None = connection.scalar(text(f"SELECT version_num FROM {REVISION_TABLE}"))
        return found
    if tables:
        raise StoreError(where, "this is a database of another program, not a khabar store", remedy)
    return None
