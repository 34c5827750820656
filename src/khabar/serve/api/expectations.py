"""What was announced, and what became of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from khabar.serve.api.answers import documented, listing, part_of
from khabar.serve.api.asked import Listed
from khabar.serve.api.examples import EXPECTATION
from khabar.serve.desk import Desk
from khabar.serve.views import ExpectationRow, Part


def router(desk: Desk) -> APIRouter:
    """The routes of expectations."""
    routes = APIRouter(tags=["expectations"])

    @routes.get("/expectations", responses=documented(Part[ExpectationRow], part_of(EXPECTATION)))
    def expectations(request: Request, asked: Annotated[Listed, Query()]) -> Response:
        """Announcements by the day they are due; sort: newest, oldest."""
        return listing(request, asked, desk, desk.expectations, ExpectationRow)

    return routes
