"""One question to articles, actors, events and statements at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from khabar.serve.api.answers import Answering, documented, part_of
from khabar.serve.api.asked import Filtered
from khabar.serve.api.examples import ACTOR, COUNTS, DOCUMENT, EVENT, STATEMENT
from khabar.serve.desk import Desk
from khabar.serve.views import ActorRow, Counts, DocumentRow, EventRow, Part, StatementRow, Wanted

_EACH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The first of each kind; `next` of a part leads on at the list of its own."""

    documents: Part[DocumentRow]
    actors: Part[ActorRow]
    events: Part[EventRow]
    statements: Part[StatementRow]


_EXAMPLE = Found(
    documents=part_of(DOCUMENT),
    actors=part_of(ACTOR),
    events=part_of(EVENT),
    statements=part_of(STATEMENT),
)


def router(desk: Desk) -> APIRouter:
    """The routes of search, and of how much there is to be found."""
    routes = APIRouter(tags=["search"])

    @routes.get("/search", responses=documented(Found, _EXAMPLE, bulk=False))
    def search(request: Request, asked: Annotated[Filtered, Query()]) -> Response:
        """The first articles, actors, events and statements; as JSON only."""
        answering = Answering(request, None, desk.version)
        return answering.known or answering.one(_found(desk, asked.wanted()))

    @routes.get("/counts", responses=documented(Counts, COUNTS, bulk=False))
    def counts(request: Request) -> Response:
        """What the store holds."""
        answering = Answering(request, None, desk.version)
        return answering.known or answering.one(desk.counts())

    return routes


def _found(desk: Desk, wanted: Wanted) -> Found:
    return Found(
        documents=desk.documents(wanted, None, _EACH),
        actors=desk.actors(wanted, None, _EACH),
        events=desk.events(wanted, None, _EACH),
        statements=desk.statements(wanted, None, _EACH),
    )
