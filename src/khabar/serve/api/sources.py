"""Who is quoted."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from khabar.serve.api.answers import documented, listing, part_of
from khabar.serve.api.asked import Listed
from khabar.serve.api.examples import SOURCE
from khabar.serve.desk import Desk
from khabar.serve.views import Part, SourceRow


def router(desk: Desk) -> APIRouter:
    """The routes of sources."""
    routes = APIRouter(tags=["sources"])

    @routes.get("/sources", responses=documented(Part[SourceRow], part_of(SOURCE)))
    def sources(request: Request, asked: Annotated[Listed, Query()]) -> Response:
        """Who is quoted, those quoted most first."""
        return listing(request, asked, desk, desk.sources, SourceRow)

    return routes
