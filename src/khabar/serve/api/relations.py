"""Ties that last."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from khabar.serve.api.answers import documented, listing, part_of
from khabar.serve.api.asked import Listed
from khabar.serve.api.examples import RELATION
from khabar.serve.desk import Desk
from khabar.serve.views import Part, RelationRow


def router(desk: Desk) -> APIRouter:
    """The routes of relations."""
    routes = APIRouter(tags=["relations"])

    @routes.get("/relations", responses=documented(Part[RelationRow], part_of(RELATION)))
    def relations(request: Request, asked: Annotated[Listed, Query()]) -> Response:
        """Ties between two actors, those of most reports first."""
        return listing(request, asked, desk, desk.relations, RelationRow)

    return routes
