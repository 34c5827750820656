"""Who has the words of whom."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from khabar.serve.api.answers import documented, listing, part_of
from khabar.serve.api.asked import Listed
from khabar.serve.api.examples import COPY
from khabar.serve.desk import Desk
from khabar.serve.views import CopyRow, Part


def router(desk: Desk) -> APIRouter:
    """The routes of copies."""
    routes = APIRouter(tags=["copies"])

    @routes.get("/copies", responses=documented(Part[CopyRow], part_of(COPY)))
    def copies(request: Request, asked: Annotated[Listed, Query()]) -> Response:
        """Articles of which one has the words of the other, the newest first."""
        return listing(request, asked, desk, desk.copies, CopyRow)

    return routes
