"""Vectors of articles: made once a model, and kept whatever becomes of the shelf.

A vector belongs to a document and to what was known of it; where that changes it counts as missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from khabar.store.faults import told
from khabar.store.rows import unpacked
from khabar.store.tables import DOCUMENTS

WRITING = "BEGIN IMMEDIATE"
_TABLE = """
CREATE TABLE IF NOT EXISTS meanings (
    document_id TEXT, model TEXT, facts TEXT, body BLOB, PRIMARY KEY (document_id, model)
) WITHOUT ROWID"""
_MADE = "SELECT 1 FROM sqlite_master WHERE name = 'meanings'"
_HELD = (
    f"FROM meanings m JOIN {DOCUMENTS.name} d ON d.id = m.document_id AND d.facts = m.facts "
    "WHERE m.model = ?"
)
_MISSING = f"""
SELECT d.id, d.facts, d.body FROM {DOCUMENTS.name} d
LEFT JOIN meanings m ON m.document_id = d.id AND m.model = ? AND m.facts = d.facts
WHERE m.document_id IS NULL ORDER BY d.id LIMIT ?"""

_ANY = "SELECT 1 FROM meanings WHERE model = ? LIMIT 1"
_PUT = "INSERT OR REPLACE INTO meanings (document_id, facts, body, model) VALUES (?, ?, ?, ?)"


class Vectors:
    """The vectors of one model."""

    def __init__(self, where: str, engine: Engine, model: str, tongue: Tongue) -> None:
        self._where, self._engine, self._model, self._tongue = where, engine, model, tongue

    def count(self) -> tuple[int, int]:
        """How many documents have a vector, and how many documents there are."""
        with self._looking() as connection:
            documents = connection.exec_driver_sql(f"SELECT count(*) FROM {DOCUMENTS.name}")
            every = int(documents.scalar_one())
            if connection.exec_driver_sql(_MADE).first() is None:
                return 0, every
            held = connection.exec_driver_sql(f"SELECT count(*) {_HELD}", (self._model,))
            return int(held.scalar_one()), every

    def any(self) -> bool:
        """Whether a document has one: quickly, for every page that offers what they are for."""
        with self._looking() as connection:
            if connection.exec_driver_sql(_MADE).first() is None:
                return False
            return connection.exec_driver_sql(_ANY, (self._model,)).first() is not None

    def missing(self, most: int) -> list[tuple[str, str, bytes]]:
        """Documents that have none: id, what identifies what is known of it, and its JSON."""
        with self._writing() as connection:
            connection.exec_driver_sql(_TABLE)
            rows = connection.exec_driver_sql(_MISSING, (self._model, most)).all()
        return [(id_, facts, unpacked(body, self._where)) for id_, facts, body in rows]

    def put(self, rows: Sequence[tuple[str, str, bytes]]) -> None:
        """Keep vectors: id and facts of the document, and the vector's bytes."""
        with self._writing() as connection:
            connection.exec_driver_sql(_TABLE)
            connection.exec_driver_sql(_PUT, [(*row, self._model) for row in rows])

    def all(self) -> list[tuple[str, bytes]]:
        """Every document that has a vector, with its bytes."""
        with self._looking() as connection:
            if connection.exec_driver_sql(_MADE).first() is None:
                return []
            sql = f"SELECT m.document_id, m.body {_HELD} ORDER BY m.document_id"
            return [(id_, body) for id_, body in connection.exec_driver_sql(sql, (self._model,))]

    @contextmanager
    def _looking(self) -> Iterator[Connection]:
        with told(self._where), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        writing = self._engine.execution_options(begin=WRITING)
        with told(self._where), writing.begin() as connection:
            yield connection
