"""Vectors of articles: made once a model, and kept whatever becomes of the shelf.

A vector belongs to a document and to what was known of it; where that changes it counts as missing.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, delete, func, insert, inspect, select

from khabar.store.connections import Connected
from khabar.store.rows import unpacked
from khabar.store.tables import DOCUMENTS, words

# Apart from the other tables: it is made where somebody prepares a search by meaning.
MEANINGS = sa.Table(
    "meanings",
    sa.MetaData(),
    sa.Column("document_id", words(), primary_key=True),
    sa.Column("model", words(), primary_key=True),
    sa.Column("facts", words()),
    sa.Column("body", sa.LargeBinary),
    sqlite_with_rowid=False,
)

NEAR = "meanings_near"
"""The same once more, as pgvector compares them: postgres_vectors.py."""


class Vectors(Connected):
    """The vectors of one model."""

    def __init__(self, where: str, engine: Engine, model: str) -> None:
        self._where, self._engine, self._model = where, engine, model
        column, document = MEANINGS.c, DOCUMENTS.c
        self._same = (column.document_id == document.id) & (column.facts == document.facts)
        self._ours = column.model == model

    def count(self) -> tuple[int, int]:
        """How many documents have a vector, and how many documents there are."""
        held = select(func.count()).select_from(MEANINGS.join(DOCUMENTS, self._same))
        with self._looking() as connection:
            every = connection.scalar(select(func.count()).select_from(DOCUMENTS)) or 0
            if not _made(connection):
                return 0, every
            return connection.scalar(held.where(self._ours)) or 0, every

    def any(self) -> bool:
        """Whether a document has one: quickly, for every page that offers what they are for."""
        one = select(MEANINGS.c.document_id).where(self._ours).limit(1)
        with self._looking() as connection:
            return _made(connection) and connection.execute(one).first() is not None

    def missing(self, most: int) -> list[tuple[str, str, bytes]]:
        """Documents that have none: id, what identifies what is known of it, and its JSON."""
        document = DOCUMENTS.c
        joined = DOCUMENTS.outerjoin(MEANINGS, self._same & self._ours)
        query = (
            select(document.id, document.facts, document.body)
            .select_from(joined)
            .where(MEANINGS.c.document_id.is_(None))
            .order_by(document.id)
            .limit(most)
        )
        with self._writing() as connection:
            MEANINGS.create(connection, checkfirst=True)
            rows = connection.execute(query).all()
        return [(id_, facts, unpacked(body, self._where)) for id_, facts, body in rows]

    def put(self, rows: Sequence[tuple[str, str, bytes]]) -> None:
        """Keep vectors: id and facts of the document, and the vector's bytes, one a number."""
        told_of = [
            {"document_id": id_, "facts": facts, "body": body, "model": self._model}
            for id_, facts, body in rows
        ]
        gone = MEANINGS.c.document_id.in_([id_ for id_, _, _ in rows]) & self._ours
        with self._writing() as connection:
            MEANINGS.create(connection, checkfirst=True)
            connection.execute(delete(MEANINGS).where(gone))
            connection.execute(insert(MEANINGS), told_of)

    def all(self) -> list[tuple[str, bytes]]:
        """Every document that has a vector, with its bytes."""
        query = (
            select(MEANINGS.c.document_id, MEANINGS.c.body)
            .select_from(MEANINGS.join(DOCUMENTS, self._same))
            .where(self._ours)
            .order_by(MEANINGS.c.document_id)
        )
        with self._looking() as connection:
            if not _made(connection):
                return []
            return [(id_, body) for id_, body in connection.execute(query)]

    def nearest(self, asked: Sequence[float], most: int) -> tuple[str, ...] | None:  # noqa: ARG002
        """The documents nearest to a vector; None where the database cannot compare any."""
        return None


def forget_vectors(connection: Connection, document_id: str) -> None:
    """Take out the vectors of a document, wherever they stand."""
    standing = inspect(connection).get_table_names()
    for name in {MEANINGS.name, NEAR} & {*standing}:
        connection.execute(
            sa.text(f"DELETE FROM {name} WHERE document_id = :id"), {"id": document_id}
        )


def _made(connection: Connection) -> bool:
    return inspect(connection).has_table(MEANINGS.name)
