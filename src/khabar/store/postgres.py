"""A store in PostgreSQL: several readers may fill it at once, from several machines."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, closing

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from khabar.errors import StoreError
from khabar.schema.documents import Document
from khabar.store.base import Claims, StoredReading
from khabar.store.connections import revision_among
from khabar.store.faults import told
from khabar.store.postgres_address import Address, address_of
from khabar.store.postgres_claims import PostgresClaims
from khabar.store.postgres_copying import copy_documents, copy_readings
from khabar.store.postgres_locks import hold
from khabar.store.rows import write_documents, write_readings
from khabar.store.shelf_postgres import PostgresTongue
from khabar.store.shelf_vectors import MEANINGS, NEAR
from khabar.store.sql import SqlStore
from khabar.store.tables import HEAD, METADATA, WRITING

PATIENCE = 30
"""Seconds to wait for another process that is writing, and for a connection."""
_OLDEST = 140000
_MANY = 50
_OURS = text(
    "SELECT relname FROM pg_class c WHERE relkind IN ('r', 'p') "
    "AND relnamespace = to_regnamespace(current_schema()) "
    # An extension such as PostGIS brings tables along: they make nobody another program.
    "AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"
)
_UNCHECKED = text(
    "SELECT count(*) FROM readings r LEFT JOIN documents d ON d.id = r.document_id "
    "WHERE d.id IS NULL"
)


class PostgresStore(SqlStore):
    """A store in a database; who writes has the write lock, who reads a document its claim."""

    def __init__(self, where: str, engine: Engine) -> None:
        super().__init__(where, engine, PostgresTongue())

    def claims(self, recipe: str) -> AbstractContextManager[Claims]:
        """Who reads what, told by locks that end with the run; see Store."""
        return closing(PostgresClaims(self._where, self._engine, recipe))

    def sweep(self) -> None:
        """Write the tables anew; what the server itself logged or archived is its owner's."""
        alone = self._engine.execution_options(isolation_level="AUTOCOMMIT", begin="")
        with told(self._where), alone.connect() as connection:
            ours = {*METADATA.tables, MEANINGS.name, NEAR}
            for name in ours & {*connection.scalars(_OURS)}:
                connection.exec_driver_sql(f"VACUUM FULL {name}")

    def faults(self) -> tuple[str, ...]:
        """Rows that belong to nothing; the pages of its files PostgreSQL checks by itself."""
        with self._looking() as connection:
            lost = int(connection.scalar(_UNCHECKED) or 0)
        return (f"{lost} readings belong to no document",) if lost else ()

    def _put(
        self,
        connection: Connection,
        documents: Sequence[Document],
        readings: Sequence[StoredReading],
    ) -> None:
        # A few rows are written before a COPY has begun.
        copied = copy_documents if len(documents) >= _MANY else write_documents
        copied(connection, documents)
        put = copy_readings if len(readings) >= _MANY else write_readings
        put(connection, readings)


def open_postgres(where: str, *, create: bool) -> PostgresStore:
    """Open the store in a database; see opening.open_store."""
    address = address_of(where)
    with told(address.where):
        engine = _engine(address)
        try:
            _bring_up(engine, address.where, create)
        except BaseException:
            engine.dispose()
            raise
    return PostgresStore(address.where, engine)


def holds_store(where: str) -> bool:
    """Whether there is a store in the database; see opening.is_there."""
    address = address_of(where)
    engine = _engine(address)
    try:
        with told(address.where), engine.connect() as connection:
            return _revision(connection, address.where) is not None
    finally:
        engine.dispose()


def _engine(address: Address) -> Engine:
    remedy = 'Install it with pip install "khabar[postgres]", or name a file with --store.'
    try:
        engine = create_engine(
            address.url,
            # A server that was started anew is no reason to start the desk anew.
            pool_pre_ping=True,
            pool_size=8,
            max_overflow=24,
            use_native_hstore=False,
            connect_args={"connect_timeout": PATIENCE, "application_name": "khabar"},
        )
    except ImportError as error:
        raise StoreError(
            address.where, "PostgreSQL needs psycopg, which is missing", remedy
        ) from error
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"SET client_encoding = 'UTF8'; SET lock_timeout = '{PATIENCE}s'")
    connection.commit()


def _on_begin(connection: Connection) -> None:
    if connection.get_execution_options().get("begin") == WRITING:
        hold(connection, "write")


def _bring_up(engine: Engine, where: str, create: bool) -> None:
    with engine.connect() as connection:
        revision = _revision(connection, where)
        if revision == HEAD:
            return
        if revision is None:
            _check_place(connection, where, create)
    with engine.execution_options(begin=WRITING).begin() as connection:
        # Another process may have been quicker.
        revision = _revision(connection, where)
        if revision != HEAD:
            # alembic loads as slowly as all the rest together, and hardly any opening needs it.
            from khabar.store.migrating import migrate

            migrate(connection, revision, where)


def _check_place(connection: Connection, where: str, create: bool) -> None:
    """Whether a store can be made here."""
    if not create:
        remedy = f"Read some articles first: khabar read PATHS --store {where}"
        raise StoreError(where, "there is no store yet", remedy)
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        remedy = "Create one that does: createdb --encoding UTF8 --template template0 NAME"
        raise StoreError(where, f"the database holds {encoding}, not every letter", remedy)
    version = int(connection.scalar(text("SHOW server_version_num")) or 0)
    if version < _OLDEST:
        raise StoreError(where, "the server is too old", "Take PostgreSQL 14 or later.")


def _revision(connection: Connection, where: str) -> str | None:
    tables = set(connection.scalars(_OURS))
    return revision_among(
        connection, tables, where, "Create another database, and name it with --store."
    )
