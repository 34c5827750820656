"""khabar as a library: read one text, or open what was read of many."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, overload

from khabar.acquire.article import checked
from khabar.acquire.dates import published_of
from khabar.assemble.judged_items import as_judged
from khabar.errors import KhabarError
from khabar.export.dossier.parts import Both
from khabar.export.told.csv_cells import Table
from khabar.export.told.csv_events import event_tables
from khabar.export.told.csv_record import record_tables
from khabar.export.told.events import Told, told_events
from khabar.pipeline import run
from khabar.pipeline.document import read_document
from khabar.pipeline.frames import Frames, in_pandas, in_polars
from khabar.pipeline.kit import load_kit, recipe
from khabar.pipeline.notebook import (
    event_html,
    events_html,
    reading_html,
    record_html,
    sentences_of,
)
from khabar.pipeline.revised import revised
from khabar.pipeline.together import record_of
from khabar.schema.documents import Document, Source, identity
from khabar.schema.held import Held
from khabar.schema.judgement import Judgement
from khabar.schema.moments import Published
from khabar.schema.reading import Reading
from khabar.schema.record import Record
from khabar.store.base import Aside, Store
from khabar.store.codec import reading_of
from khabar.store.opening import open_store

if TYPE_CHECKING:
    import pandas
    import polars

_kit = cache(load_kit)


class ShownReading(Reading):
    """A reading that a notebook shows as the article with its marks."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Whether it says the same, shown or not."""
        names = [f.name for f in fields(Reading)]
        same = (getattr(self, n) == getattr(other, n) for n in names)
        return all(same) if isinstance(other, Reading) else NotImplemented

    __hash__ = Reading.__hash__

    def __repr__(self) -> str:
        """What it is of and how much it says: all of it would fill pages."""
        name = self.document.title or self.document.path
        return f"<reading of {name!r}: {len(self.actors)} actors, {len(self.events)} events>"

    def _repr_html_(self) -> str:
        return reading_html(self)


class ShownRecord(Record):
    """A record that a notebook shows in figures."""

    __slots__ = ()

    def __repr__(self) -> str:
        """How much it holds."""
        return f"<record of {len(self.actors)} actors, {len(self.events)} events>"

    def _repr_html_(self) -> str:
        return record_html(self)


