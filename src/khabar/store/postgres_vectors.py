"""Vectors that PostgreSQL compares itself, where it has the extension pgvector.

The bytes stay what counts. What the extension compares is made of them, beside them, whenever
somebody asks; so a store goes on where the extension comes later, or is missing on a copy. Every
vector is compared: an index would be quicker and miss some.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from khabar.store.faults import told
from khabar.store.postgres_copying import copy_rows
from khabar.store.postgres_locks import hold
from khabar.store.shelf_vectors import NEAR, Vectors

_MAY_NOT = "42501"
# halfvec came with pgvector 0.7; a byte a number loses nothing in it.
_HAS = text("SELECT to_regtype('halfvec') IS NOT NULL")
_OFFERED = text("SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'")
_TABLE = """
CREATE TABLE IF NOT EXISTS meanings_near (
    document_id TEXT COLLATE "C", model TEXT COLLATE "C", facts TEXT COLLATE "C", near halfvec,
    PRIMARY KEY (document_id, model))"""
_LATE = text("""
SELECT m.document_id, m.facts, m.body FROM meanings m JOIN documents d
    ON d.id = m.document_id AND d.facts = m.facts
LEFT JOIN meanings_near n ON n.document_id = m.document_id AND n.model = m.model
    AND n.facts = m.facts
WHERE m.model = :model AND n.document_id IS NULL ORDER BY m.document_id""")
_OLD = text("""
DELETE FROM meanings_near n WHERE n.model = :model AND NOT EXISTS (
    SELECT FROM meanings m WHERE m.document_id = n.document_id AND m.model = n.model
    AND m.facts = n.facts)""")
_NEAREST = text("""
SELECT n.document_id FROM meanings_near n JOIN documents d
    ON d.id = n.document_id AND d.facts = n.facts
WHERE n.model = :model
ORDER BY n.near::vector <=> CAST(:asked AS vector), n.document_id LIMIT :most""")
_COLUMNS = "meanings_near (document_id, model, facts, near)"


class PostgresVectors(Vectors):
    """The vectors of one model; compared by the database, or by whoever asks."""

    _refused = False

    def nearest(self, asked: Sequence[float], most: int) -> tuple[str, ...] | None:
        """The documents nearest to a vector; None where the database has no pgvector."""
        if not self.any() or not self._can():
            return None
        self._catch_up()
        values = {"model": self._model, "asked": str(list(asked)), "most": most}
        with self._looking() as connection:
            return tuple(connection.scalars(_NEAREST, values))

    def _can(self) -> bool:
        with self._looking() as connection:
            able, offered = connection.scalar(_HAS), connection.scalar(_OFFERED)
        if able or not offered or self._refused:
            return bool(able)
        self._install()
        with self._looking() as connection:
            return bool(connection.scalar(_HAS))

    def _install(self) -> None:
        """Install what the server offers, if this user may."""
        try:
            with self._engine.begin() as connection:
                connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS vector")
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) != _MAY_NOT:
                raise
            self._refused = True

    def _catch_up(self) -> None:
        """Tell the extension of the vectors that it does not have yet."""
        with told(self._where), self._engine.begin() as connection:
            hold(connection, "vectors")
            if not inspect(connection).has_table(NEAR):
                connection.exec_driver_sql(_TABLE)
            late = connection.execute(_LATE, {"model": self._model}).all()
            if late:
                connection.execute(_OLD, {"model": self._model})
                self._tell(connection, [tuple(row) for row in late])

    def _tell(self, connection: Connection, rows: Sequence[tuple[str, str, bytes]]) -> None:
        copy_rows(
            connection,
            _COLUMNS,
            (
                (id_, self._model, facts, str(array("b", body).tolist()))
                for id_, facts, body in rows
            ),
        )
