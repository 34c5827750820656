"""What changed in the record."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from khabar.serve.api.answers import documented, whole
from khabar.serve.api.asked import Foremost
from khabar.serve.api.examples import CHANGE
from khabar.serve.desk import Desk
from khabar.serve.views import Change


def router(desk: Desk) -> APIRouter:
    """The route of revisions."""
    routes = APIRouter(tags=["revisions"])

    @routes.get("/changes", include_in_schema=False)
    @routes.get("/revisions", responses=documented(tuple[Change, ...], (CHANGE,)))
    def revisions(request: Request, asked: Annotated[Foremost, Query()]) -> Response:
        """What changed in the record and because of which articles, the newest first."""
        return whole(request, asked, desk, lambda: desk.changes(asked.limit), Change)

    return routes
