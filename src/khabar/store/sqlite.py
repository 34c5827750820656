"""A store in one SQLite file."""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from khabar.errors import StoreError
from khabar.store.connections import revision_among
from khabar.store.faults import told
from khabar.store.shelf_sqlite import SqliteTongue
from khabar.store.sql import SqlStore
from khabar.store.tables import HEAD, WRITING

PATIENCE = 30.0
"""Seconds to wait for another process that is writing."""
PRAGMAS = ("PRAGMA synchronous=NORMAL", "PRAGMA foreign_keys=ON")


class SqliteStore(SqlStore):
    """A store in a file; one process writes at a time, the others wait for it."""

    def sweep(self) -> None:
        """Write the file anew without what was taken out, and empty its log of changes.

        Raises:
            StoreError: another process has the file open and looks at what stood there before.
        """
        alone = self._engine.execution_options(begin="")
        with told(self._where), alone.connect() as connection:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
            connection.exec_driver_sql("VACUUM")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        if busy:
            reason = "another process has it open, so that what was taken out may still be in it"
            raise StoreError(self._where, reason, "End that process and run this again.")

    def faults(self) -> tuple[str, ...]:
        """What SQLite itself finds wrong with the file."""
        with self._looking() as connection:
            rows = connection.scalars(text("PRAGMA integrity_check(5)")).all()
            lost = connection.execute(text("PRAGMA foreign_key_check")).all()
        broken = tuple(str(row) for row in rows if row != "ok")
        return (*broken, *(f"a row of {row[0]} belongs to no document" for row in lost[:5]))


def open_sqlite(path: Path, *, create: bool) -> SqliteStore:
    """Open the store in a file; see opening.open_store."""
    _check_place(path, create)
    with told(str(path)):
        engine = _engine(path)
        try:
            _bring_up(engine, str(path))
        except BaseException:
            engine.dispose()
            raise
    return SqliteStore(str(path), engine, SqliteTongue())


def _check_place(path: Path, create: bool) -> None:
    if path.is_dir():
        raise StoreError(str(path), "this is a folder", "Name a file with --store.")
    if not path.parent.is_dir():
        raise StoreError(str(path), "its folder does not exist", "Create it, or name another file.")
    if not create and not path.exists():
        remedy = f"Read some articles first: khabar read PATHS --store {path}"
        raise StoreError(str(path), "there is no store yet", remedy)


def _engine(path: Path) -> Engine:
    # An absolute path is a file whatever its name, even ":memory:".
    url = URL.create("sqlite", database=str(path.absolute()))
    engine = create_engine(url, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The sqlite3 module would begin transactions when it likes, and not at all before DDL.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _on_begin(connection: Connection) -> None:
    # Who means to write says so at once: two that read first and then both want to write would
    # fail instead of waiting for each other. WAL cannot be entered inside a transaction at all.
    begin = connection.get_execution_options().get("begin", "BEGIN")
    if begin:
        connection.exec_driver_sql(begin)


def _bring_up(engine: Engine, where: str) -> None:
    with engine.connect() as connection:
        revision = _revision(connection, where)
    if revision == HEAD:
        return
    if revision is None:
        _enter_wal(engine)
    with engine.execution_options(begin=WRITING).begin() as connection:
        # Another process may have been quicker.
        revision = _revision(connection, where)
        if revision != HEAD:
            # alembic loads as slowly as all the rest together, and hardly any opening needs it.
            from khabar.store.migrating import migrate

            migrate(connection, revision, where)


def _enter_wal(engine: Engine) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with engine.execution_options(begin="").connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            return
        except OperationalError as error:
            # SQLite does not wait for a lock while it changes the journal mode: wait here.
            if "locked" not in str(error.orig) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _revision(connection: Connection, where: str) -> str | None:
    tables = inspect(connection).get_table_names()
    return revision_among(connection, tables, where, "Name another file with --store.")
