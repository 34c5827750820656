"""Opening a store: is it ours, is it of our version, may we write it."""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from khabar.errors import StoreError
from khabar.store.faults import told
from khabar.store.shelf import WRITING
from khabar.store.sqlite import SqliteStore
from khabar.store.tables import REVISION_TABLE

HEAD = "r0004"
"""The newest migration: a store that has it needs none, and alembic need not look."""
PATIENCE = 30.0
"""Seconds to wait for another process that is writing."""
PRAGMAS = ("PRAGMA synchronous=NORMAL", "PRAGMA foreign_keys=ON")


def open_store(where: str | Path, *, create: bool = True) -> SqliteStore:
    """Open the store in a file, bringing its tables up to this version.

    Raises:
        StoreError: there is none and create is false, the file is something else, a newer khabar
            wrote it, or it cannot be written.
    """
    path = Path(where)
    _check_place(path, create)
    with told(str(path)):
        engine = _engine(path)
        try:
            _bring_up(engine, str(path))
        except BaseException:
            engine.dispose()
            raise
    return SqliteStore(str(path), engine)


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
    if REVISION_TABLE in tables:
        found: str | None = connection.scalar(text(f"SELECT version_num FROM {REVISION_TABLE}"))
        return found
    if tables:
        reason = "this is a database of another program, not a khabar store"
        raise StoreError(where, reason, "Name another file with --store.")
    return None
