"""What a store is: documents, what was read from them, and what had to be set aside.

Any store passes the tests in tests/contract. Nothing in it depends on the clock or on the order
in which things came: a run that was killed and run again leaves the same content as one that was
not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from khabar.schema.documents import Document
from khabar.schema.judgement import Judgement
from khabar.schema.record import Record, Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReading:
    """A reading as it rests in a store: the bytes of its JSON, under (document, recipe)."""

    document_id: str
    recipe: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Something that could not be read, and why; its raw bytes lie in the store under key.

    document_id is known where the text was acquired and only the reading of it failed.
    """

    key: str
    item: str
    path: str
    reason: str
    document_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The record as it was assembled last, and of what.

    readings gives by document a digest of the reading that went into it, judged what people had
    judged by then.
    """

    readings: dict[str, str]
    judged: tuple[Judgement, ...]
    record: Record

    @property
    def basis(self) -> str:
        """A digest of all that it was assembled of."""
        digest = hashlib.sha256()
        for document, reading in sorted(self.readings.items()):
            digest.update(f"{document}\0{reading}\n".encode())
        for judgement in sorted(self.judged, key=lambda j: j.id):
            digest.update(repr(judgement).encode())
        return digest.hexdigest()


class Claims(Protocol):
    """The documents that one run has taken to read, so that no other reads them meanwhile."""

    def take(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of these that nobody else is reading: from now on they are this run's."""

    def drop(self, ids: Iterable[str]) -> None:
        """Let go of these: they are read, or will not be."""

    def wait(self, id_: str) -> None:
        """Wait until nobody else is reading this.

        Whoever holds claims meanwhile may wait for one who waits for him.
        """


class Unclaimed:
    """Claims where readers cannot see each other: all is free."""

    def take(self, ids: Sequence[str]) -> frozenset[str]:
        """All of them."""
        return frozenset(ids)

    def drop(self, ids: Iterable[str]) -> None:
        """Nothing is held."""

    def wait(self, id_: str) -> None:
        """There is nobody to wait for."""


class Store(Protocol):
    """Keeps documents, readings and what was set aside.

    Raises:
        StoreError: from any method, where the store cannot be read or written.
    """

    @property
    def where(self) -> str:
        """The file or address, for messages."""

    def write(
        self,
        *,
        documents: Sequence[Document] = (),
        readings: Sequence[StoredReading] = (),
        asides: Sequence[Aside] = (),
        payloads: Mapping[str, bytes] | None = None,
    ) -> None:
        """Keep all of this, or nothing.

        A document of which other facts are told now (title, outlet, address, publication) replaces
        the one kept and takes its readings away; the same facts from another path change nothing.
        A reading of a document ends its being set aside. payloads holds raw bytes by aside key.
        """

    def unread(self, ids: Sequence[str], recipe: str) -> frozenset[str]:
        """Which of these documents have no reading under the recipe."""

    def claims(self, recipe: str) -> AbstractContextManager[Claims]:
        """What a run takes to read under the recipe; all is let go at the end, however it comes."""

    def document(self, document_id: str) -> Document | None:
        """The document of this id."""

    def documents(self) -> Iterator[Document]:
        """All documents, by id."""

    def first_document(self) -> Document | None:
        """The first of them by id; None where there is none."""

    def matching(self, wanted: str) -> tuple[str, ...]:
        """Ids of the documents that this names: by the start of the id, source id or path."""

    def reading(self, document_id: str, recipe: str) -> StoredReading | None:
        """The document's reading under the recipe, or else the newest."""

    def readings(self, recipe: str) -> Iterator[StoredReading]:
        """One reading a document, by document id: under the recipe, or else the newest.

        The readings of a second reader ("llm-...") stand in only where there is no other.
        """

    def all_readings(self) -> Iterator[StoredReading]:
        """Every reading of every recipe, by document id and recipe."""

    def judge(self, judgement: Judgement) -> None:
        """Keep what a person judged; a new judgement on the same pair replaces the old."""

    def judgements(self) -> Iterator[Judgement]:
        """What people judged, by id."""

    def withdraw(self, judgement_id: str) -> bool:
        """Take back what a person judged; whether there was such a judgement."""

    def kept(self) -> Kept | None:
        """The record as it was assembled last; None where none was, or by an older khabar."""

    def kept_basis(self) -> str | None:
        """The basis of the record that was assembled last."""

    def keep(self, kept: Kept, changes: Sequence[Revision], *, after: str | None) -> bool:
        """Keep a record with what changed in it since the one of the basis after.

        False where another process has kept one since: its changes would be told twice.
        """

    def revisions(self, since: str = "") -> Iterator[Revision]:
        """What changed from record to record from a day on, the oldest first."""

    def asides(self) -> Iterator[Aside]:
        """What was set aside, by item."""

    def payload(self, key: str) -> bytes | None:
        """The raw bytes of something set aside; None where they were too many to keep."""

    def forget_asides(self, keys: Sequence[str]) -> None:
        """Take these off the list: they were read, or nobody wants them."""

    def forget(self, document_id: str, said: Revision) -> None:
        """Take out a document with its readings, its asides, its vectors and the judgements that
        name it; the last record and the shelf go with it, and the log says what is said of it.
        """

    def sweep(self) -> None:
        """Overwrite on disk what was taken out: nothing else of the store changes."""

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the storage itself; empty where it is sound."""

    def close(self) -> None:
        """Let go of files and connections."""

    def __enter__(self) -> Self:
        """The store itself, closed at the end."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
