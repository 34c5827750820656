"""The desk: every question that a page or the API asks of a store, answered from its shelf.

Start here. Pages and API know this class and the rows of views.py, and nothing of the database.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from khabar.schema.held import Held
from khabar.schema.judgement import About, Judgement, Spot
from khabar.serve import (
    desk_article,
    desk_claims,
    desk_corrected,
    desk_documents,
    desk_events,
    desk_feed,
    desk_meaning,
    desk_people,
    desk_series,
    desk_sums,
)
from khabar.serve.meaning import meaning_of
from khabar.serve.shelving import basis_of, fill
from khabar.serve.standing import Progress, Standing
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
from khabar.serve.views_review import ReadAt
from khabar.store.opening import open_store
from khabar.store.sql import SqlStore

LIMIT = 50
ALL = Wanted()


class Desk:
    """What a store holds, as analysts ask for it.

    Ids are those of the record (k_…, v_…) and of documents. A cursor is the next of the part
    before; one that is none, or of another sorting, is an UnknownCursorError. limit is 1 to 500.
    An actor of whom the record knows nothing (an unnamed source) has the id "".
    """

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self._shelf = store.shelf()
        self._standing = Standing(store)
        self._version = ""
        self._meaning = meaning_of(self._shelf)
        self._filling = Lock()

    @classmethod
    def open(cls, where: str | Path, progress: Progress | None = None) -> Self:
        """Open a store; where its documents, recipe or judgements changed, assemble it first.

        Raises:
            StoreError: there is no store, or it cannot be opened.
        """
        desk = cls(open_store(where, create=False))
        try:
            desk.refresh(progress)
        except BaseException:
            desk.close()
            raise
        return desk

    @property
    def store(self) -> SqlStore:
        """The store itself: to read into it, and to judge."""
        return self._store

    @property
    def version(self) -> str:
        """What the answers rest on; the same as long as they are the same (for an ETag)."""
        return f"{self._version}.{self._meaning.made}" if self._meaning else self._version

    def prepared(self) -> tuple[int, int]:
        """How many articles can be searched by meaning, of how many; of none without a model."""
        return self._meaning.count() if self._meaning else (0, 0)

    def means(self) -> bool:
        """Whether articles can be searched by meaning: one is ready at least."""
        return self._meaning is not None and self._meaning.any()

    def prepare(self, progress: Progress) -> None:
        """Make the vectors that a search by meaning needs and the store does not have.

        Raises:
            KhabarError: no model is installed.
        """
        desk_meaning.installed(self._meaning).prepare(progress)

    def refresh(self, progress: Progress | None = None) -> bool:
        """Bring the shelf up to date with the store; whether anything had changed."""
        with self._filling:
            wanted = basis_of(self._shelf)
            self._version = self._shelf.look()
            if wanted == self._version:
                return False
            fill(self._standing, self._store, self._shelf, progress or _silent)
            self._version = self._shelf.look()
            return True

    def judge(self, judgement: Judgement) -> None:
        """Keep what a person judged; refresh shows what comes of it."""
        self._store.judge(judgement)

    def withdraw(self, judgement_id: str) -> bool:
        """Take a judgement back; whether there was one."""
        return self._store.withdraw(judgement_id)

    def judgements(self) -> tuple[Judgement, ...]:
        """What people judged."""
        return tuple(self._store.judgements())

    def counts(self) -> Counts:
        """What the store holds."""
        return desk_sums.counts(self._shelf)

    def timeline(self, wanted: Wanted = ALL, by: str = "month") -> tuple[Bucket, ...]:
        """Events by the period (year, month, week, day) in which they surely lie, oldest first."""
        return desk_sums.timeline(self._shelf, wanted, by)

    def ties(self, wanted: Wanted = ALL, limit: int = LIMIT) -> tuple[Tie, ...]:
        """Who deals with whom, those who do it most first."""
        return desk_sums.ties(self._shelf, wanted, limit)

    def path(self, a: str, b: str) -> tuple[Who, ...]:
        """The shortest way from one actor to another by shared events; empty if there is none."""
        return desk_sums.path(self._shelf, a, b)

    def documents(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[DocumentRow]:
        """Articles; sort: newest, oldest, events; with words best, or meaning: the nearest to them.

        Raises:
            KhabarError: meaning is asked for, and no article is ready for that.
        """
        if wanted.sort == desk_meaning.SORT and wanted.q.strip():
            return desk_meaning.documents(self._shelf, self._meaning, wanted, cursor, limit)
        return desk_documents.documents(self._shelf, wanted, cursor, limit)

    def article(self, document: str) -> Article | None:
        """An article whole, with what was understood in it."""
        return desk_article.article(self._store, self._shelf, document)

    def shared(self, a: str, b: str) -> tuple[tuple[Where, Where], ...]:
        """The stretches of words that two articles share."""
        return desk_documents.shared(self._shelf, a, b)

    def actors(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[ActorRow]:
        """Actors; sort: documents (the usual), events, statements, name; best with words."""
        return desk_people.actors(self._shelf, wanted, cursor, limit)

    def actor(self, actor: str) -> ActorRow | None:
        """One actor."""
        return desk_people.actor(self._shelf, actor)

    def tenures(self, actor: str) -> tuple[Tenure, ...]:
        """The offices that reports give an actor."""
        return desk_people.tenures(self._shelf, actor)

    def names(self, actor: str) -> tuple[str, ...]:
        """How articles write an actor, the most common first."""
        return desk_people.names(self._shelf, actor)

    def spot(self, known: str) -> Where | None:
        """Words that stand for an actor or event of the record: where a judgement can point."""
        return desk_people.spot(self._shelf, known)

    def events(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[EventRow]:
        """Events; sort: newest (the usual), oldest, reports, origins; best with words."""
        return desk_events.events(self._shelf, wanted, cursor, limit)

    def newest(self, wanted: Wanted = ALL) -> Held:
        """The newest events of a search and the articles that tell them, for a feed."""
        return desk_feed.newest(self._store, self._shelf, wanted)

    def event(self, event: str) -> EventRow | None:
        """One event."""
        return desk_events.event(self._shelf, event)

    def reports(self, event: str) -> tuple[ReportRow, ...]:
        """Every document's report of an event, the oldest first."""
        return desk_events.reports(self._shelf, event)

    def corrections(self, event: str) -> tuple[CorrectionRow, ...]:
        """What people corrected of the reports of an event, the oldest first."""
        return desk_corrected.corrections(self._store, self._shelf, event)

    def read_at(self, about: About, at: Spot) -> ReadAt | None:
        """The event or statement at some words, and what of it can be corrected."""
        return desk_corrected.read_at(self._store, about, at)

    def tolls(self, event: str) -> tuple[TollRow, ...]:
        """The numbers told of an event, by the day of their report."""
        return desk_events.tolls(self._shelf, event)

    def parts(self, event: str) -> tuple[EventRow, ...]:
        """The events that are stages of this one."""
        return desk_events.parts(self._shelf, event)

    def statements(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[StatementRow]:
        """Attributed speech; sort: newest (the usual), oldest; best with words."""
        return desk_events.statements(self._shelf, wanted, cursor, limit)

    def disputes(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[DisputeRow]:
        """What cannot both be true; sort: newest (the usual), oldest."""
        return desk_claims.disputes(self._shelf, wanted, cursor, limit)

    def expectations(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[ExpectationRow]:
        """Announcements by the day they are due; sort: newest (the usual), oldest."""
        return desk_claims.expectations(self._shelf, wanted, cursor, limit)

    def relations(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[RelationRow]:
        """Ties that last, those of most reports first."""
        return desk_people.relations(self._shelf, wanted, cursor, limit)

    def sources(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[SourceRow]:
        """Who is quoted, those quoted most first."""
        return desk_people.sources(self._shelf, wanted, cursor, limit)

    def copies(
        self, wanted: Wanted = ALL, cursor: str | None = None, limit: int = LIMIT
    ) -> Part[CopyRow]:
        """Articles of which one has the words of the other, the newest first."""
        return desk_documents.copies(self._shelf, wanted, cursor, limit)

    def series(
        self, a: str, b: str = "", by: str = "month", outlets: tuple[str, ...] = ()
    ) -> tuple[Bucket, ...]:
        """What passed between two actors, or what one took part in; see assemble/series.py.

        With outlets only their articles count, assembled anew from those alone.
        """
        ids = (a, b) if b else (a,)
        return desk_series.series(self._store, self._shelf, ids, by, outlets)

    def changes(self, limit: int = LIMIT) -> tuple[Change, ...]:
        """What changed in the record, the newest first."""
        return desk_claims.changes(self._shelf, limit)

    def places(self, wanted: Wanted = ALL, limit: int = 500) -> tuple[PlaceRow, ...]:
        """Where events were of which that is known, the places of most events first."""
        return desk_sums.places(self._shelf, wanted, limit)

    def doubtful(self, limit: int = LIMIT) -> tuple[Doubt, ...]:
        """What a person should look at first: by doubt and by effect."""
        return desk_claims.doubtful(self._shelf, limit)

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _silent(what: str, done: int, total: int) -> None:
    """Tell nobody how far it is."""
