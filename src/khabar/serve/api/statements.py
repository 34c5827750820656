"""Who said what."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from khabar.serve.api.answers import documented, listing, part_of
from khabar.serve.api.asked import Listed
from khabar.serve.api.examples import STATEMENT
from khabar.serve.desk import Desk
from khabar.serve.views import Part, StatementRow


def router(desk: Desk) -> APIRouter:
    """The routes of statements."""
    routes = APIRouter(tags=["statements"])

    @routes.get("/statements", responses=documented(Part[StatementRow], part_of(STATEMENT)))
    def statements(request: Request, asked: Annotated[Listed, Query()]) -> Response:
        """Attributed speech; sort: newest, oldest; best with words."""
        return listing(request, asked, desk, desk.statements, StatementRow)

    return routes
