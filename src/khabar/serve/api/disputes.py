"""What cannot both be true."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from khabar.serve.api.answers import documented, listing, part_of
from khabar.serve.api.asked import Listed
from khabar.serve.api.examples import DISPUTE
from khabar.serve.desk import Desk
from khabar.serve.views import DisputeRow, Part


def router(desk: Desk) -> APIRouter:
    """The routes of disputes."""
    routes = APIRouter(tags=["disputes"])

    @routes.get("/disputes", responses=documented(Part[DisputeRow], part_of(DISPUTE)))
    def disputes(request: Request, asked: Annotated[Listed, Query()]) -> Response:
        """Claims that cannot both be true; sort: newest, oldest."""
        return listing(request, asked, desk, desk.disputes, DisputeRow)

    return routes
