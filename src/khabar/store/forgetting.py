"""Taking a document out of the tables of a store, with all that rests on it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, or_

from khabar.schema.record import Revision
from khabar.store.rows import write_revisions
from khabar.store.shelf_tongue import Tongue
from khabar.store.shelf_vectors import forget_vectors
from khabar.store.tables import ASIDES, DOCUMENTS, JUDGEMENTS, READINGS, RECORDS, SHELF


def forget_rows(
    connection: Connection, tongue: Tongue, document_id: str, judged: Sequence[str], said: Revision
) -> None:
    """Delete every row that the document or its words went into, and note that in the log.

    What the store derives from all documents (the last record, the shelf) goes whole: it is made
    anew without this one.
    """
    aside = ASIDES.c
    connection.execute(
        delete(ASIDES).where(or_(aside.document_id == document_id, aside.key == document_id))
    )
    connection.execute(delete(JUDGEMENTS).where(JUDGEMENTS.c.id.in_(judged)))
    connection.execute(delete(READINGS).where(READINGS.c.document_id == document_id))
    forget_vectors(connection, document_id)
    connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.id == document_id))
    connection.execute(delete(RECORDS))
    connection.execute(delete(SHELF))
    for side in "ab":
        for name in tongue.made(connection, side):
            connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}"')
    write_revisions(connection, [said])
