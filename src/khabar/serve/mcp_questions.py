"""What an assistant may ask of a desk."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal, ParamSpec, TypeVar

from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from pydantic import Field

from khabar.errors import KhabarError
from khabar.schema.spans import Span
from khabar.serve import mcp_answers as answers
from khabar.serve import mcp_told as told
from khabar.serve.desk import Desk
from khabar.serve.mcp_lists import Lists
from khabar.serve.mcp_quoted import (
    ADDRESS,
    ARTICLE,
    NAME,
    TITLE,
    hidden,
    line,
    lines,
)
from khabar.serve.mcp_sources import Known, Sources, sentence_around
from khabar.serve.pages.chains import distinct, trees_of
from khabar.serve.pages.events import copied
from khabar.serve.views import EventRow, Wanted, Where

_MOST, _USUAL = 20, 5
_BESIDE, _LOOKED_AT = 2_000, 20_000  # characters before and after
_REPORTS, _OFFICES, _OF_OFFICE, _NAMES = 30, 20, 3, 20

Words = Annotated[str, Field(max_length=500, description="Words, Arabic or English.")]
ActorId = Annotated[str, Field(max_length=300, description="The id of an actor, from search.")]
EventId = Annotated[str, Field(max_length=300, description="The id of an event, from search.")]
DocumentId = Annotated[str, Field(max_length=300, description="The id of a document.")]
Since = Annotated[date | None, Field(description="The first day, as 2018-04-20.")]
Until = Annotated[date | None, Field(description="The last day, as 2018-04-20.")]
Limit = Annotated[int, Field(ge=1, le=_MOST, description="How many rows, of each kind.")]
Cursor = Annotated[str, Field(max_length=2_000, description="`next` of the part before.")]
Offset = Annotated[int, Field(ge=0, le=2**31, description="In code points of the article.")]
Sentences = Annotated[int, Field(ge=0, le=3, description="How many sentences on either side.")]
Kind = Literal["all", "articles", "actors", "events", "statements"]
Verdict = Literal["", "pending", "fulfilled", "late", "contradicted", "unknown"]

P = ParamSpec("P")
R = TypeVar("R")


def mendable(ask: Callable[P, R]) -> Callable[P, R]:
    """What the asker can mend reaches him as a sentence; the rest stays in the log."""

    @functools.wraps(ask)
    def asked(*args: P.args, **named: P.kwargs) -> R:
        try:
            return ask(*args, **named)
        except KhabarError as error:
            raise ToolError(str(error)) from error

    return asked


class NoSuchThingError(KhabarError):
    """An id that is none of the store."""

    def __init__(self, what: str, id_: str) -> None:
        super().__init__(f"{what}: {id_[:80]!r} is none of this store. Take one from search.")


class Questions:
    """What may be asked; each method but the last is a tool, its docstring what that tells."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @mendable
    def search(  # noqa: PLR0913  (as the protocol has it)
        self, words: Words, kind: Kind = "all", since: Since = None, until: Until = None,
        limit: Limit = _USUAL, cursor: Cursor = "",
    ) -> answers.Found:  # fmt: skip
        """Find articles, actors, events and statements by words in Arabic or English."""
        if cursor and kind == "all":
            raise KhabarError("cursor: belongs to the list of one kind. Name it with kind.")
        wanted = Wanted(q=words, since=_day(since), until=_day(until))
        lists = Lists(self._desk, Sources(self._desk))
        every = {
            "articles": lists.articles, "actors": lists.actors, "events": lists.events,
            "statements": lists.statements,
        }  # fmt: skip
        return answers.Found.model_validate(
            {
                name: listed(wanted, cursor or None, limit)
                for name, listed in every.items()
                if kind in ("all", name)
            }
        )

    @mendable
    def event(self, event: EventId) -> answers.EventAnswer:
        """Tell one event: every report with its chain, numbers, disputes and stages."""
        row = self._event(event)
        sources = Sources(self._desk)
        reports = distinct(self._desk.reports(event))
        return answers.EventAnswer(
            event=told.event(row, self._desk.spot(event), sources),
            reports=tuple(told.report(r, sources) for r in reports[:_REPORTS]),
            reports_left_out=max(0, len(reports) - _REPORTS),
            tolls=tuple(told.toll(t, sources) for t in self._desk.tolls(event)[:_REPORTS]),
            disputes=Lists(self._desk, sources).disputes(Wanted(event=event), None, _MOST).rows,
            stages=tuple(
                told.event(part, self._desk.spot(part.id), sources)
                for part in self._desk.parts(event)[:_MOST]
            ),
        )

    @mendable
    def actor(self, actor: ActorId, limit: Limit = _USUAL) -> answers.ActorAnswer:
        """Tell one actor: names, offices, and the newest of what it did and said."""
        row = self._desk.actor(actor)
        if row is None:
            raise NoSuchThingError("actor", actor)
        sources = Sources(self._desk)
        lists = Lists(self._desk, sources)
        names = tuple(line(name, NAME) for name in self._desk.names(actor)[:_NAMES])
        return answers.ActorAnswer(
            actor=told.actor(row, self._desk.spot(actor), sources),
            quoted_from_article=answers.ActorNames(names=names),
            offices=tuple(
                told.office(held, sources, _OF_OFFICE)
                for held in self._desk.tenures(actor)[:_OFFICES]
            ),
            events=lists.events(Wanted(actor=actor), None, limit),
            statements=lists.statements(Wanted(actor=actor), None, limit),
        )

    @mendable
    def chain(self, event: EventId) -> answers.ChainAnswer:
        """Tell who has an event from whom: its origins, and the way of each report from there."""
        row = self._event(event)
        sources = Sources(self._desk)
        reports = distinct(self._desk.reports(event))
        trees = trees_of(reports, copied(self._desk, reports))[:_REPORTS]
        origins = tuple(told.origin(tree, sources, _REPORTS) for tree in trees)
        return answers.ChainAnswer(
            event=row.id,
            standing=row.standing,
            quoted_from_article=told.event_words(row),
            origins=origins,
            ways_left_out=len(reports) - sum(len(o.ways) for o in origins),
        )

    @mendable
    def disputes(  # noqa: PLR0913  (as the protocol has it)
        self, words: Words = "", actor: ActorId = "", event: EventId = "", since: Since = None,
        until: Until = None, limit: Limit = _USUAL, cursor: Cursor = "",
    ) -> answers.Disputes:  # fmt: skip
        """List what cannot both be true, each claim with who makes it; the newest first."""
        wanted = Wanted(q=words, actor=actor, event=event, since=_day(since), until=_day(until))
        return self._lists().disputes(wanted, cursor or None, limit)

    @mendable
    def announcements(  # noqa: PLR0913  (as the protocol has it)
        self, words: Words = "", actor: ActorId = "", verdict: Verdict = "", since: Since = None,
        until: Until = None, limit: Limit = _USUAL, cursor: Cursor = "",
    ) -> answers.Announcements:  # fmt: skip
        """List what was announced for some days, and what became of it; the latest due first."""
        wanted = Wanted(q=words, actor=actor, verdict=verdict, since=_day(since), until=_day(until))
        return self._lists().announcements(wanted, cursor or None, limit)

    @mendable
    def article_sentence(
        self, document: DocumentId, start: Offset, end: Offset, around: Sentences = 1
    ) -> answers.Sentence:
        """Read what stands in an article at some characters, with the sentences around it."""
        sources = Sources(self._desk)
        known = _known(sources, document)
        if not start < end <= len(known.text):
            raise KhabarError(
                f"start, end: {start} to {end} is no stretch of this article, which has "
                f"{len(known.text)} characters. Take both from a source."
            )
        here = Span(start=start, end=end)
        around_it = _widened(known.text, here, around)
        before, after = known.text[around_it.start : start], known.text[end : around_it.end]
        place = Where(document=document, start=start, end=end, words=here.cut(known.text))
        return answers.Sentence(
            quoted_from_article=answers.Around(
                before=_end_of(before), words=line(place.words, ARTICLE), after=line(after, _BESIDE)
            ),
            sources=sources.at(place),
        )

    def document(self, document: str) -> str:
        """An article as it was published, as JSON."""
        known = Sources(self._desk).known(document)
        if known is None:
            raise ResourceNotFoundError(str(NoSuchThingError("document", document)))
        return answers.ArticleAnswer(
            document=known.row.id,
            published=known.row.published,
            characters=len(known.text),
            cut=len(known.text) > ARTICLE,
            quoted_from_article=answers.ArticleText(
                outlet=None if known.row.outlet is None else line(known.row.outlet, NAME),
                title=line(known.row.title, TITLE),
                url=None if known.url is None else line(known.url, ADDRESS),
                text=lines(known.text, ARTICLE),
                hidden_characters=hidden(known.text),
            ),
        ).model_dump_json()

    def _lists(self) -> Lists:
        return Lists(self._desk, Sources(self._desk))

    def _event(self, event: str) -> EventRow:
        row = self._desk.event(event)
        if row is None:
            raise NoSuchThingError("event", event)
        return row


def _known(sources: Sources, document: str) -> Known:
    known = sources.known(document)
    if known is None:
        raise NoSuchThingError("document", document)
    return known


def _widened(text: str, span: Span, around: int) -> Span:
    """The sentences of a span, and so many more on either side."""
    found = sentence_around(text, span)
    start, end = found.start, found.end
    for _ in range(around):
        before = len(text[:start].rstrip())
        if before:
            start = sentence_around(text, Span(start=before - 1, end=before)).start
        behind = end + len(text[end:]) - len(text[end:].lstrip())
        if behind < len(text):
            end = sentence_around(text, Span(start=behind, end=behind + 1)).end
    return Span(start=start, end=end)


def _end_of(text: str) -> str:
    """What stands before, on one line; where it is long, its end."""
    told = line(text[-_LOOKED_AT:], _LOOKED_AT)
    return told if len(told) <= _BESIDE else f"…{told[1 - _BESIDE :]}"


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
