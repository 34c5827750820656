"""What passed between two actors over time."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from khabar.serve.api.answers import documented, whole
from khabar.serve.api.asked import Formed, Period
from khabar.serve.api.examples import BUCKET, HAFTAR, RUSSIA
from khabar.serve.desk import Desk
from khabar.serve.views import Bucket

_Outlet = Annotated[str, Field(max_length=300)]


class Between(Formed):
    """A question for the series of a pair, or of one actor."""

    a: Annotated[str, Field(min_length=1, max_length=300, examples=[HAFTAR.id])]
    b: Annotated[str, Field(max_length=300, examples=[RUSSIA.id])] = ""
    by: Annotated[Period, Field(description="How long a period is.")] = Period.MONTH
    outlet: Annotated[
        list[_Outlet],
        Field(max_length=200, description="Only what these published; give it once for each."),
    ] = []  # noqa: RUF012  # pydantic copies it


def router(desk: Desk) -> APIRouter:
    """The route of series."""
    routes = APIRouter(tags=["series"])

    @routes.get("/series", responses=documented(tuple[Bucket, ...], (BUCKET,)))
    def series(request: Request, asked: Annotated[Between, Query()]) -> Response:
        """Conflict and cooperation by period, for a fixed set of outlets if they are named."""
        return whole(
            request,
            asked,
            desk,
            lambda: desk.series(asked.a, asked.b, asked.by, tuple(asked.outlet)),
            Bucket,
            lambda: _name(desk, asked),
        )

    return routes


def _name(desk: Desk, asked: Between) -> str:
    """What a file of it is called: the actors and the period."""
    found = (desk.actor(known) for known in (asked.a, asked.b) if known)
    names = (row.name.en or row.name.ar for row in found if row is not None)
    return " - ".join(("series", *names, asked.by))
