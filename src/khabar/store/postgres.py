"""A store in PostgreSQL: several readers may fill it at once, from several machines."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from khabar.errors import StoreError
from khabar.schema.documents import Document
from khabar.store.base import StoredReading
from khabar.store.faults import told
from khabar.store.postgres_address import Address, address_of
from khabar.store.postgres_claims import Claims
from khabar.store.postgres_copying import copy_documents, copy_readings
from khabar.store.postgres_locks import lock_for_writing
from khabar.store.shelf_postgres import PostgresTongue
from khabar.store.shelf_tongue import WRITING
from khabar.store.sql import SqlStore
from khabar.store.tables import HEAD, REVISION_TABLE

PATIENCE = 30
"""Seconds to wait for another process that is writing, and for a connection."""
_OLDEST = 140000
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
        self._claims = Claims(where, engine)

    def claim(self, ids: Sequence[str], recipe: str, *, wait: bool = False) -> frozenset[str]:
        """Which of these this process is to read now; see Store."""
        if wait:
            self._claims.wait(ids[0], recipe)
        mine = self._claims.take(ids, recipe)
        # Between the question and the claim another may have read some.
        unread = self.unread(sorted(mine), recipe)
        self._claims.drop(mine - unread)
        return unread

    def faults(self) -> tuple[str, ...]:
        """Rows that belong to nothing; the pages of its files PostgreSQL checks by itself."""
        with self._looking() as connection:
            lost = int(connection.scalar(_UNCHECKED) or 0)
        return (f"{lost} readings belong to no document",) if lost else ()

    def close(self) -> None:
        """Let go of the claims and the connections."""
        self._claims.close()
        super().close()

    def _put(
        self,
        connection: Connection,
        documents: Sequence[Document],
        readings: Sequence[StoredReading],
    ) -> None:
        copy_documents(connection, documents)
        copy_readings(connection, readings)
