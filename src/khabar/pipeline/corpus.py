"""khabar as a library: read one text, or open what was read of many."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

from khabar.acquire.article import checked
from khabar.acquire.dates import published_of
from khabar.errors import KhabarError
from khabar.pipeline import run
from khabar.pipeline.document import read_document
from khabar.pipeline.kit import load_kit, recipe
from khabar.pipeline.revised import revised
from khabar.pipeline.together import record_of
from khabar.schema.documents import Document, Source, identity
from khabar.schema.judgement import Judgement
from khabar.schema.moments import Published
from khabar.schema.reading import Reading
from khabar.schema.record import Record
from khabar.store.base import Aside, Store
from khabar.store.codec import reading_of
from khabar.store.opening import open_store

_kit = cache(load_kit)


def read(article: str | Document, *, published: str | Published | None = None) -> Reading:
    """Read one article, given as its text or as a document.

    Args:
        article: the text of the article, or a document that was acquired.
        published: the day it was published, if known, as "2021-11-10"; of a text only.

    Raises:
        UnreadableInputError: the text is no Arabic article.
        KhabarError: the date is none.
    """
    return read_document(_document(article, published), _kit())


def _document(article: str | Document, published: str | Published | None) -> Document:
    if isinstance(article, Document):
        return article
    source = Source(path="text", raw_hash=hashlib.sha256(article.encode()).hexdigest())
    return Document(
        id=identity(checked(article, "text"), source),
        text=article,
        source=source,
        published=_published(published),
    )


def _published(said: str | Published | None) -> Published:
    found = published_of(said) if isinstance(said, str) else said or Published()
    if found is None:
        raise KhabarError(f"published: {said!r} is no date. Write it as 2021-11-10.")
    return found


def open(path: str | Path) -> Corpus:  # noqa: A001
    """Open the store in a file, to look at what was read into it.

    Raises:
        StoreError: there is no store, or it cannot be opened.
    """
    return Corpus(open_store(path, create=False))


class Corpus:
    """Documents, readings and what was set aside, as a store holds them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def documents(self) -> Iterator[Document]:
        """The documents, by id."""
        return self._store.documents()

    @property
    def readings(self) -> Iterator[Reading]:
        """One reading a document, by document id: under the present recipe, or else the newest."""
        where = self._store.where
        return (reading_of(each.body, where) for each in self._store.readings(recipe()))

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """What people judged."""
        return tuple(self._store.judgements())

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement; it outlives every new reading."""
        self._store.judge(judgement)

    def revised(self, day: str) -> Record:
        """What all documents say together, with the log of what changed in it, this day noted."""
        return revised(self._store, recipe(), day, lambda r, j: record_of(r, judged=j))

    def record(self, as_of: str | None = None) -> Record:
        """What all documents say together, whole or as known by a day ("2018-04-20")."""
        return record_of(self.readings, as_of, self.judgements)

    @property
    def aside(self) -> tuple[Aside, ...]:
        """What could not be read, and why."""
        return tuple(self._store.asides())

    def read(self, paths: Sequence[str], *, workers: int = 1) -> run.Summary:
        """Read more files, folders or patterns into the store."""
        return run.read(paths, store=self._store, kit=_kit(), workers=workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._store.close()
