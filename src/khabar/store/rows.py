"""Writing rows, in plain SQL that any database understands."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select

from khabar.errors import StoreError
from khabar.schema.documents import Document
from khabar.schema.record import Revision
from khabar.store.base import Aside, Kept, StoredReading
from khabar.store.codec import document_body, facts_hash, kept_body, revision_body
from khabar.store.tables import ASIDES, DOCUMENTS, READINGS, RECORDS, REVISIONS

_LEVEL = 1  # of compression: the best one costs three times as much and saves a tenth


def unpacked(packed: bytes, where: str) -> bytes:
    """The bytes that were stored compressed."""
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        remedy = "Bring back a copy, or read the articles again into a new file."
        raise StoreError(where, f"something in it is damaged ({error})", remedy) from error


def without_nul(words: str) -> str:
    """Words to look a document up by, with each NUL written out: not every database has text with
    NUL in it. What the document itself says stays as it is.
    """
    return words.replace("\0", "\\0")


def write_documents(connection: Connection, documents: Sequence[Document]) -> None:
    """Add documents; where the facts told of one have changed, it takes the place of the old."""
    wanted = {document.id: document for document in documents}
    column = DOCUMENTS.c
    rows = connection.execute(select(column.id, column.facts).where(column.id.in_(wanted))).all()
    kept = {row.id: row.facts for row in rows}
    for document in wanted.values():
        facts = facts_hash(document)
        if kept.get(document.id) == facts:
            continue
        row = document_row(document, facts)
        if document.id in kept:
            connection.execute(delete(READINGS).where(READINGS.c.document_id == document.id))
            connection.execute(DOCUMENTS.update().where(column.id == document.id).values(**row))
        else:
            connection.execute(insert(DOCUMENTS).values(**row))


def document_row(document: Document, facts: str) -> dict[str, str | bytes | None]:
    """The row of a document, in the order of the columns."""
    own = document.source.source_id
    return {
        "id": document.id,
        "path": without_nul(document.source.path),
        "source_id": None if own is None else without_nul(own),
        "facts": facts,
        "body": zlib.compress(document_body(document), _LEVEL),
    }


def write_readings(connection: Connection, readings: Sequence[StoredReading]) -> None:
    """Add readings in place of those of the same document and recipe; they end being set aside."""
    if not readings:
        return
    column = READINGS.c
    ids = [reading.document_id for reading in readings]
    for recipe in {reading.recipe for reading in readings}:
        same = column.document_id.in_(
            [reading.document_id for reading in readings if reading.recipe == recipe]
        )
        connection.execute(delete(READINGS).where(same, column.recipe == recipe))
    connection.execute(delete(ASIDES).where(ASIDES.c.document_id.in_(ids)))
    connection.execute(insert(READINGS), [reading_row(reading) for reading in readings])


def reading_row(reading: StoredReading) -> dict[str, str | bytes]:
    """The row of a reading, without its number."""
    return {
        "document_id": reading.document_id,
        "recipe": reading.recipe,
        "body": zlib.compress(reading.body, _LEVEL),
    }


def write_asides(
    connection: Connection, asides: Sequence[Aside], payloads: Mapping[str, bytes]
) -> None:
    """Put these on the list, in place of what stood there under the same key."""
    for aside in asides:
        payload = payloads.get(aside.key)
        connection.execute(delete(ASIDES).where(ASIDES.c.key == aside.key))
        connection.execute(
            insert(ASIDES).values(
                key=aside.key,
                item=aside.item,
                path=aside.path,
                reason=aside.reason,
                document_id=aside.document_id,
                payload=None if payload is None else zlib.compress(payload),
            )
        )


def write_kept(connection: Connection, kept: Kept) -> None:
    """Put this record in the place of the last."""
    connection.execute(delete(RECORDS))
    body = zlib.compress(kept_body(kept), _LEVEL)
    connection.execute(insert(RECORDS).values(id=1, basis=kept.basis, body=body))


def write_revisions(connection: Connection, changes: Sequence[Revision]) -> None:
    """Add to the log."""
    rows = [{"day": change.day, "body": revision_body(change)} for change in changes]
    if rows:
        connection.execute(insert(REVISIONS), rows)
