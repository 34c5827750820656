"""Many rows at once: COPY into a temporary table, then one statement that puts them in place.

The rows land beside the tables first, because COPY knows nothing of what stands there already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from khabar.schema.documents import Document
from khabar.store.base import StoredReading
from khabar.store.codec import facts_hash
from khabar.store.rows import document_row, reading_row

_DOCUMENTS = ("id text", "path text", "source_id text", "facts text", "body bytea")
_READINGS = ("document_id text", "recipe text", "body bytea")
_LANDING = "CREATE TEMPORARY TABLE IF NOT EXISTS {} ({}) ON COMMIT DELETE ROWS"
_OUTDATED = """
DELETE FROM readings r USING landing_documents l, documents d
WHERE r.document_id = l.id AND d.id = l.id AND d.facts <> l.facts"""
_PUT_DOCUMENTS = """
INSERT INTO documents AS d (id, path, source_id, facts, body)
SELECT id, path, source_id, facts, body FROM landing_documents
ON CONFLICT (id) DO UPDATE SET path = excluded.path, source_id = excluded.source_id,
    facts = excluded.facts, body = excluded.body
WHERE d.facts <> excluded.facts"""
# The place of an old reading is not kept: its number tells that there is a newer one.
_PUT_READINGS = """
INSERT INTO readings AS r (document_id, recipe, body)
SELECT document_id, recipe, body FROM landing_readings
ON CONFLICT (document_id, recipe) DO UPDATE SET body = excluded.body, serial = excluded.serial"""
_MENDED = text("DELETE FROM asides WHERE document_id = ANY(:ids)").bindparams(
    bindparam("ids", type_=ARRAY(Text))
)


def copy_documents(connection: Connection, documents: Sequence[Document]) -> None:
    """Add documents; where the facts told of one have changed, it takes the place of the old."""
    wanted = {document.id: document for document in documents}
    if not wanted:
        return
    rows = (document_row(each, facts_hash(each)).values() for each in wanted.values())
    _land(connection, "landing_documents", _DOCUMENTS, rows)
    connection.exec_driver_sql(_OUTDATED)
    connection.exec_driver_sql(_PUT_DOCUMENTS)


def copy_readings(connection: Connection, readings: Sequence[StoredReading]) -> None:
    """Add readings in place of those of the same document and recipe; they end being set aside."""
    if not readings:
        return
    # Of two in one batch the last counts.
    wanted = {(each.document_id, each.recipe): each for each in readings}
    rows = (reading_row(each).values() for each in wanted.values())
    _land(connection, "landing_readings", _READINGS, rows)
    connection.execute(_MENDED, {"ids": [each.document_id for each in readings]})
    connection.exec_driver_sql(_PUT_READINGS)


def copy_rows(connection: Connection, target: str, rows: Iterable[Iterable[Any]]) -> None:
    """Copy rows into a table and its columns, as they are."""
    command = f"COPY {target} FROM STDIN"
    with connection.connection.cursor() as cursor, cursor.copy(command) as copy:  # type: ignore[attr-defined]
        for row in rows:
            copy.write_row(tuple(row))


def _land(
    connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Iterable[Any]]
) -> None:
    connection.exec_driver_sql(_LANDING.format(table, ", ".join(columns)))
    # Binary: as text, bytes would travel as two digits each.
    command = f"COPY {table} FROM STDIN (FORMAT BINARY)"
    with connection.connection.cursor() as cursor, cursor.copy(command) as copy:  # type: ignore[attr-defined]
        copy.set_types([column.split()[1] for column in columns])
        for row in rows:
            copy.write_row(tuple(row))