class CorpusEvent(Told):
    """An event of a corpus with its tellings; a notebook shows each with its chain."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """Its id in the record."""
        return self.event.id

    @property
    def sentence(self) -> Both:
        """What it is, in a sentence of each language."""
        return sentences_of(self)

    def __repr__(self) -> str:
        """What it is, in English."""
        return f"<event {self.id}: {self.sentence.en}>"

    def _repr_html_(self) -> str:
        return event_html(self)


class Events(Sequence[CorpusEvent]):
    """Events of a corpus, in the order of the record."""

    def __init__(self, events: Sequence[CorpusEvent]) -> None:
        self._events = tuple(events)

    @overload
    def __getitem__(self, at: int) -> CorpusEvent: ...
    @overload
    def __getitem__(self, at: slice) -> Events: ...
    def __getitem__(self, at: int | slice) -> CorpusEvent | Events:
        """One of them, or some."""
        return Events(self._events[at]) if isinstance(at, slice) else self._events[at]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._events)

    def __repr__(self) -> str:
        """How many, in words."""
        return f"<{len(self)} events>"

    def _repr_html_(self) -> str:
        return events_html(self._events[:50], len(self))


def read(article: str | Document, *, published: str | Published | None = None) -> ShownReading:
    """Read one article, given as its text or as a document.

    Args:
        article: the text of the article, or a document that was acquired.
        published: the day it was published, if known, as "2021-11-10"; of a text only.

    Raises:
        UnreadableInputError: the text is no Arabic article.
        KhabarError: the date is none.
    """
    return _shown(read_document(_document(article, published), _kit()))


def _shown(reading: Reading) -> ShownReading:
    return ShownReading(**{f.name: getattr(reading, f.name) for f in fields(Reading)})


def _shown_record(record: Record) -> ShownRecord:
    return ShownRecord(**{f.name: getattr(record, f.name) for f in fields(Record)})


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


def open(path: str | Path, *, create: bool = False) -> Corpus:  # noqa: A001
    """Open the store in a file, to look at what was read into it; create makes a new one.

    Raises:
        StoreError: there is no store, or it cannot be opened.
    """
    return Corpus(open_store(path, create=create))


class Corpus:
    """Documents, readings and what was set aside, as a store holds them.

    events, pandas and polars rest on the record as it was when first asked for; reading more or
    judging through this object renews it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._told: tuple[CorpusEvent, ...] | None = None
        self._together: ShownRecord | None = None

    @property
    def documents(self) -> Iterator[Document]:
        """The documents, by id."""
        return self._store.documents()

    @property
    def readings(self) -> Iterator[Reading]:
        """One reading a document, by document id: under the present recipe, or else the newest."""
        where = self._store.where
        return (reading_of(each.body, where) for each in self._store.readings(recipe()))

    def reading(self, document: str) -> ShownReading:
        """The reading of the one document whose id, own id or path begins so.

        Raises:
            KhabarError: there is none, or more than one.
        """
        found = self._store.matching(document)
        if len(found) != 1:
            many = f"{len(found)} documents are called so" if found else "there is no such document"
            raise KhabarError(f"{document}: {many}. Give more of its id; documents lists them.")
        kept = self._store.reading(found[0], recipe())
        if kept is None:
            raise KhabarError(f"{document}: was never read. Read it again with read.")
        return _shown(reading_of(kept.body, self._store.where))

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """What people judged."""
        return tuple(self._store.judgements())

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement; it outlives every new reading."""
        self._store.judge(judgement)
        self._forget()

    def revised(self, day: str) -> Record:
        """What all documents say together, with the log of what changed in it, this day noted."""
        return revised(self._store, recipe(), day, lambda r, j: record_of(r, judged=j))

    def record(self, as_of: str | None = None) -> ShownRecord:
        """What all documents say together, whole or as known by a day ("2018-04-20")."""
        return _shown_record(record_of(self.readings, as_of, self.judgements))

    @property
    def events(self) -> Events:
        """Events over all documents, each with its tellings and their chains."""
        if self._told is None:
            told = told_events(self._held())
            self._told = tuple(CorpusEvent(event=t.event, tellings=t.tellings) for t in told)
        return Events(self._told)

    @property
    def pandas(self) -> Frames[pandas.DataFrame]:
        """The tables of the corpus as frames of pandas; needs khabar[frames]."""
        return Frames(self._tables, in_pandas)

    @property
    def polars(self) -> Frames[polars.DataFrame]:
        """The tables of the corpus as frames of Polars; needs khabar[frames]."""
        return Frames(self._tables, in_polars)

    def _tables(self) -> Mapping[str, Table]:
        documents = [reading.document for reading in self.readings]
        own = (*event_tables(tuple(self.events)), *record_tables(self._whole(), documents))
        return {table.name: table for table in own}

    def _whole(self) -> ShownRecord:
        if self._together is None:
            self._together = self.record()
        return self._together

    def _held(self) -> Held:
        return Held(
            record=self._whole,
            readings=lambda: as_judged(self.readings, self.judgements),
            bodies=lambda: (each.body for each in self._store.readings(recipe())),
            documents=self._store.documents,
            judgements=self._store.judgements,
            recipe=recipe(),
            day=date.min.isoformat(),
        )

    def _forget(self) -> None:
        self._told = self._together = None

    def __repr__(self) -> str:
        """Where it rests."""
        return f"<corpus in {self._store.where}>"

    def _repr_html_(self) -> str:
        return record_html(self._whole())

    @property
    def aside(self) -> tuple[Aside, ...]:
        """What could not be read, and why."""
        return tuple(self._store.asides())

    def read(self, paths: Sequence[str], *, workers: int = 1) -> run.Summary:
        """Read more files, folders or patterns into the store."""
        self._forget()
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
