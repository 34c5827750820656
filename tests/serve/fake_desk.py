# ruff: noqa: ARG002, ARG003, A002  (it answers the same whatever is asked)
"""A desk of a few made-up rows over a real store, for tests of what lies above the desk."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Self, TypeVar

from khabar.errors import KhabarError
from khabar.schema.documents import Document, Source, identity
from khabar.schema.judgement import Judgement
from khabar.schema.names import Name
from khabar.serve.api import examples
from khabar.serve.desk import LIMIT, Desk, Progress
from khabar.serve.views import (
    ActorRow,
    Article,
    Bucket,
    Change,
    CopyRow,
    CorrectionRow,
    Counts,
    DisputeRow,
    DocumentRow,
    Doubt,
    EventRow,
    ExpectationRow,
    Part,
    PlaceRow,
    RelationRow,
    ReportRow,
    SourceRow,
    StatementRow,
    Tenure,
    Tie,
    TollRow,
    Wanted,
    Where,
    Who,
)
from khabar.store.base import StoredReading
from khabar.store.opening import open_store
from khabar.store.sql import SqlStore

Row = TypeVar("Row")
TEXT = "موسكو: التقى حفتر لافروف، وقال لافروف إن اللقاء كان مفيدا."
ALL = Wanted()
EVENTS = 1_203


def document(text: str = TEXT) -> Document:
    """A document of a text."""
    raw = hashlib.sha256(text.encode()).hexdigest()
    source = Source(path="news/1.txt", raw_hash=raw)
    return Document(id=identity(text, source), text=text, source=source)


class FakeDesk(Desk):
    """Answers in a moment; notes how often it was asked and renewed."""

    def __init__(self, folder: Path) -> None:
        self._kept = open_store(folder / "news.db")
        self.document_id = document().id
        reading = StoredReading(document_id=self.document_id, recipe="old", body=b'{"actors":[]}')
        self._kept.write(documents=[document()], readings=[reading])
        self.asked = 0
        self.renewed = 0
        self.wanted = ALL
        self.title = examples.DOCUMENT.title

    @classmethod
    def open(cls, where: str | Path, progress: Progress | None = None) -> Self:
        return cls(Path(where).parent)

    @property
    def store(self) -> SqlStore:
        return self._kept

    @property
    def version(self) -> str:
        return f"v{self.renewed}"

    def refresh(self, progress: Progress | None = None) -> bool:
        if progress is not None:
            progress("assembling", 1, 2)
        self.renewed += 1
        return True

    def judge(self, judgement: Judgement) -> None:
        self._kept.judge(judgement)

    def withdraw(self, judgement_id: str) -> bool:
        return self._kept.withdraw(judgement_id)

    def judgements(self) -> tuple[Judgement, ...]:
        return tuple(self._kept.judgements())

    def _part(
        self, rows: tuple[Row, ...], wanted: Wanted, cursor: str | None, limit: int
    ) -> Part[Row]:
        self.asked += 1
        self.wanted = wanted
        if cursor is not None and not (cursor.isascii() and cursor.isdigit()):
            raise KhabarError(f"{cursor!r}: no cursor. Ask for the first part again.")
        start = int(cursor or 0)
        end = start + limit
        more = str(end) if end < len(rows) else None
        return Part(rows=rows[start:end], total=len(rows), next=more)

    def prepared(self) -> tuple[int, int]:
        return (0, 0)

    def means(self) -> bool:
        return False

    def prepare(self, progress: Progress) -> None:
        progress("meaning", 1, 1)

    def counts(self) -> Counts:
        return examples.COUNTS

    def timeline(self, wanted: Wanted = ALL, by: str = "month") -> tuple[Bucket, ...]:
        return (examples.BUCKET, replace(examples.BUCKET, counts={"material_conflict": 1}))

    def ties(self, wanted: Wanted = ALL, limit: int = LIMIT) -> tuple[Tie, ...]:
        return (examples.TIE,)

    def path(self, a: str, b: str) -> tuple[Who, ...]:
        return (examples.HAFTAR, examples.LAVROV)

    def _row(self) -> DocumentRow:
        return replace(examples.DOCUMENT, id=self.document_id, title=self.title)

    def documents(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[DocumentRow]:
        return self._part((self._row(),), wanted, cursor, limit)

    def article(self, id: str) -> Article | None:
        if id != self.document_id:
            return None
        return Article(
            row=self._row(), text=TEXT, url=None, basis=None, recipe="old", marks=(), notes=()
        )

    def shared(self, a: str, b: str) -> tuple[tuple[Where, Where], ...]:
        return ((examples.REPORT.at, examples.REPORT.at),)

    def actors(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[ActorRow]:
        return self._part((examples.ACTOR,), wanted, cursor, limit)

    def actor(self, id: str) -> ActorRow | None:
        return examples.ACTOR if id == examples.ACTOR.id else None

    def tenures(self, id: str) -> tuple[Tenure, ...]:
        return (examples.TENURE,)

    def names(self, id: str) -> tuple[str, ...]:
        return ("حفتر",)

    def spot(self, id: str) -> Where | None:
        return examples.REPORT.at

    def events(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[EventRow]:
        rows = tuple(replace(examples.EVENT, id=f"v_{n:04}") for n in range(EVENTS))
        return self._part(rows, wanted, cursor, limit)

    def event(self, id: str) -> EventRow | None:
        return examples.EVENT if id == examples.EVENT.id else None

    def reports(self, event: str) -> tuple[ReportRow, ...]:
        return (examples.REPORT,)

    def tolls(self, event: str) -> tuple[TollRow, ...]:
        return (examples.TOLL,)

    def corrections(self, event: str) -> tuple[CorrectionRow, ...]:
        return (examples.CORRECTION,)

    def parts(self, event: str) -> tuple[EventRow, ...]:
        return (examples.EVENT,)

    def statements(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[StatementRow]:
        return self._part((examples.STATEMENT,), wanted, cursor, limit)

    def disputes(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[DisputeRow]:
        return self._part((examples.DISPUTE,), wanted, cursor, limit)

    def expectations(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[ExpectationRow]:
        return self._part((examples.EXPECTATION,), wanted, cursor, limit)

    def relations(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[RelationRow]:
        return self._part((examples.RELATION,), wanted, cursor, limit)

    def sources(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[SourceRow]:
        nameless = replace(examples.SOURCE, who=None, name=Name(ar="مصدر"), anonymous=True)
        return self._part((examples.SOURCE, nameless), wanted, cursor, limit)

    def copies(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[CopyRow]:
        return self._part((examples.COPY,), wanted, cursor, limit)

    def series(
        self, a: str, b: str = "", by: str = "month", outlets: tuple[str, ...] = ()
    ) -> tuple[Bucket, ...]:
        return (replace(examples.BUCKET, origins=len(outlets)),)

    def changes(self, limit: int = LIMIT) -> tuple[Change, ...]:
        return (examples.CHANGE,)

    def places(self, wanted: Wanted = ALL, limit: int = 500) -> tuple[PlaceRow, ...]:
        return (examples.PLACE,)

    def doubtful(self, limit: int = LIMIT) -> tuple[Doubt, ...]:
        return (examples.DOUBT,)

    def close(self) -> None:
        self._kept.close()
