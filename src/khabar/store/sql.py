"""What a store does in any SQL database; sqlite.py and postgres.py say what each does otherwise."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Any, Self

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    delete,
    func,
    insert,
    or_,
    select,
)

from khabar.schema.documents import Document
from khabar.schema.judgement import Judgement
from khabar.schema.record import Revision
from khabar.store.base import Aside, Claims, Kept, StoredReading, Unclaimed
from khabar.store.codec import document_of, judgement_body, judgement_of, kept_of, revision_of
from khabar.store.connections import Connected
from khabar.store.faults import told
from khabar.store.forgetting import forget_rows
from khabar.store.rows import (
    unpacked,
    without_nul,
    write_asides,
    write_documents,
    write_kept,
    write_readings,
    write_revisions,
)
from khabar.store.shelf import Shelf
from khabar.store.shelf_tongue import Tongue
from khabar.store.tables import (
    ASIDES,
    DOCUMENTS,
    JUDGEMENTS,
    READINGS,
    RECORDS,
    REVISIONS,
    SECOND,
)

_PAGE = 64


class SqlStore(Connected, ABC):
    """Documents, readings and asides in tables; made by opening.open_store."""

    def __init__(self, where: str, engine: Engine, tongue: Tongue) -> None:
        self._where = where
        self._engine = engine
        self._tongue = tongue

    @property
    def where(self) -> str:
        """The file, or the address without its password."""
        return self._where

    def write(
        self,
        *,
        documents: Sequence[Document] = (),
        readings: Sequence[StoredReading] = (),
        asides: Sequence[Aside] = (),
        payloads: Mapping[str, bytes] | None = None,
    ) -> None:
        """Keep all of this in one transaction; see Store."""
        with self._writing() as connection:
            self._put(connection, documents, readings)
            write_asides(connection, asides, payloads or {})

    def claims(self, recipe: str) -> AbstractContextManager[Claims]:  # noqa: ARG002
        """Who reads what; nobody knows, if the database has no way to tell."""
        return nullcontext(Unclaimed())

    def unread(self, ids: Sequence[str], recipe: str) -> frozenset[str]:
        """Which of these have no reading under the recipe."""
        known = select(READINGS.c.document_id).where(
            READINGS.c.document_id.in_(ids), READINGS.c.recipe == recipe
        )
        with self._looking() as connection:
            return frozenset(ids) - frozenset(connection.scalars(known))

    def document(self, document_id: str) -> Document | None:
        """The document of this id."""
        wanted = select(DOCUMENTS.c.body).where(DOCUMENTS.c.id == document_id)
        with self._looking() as connection:
            body = connection.scalar(wanted)
        return None if body is None else document_of(unpacked(body, self._where), self._where)

    def documents(self) -> Iterator[Document]:
        """All documents, by id."""
        for row in self._pages(select(DOCUMENTS.c.id, DOCUMENTS.c.body), DOCUMENTS.c.id):
            yield document_of(unpacked(row.body, self._where), self._where)

    def first_document(self) -> Document | None:
        """The first by id."""
        with self._looking() as connection:
            body = connection.scalar(select(DOCUMENTS.c.body).order_by(DOCUMENTS.c.id).limit(1))
        return None if body is None else document_of(unpacked(body, self._where), self._where)

    def matching(self, wanted: str) -> tuple[str, ...]:
        """Ids that start so, or whose source id or path is this."""
        column, wanted = DOCUMENTS.c, without_nul(wanted)
        query = select(column.id).where(
            or_(
                column.id.startswith(wanted.lower(), autoescape=True),
                column.source_id == wanted,
                column.path == wanted,
            )
        )
        with self._looking() as connection:
            return tuple(connection.scalars(query.order_by(column.id)))

    def reading(self, document_id: str, recipe: str) -> StoredReading | None:
        """The reading under the recipe, or else the newest."""
        return next(self._chosen([document_id], recipe), None)

    def readings(self, recipe: str) -> Iterator[StoredReading]:
        """One reading a document, by document id."""
        ids = select(READINGS.c.document_id.label("id")).distinct()
        page: list[str] = []
        for row in self._pages(ids, READINGS.c.document_id):
            page.append(row.id)
            if len(page) == _PAGE:
                yield from self._chosen(page, recipe)
                page.clear()
        yield from self._chosen(page, recipe)

    def all_readings(self) -> Iterator[StoredReading]:
        """Every reading, by document id and recipe."""
        for row in self._pages(select(DOCUMENTS.c.id), DOCUMENTS.c.id):
            yield from self._of([row.id], READINGS.c.recipe)

    def judge(self, judgement: Judgement) -> None:
        """Keep what a person judged."""
        with self._writing() as connection:
            connection.execute(delete(JUDGEMENTS).where(JUDGEMENTS.c.id == judgement.id))
            row = {"id": judgement.id, "body": judgement_body(judgement)}
            connection.execute(insert(JUDGEMENTS).values(row))

    def judgements(self) -> Iterator[Judgement]:
        """What people judged, by id."""
        with self._looking() as connection:
            bodies = connection.scalars(select(JUDGEMENTS.c.body).order_by(JUDGEMENTS.c.id)).all()
        yield from (judgement_of(body, self._where) for body in bodies)

    def withdraw(self, judgement_id: str) -> bool:
        """Take back what a person judged."""
        with self._writing() as connection:
            gone = connection.execute(delete(JUDGEMENTS).where(JUDGEMENTS.c.id == judgement_id))
            return gone.rowcount > 0

    def kept(self) -> Kept | None:
        """The record as it was assembled last."""
        with self._looking() as connection:
            packed = connection.scalar(select(RECORDS.c.body))
        return None if packed is None else kept_of(unpacked(packed, self._where))

    def kept_basis(self) -> str | None:
        """The basis of the record that was assembled last."""
        with self._looking() as connection:
            return connection.scalar(select(RECORDS.c.basis))

    def keep(self, kept: Kept, changes: Sequence[Revision], *, after: str | None) -> bool:
        """Keep a record and what changed in it, unless another was quicker."""
        with self._writing() as connection:
            if connection.scalar(select(RECORDS.c.basis)) != after:
                return False
            write_kept(connection, kept)
            write_revisions(connection, changes)
            return True

    def revisions(self, since: str = "") -> Iterator[Revision]:
        """What changed, the oldest first."""
        wanted = select(REVISIONS.c.body).where(REVISIONS.c.day >= since)
        with self._looking() as connection:
            bodies = connection.scalars(wanted.order_by(REVISIONS.c.serial)).all()
        yield from (revision_of(body, self._where) for body in bodies)

    def asides(self) -> Iterator[Aside]:
        """What was set aside, by item."""
        columns = (column for column in ASIDES.c if column.name != "payload")
        query = select(*columns).order_by(ASIDES.c.item, ASIDES.c.key)
        with self._looking() as connection:
            rows = connection.execute(query).all()
        yield from (Aside(**row._mapping) for row in rows)

    def payload(self, key: str) -> bytes | None:
        """The raw bytes of something set aside."""
        with self._looking() as connection:
            packed = connection.scalar(select(ASIDES.c.payload).where(ASIDES.c.key == key))
        return None if packed is None else unpacked(packed, self._where)

    def forget_asides(self, keys: Sequence[str]) -> None:
        """Take these off the list."""
        with self._writing() as connection:
            for key in keys:
                connection.execute(delete(ASIDES).where(ASIDES.c.key == key))

    def forget(self, document_id: str, said: Revision) -> None:
        """Take out a document with all that rests on it; see Store."""
        judged = [
            each.id
            for each in self.judgements()
            if document_id in {spot.doc for spot in each.spots}
        ]
        with told(self._where), self._tongue.alone(self._engine), self._writing() as connection:
            forget_rows(connection, self._tongue, document_id, judged, said)

    @abstractmethod
    def sweep(self) -> None:
        """Overwrite what was taken out."""

    @abstractmethod
    def faults(self) -> tuple[str, ...]:
        """What the database itself finds wrong."""

    def shelf(self) -> Shelf:
        """The record laid out for looking things up, in the same database."""
        return Shelf(self._where, self._engine, self._tongue)

    def close(self) -> None:
        """Let go of the file or the connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _put(
        self,
        connection: Connection,
        documents: Sequence[Document],
        readings: Sequence[StoredReading],
    ) -> None:
        write_documents(connection, documents)
        write_readings(connection, readings)

    def _pages(
        self, query: Select[*tuple[Any, ...]], key: ColumnElement[str]
    ) -> Iterator[Row[Any]]:
        """The rows by key, a page at a time: no lock is held while somebody looks at one."""
        ordered = query.order_by(key).limit(_PAGE)
        last = ""
        while True:
            with self._looking() as connection:
                rows = connection.execute(ordered.where(key > last)).all()
            yield from rows
            if len(rows) < _PAGE:
                return
            last = rows[-1].id

    def _chosen(self, ids: Sequence[str], recipe: str) -> Iterator[StoredReading]:
        """Of each document one reading: under the recipe, or else the newest.

        Those of a second reader come last: a model's reading gets into the record only if asked.
        """
        column = READINGS.c
        first = func.substr(column.recipe, 1, len(SECOND)) != SECOND
        order = ((column.recipe == recipe).desc(), first.desc(), column.serial.desc())
        last = None
        for reading in self._of(ids, *order):
            if reading.document_id != last:
                yield reading
            last = reading.document_id

    def _of(self, ids: Sequence[str], *order: ColumnElement[Any]) -> Iterator[StoredReading]:
        column = READINGS.c
        query = (
            select(column.document_id, column.recipe, column.body)
            .where(column.document_id.in_(ids))
            .order_by(column.document_id, *order)
        )
        with self._looking() as connection:
            rows = connection.execute(query).all()
        for document_id, recipe, body in rows:
            yield StoredReading(
                document_id=document_id, recipe=recipe, body=unpacked(body, self._where)
            )
