"""Actors, and how they stand to each other."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from khabar.serve.api.answers import documented, failing, listing, part_of, single, whole
from khabar.serve.api.asked import Formed, Listed, Most, RowId
from khabar.serve.api.examples import ACTOR, HAFTAR, LAVROV, TENURE, TIE
from khabar.serve.desk import Desk
from khabar.serve.views import ActorRow, Part, Tenure, Tie, Who


class Ends(Formed):
    """A question for the way between two actors."""

    a: Annotated[str, Field(min_length=1, max_length=300, examples=[HAFTAR.id])]
    b: Annotated[str, Field(min_length=1, max_length=300, examples=[LAVROV.id])]


def router(desk: Desk) -> APIRouter:
    """The routes of actors."""
    routes = APIRouter(tags=["actors"])

    @routes.get("/actors", responses=documented(Part[ActorRow], part_of(ACTOR)))
    def actors(request: Request, asked: Annotated[Listed, Query()]) -> Response:
        """Actors; sort: documents, events, statements, name; best with words."""
        return listing(request, asked, desk, desk.actors, ActorRow)

    @routes.get(
        "/actors/{actor_id}", responses=documented(ActorRow, ACTOR, bulk=False) | failing(404)
    )
    def actor(request: Request, actor_id: RowId) -> Response:
        """One actor."""
        return single(request, desk, lambda: desk.actor(actor_id))

    @routes.get(
        "/actors/{actor_id}/tenures",
        responses=documented(tuple[Tenure, ...], (TENURE,)) | failing(404),
    )
    def tenures(request: Request, actor_id: RowId, asked: Annotated[Formed, Query()]) -> Response:
        """The offices that reports give an actor, with the time and the words."""

        def found() -> tuple[Tenure, ...] | None:
            return desk.tenures(actor_id) if desk.actor(actor_id) else None

        return whole(request, asked, desk, found, Tenure)

    @routes.get(
        "/actors/{actor_id}/names",
        responses=documented(tuple[str, ...], ("حفتر",), bulk=False) | failing(404),
    )
    def names(request: Request, actor_id: RowId) -> Response:
        """How articles write an actor, the most common first."""
        return single(request, desk, lambda: desk.names(actor_id) if desk.actor(actor_id) else None)

    @routes.get("/ties", responses=documented(tuple[Tie, ...], (TIE,)))
    def ties(request: Request, asked: Annotated[Most, Query()]) -> Response:
        """Who deals with whom, those who do it most first: a network."""
        return whole(request, asked, desk, lambda: desk.ties(asked.wanted(), asked.limit), Tie)

    @routes.get("/paths", responses=documented(tuple[Who, ...], (HAFTAR, LAVROV)))
    def paths(request: Request, asked: Annotated[Ends, Query()]) -> Response:
        """The shortest way from one actor to another by shared events; empty if there is none."""
        return whole(request, asked, desk, lambda: desk.path(asked.a, asked.b), Who)

    return routes
