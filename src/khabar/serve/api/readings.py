"""What was read in each article, in the public format of a reading."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request, Response

from khabar.pipeline.kit import recipe
from khabar.serve.api.answers import Answering, documented, failing, listing, missing
from khabar.serve.api.asked import Form, Listed, RowId
from khabar.serve.desk import Desk
from khabar.serve.views import Part, Wanted

_EXAMPLE = {"format": "khabar.reading/1", "document": {"id": "4f2a9c1e7b"}, "actors": []}


def router(desk: Desk) -> APIRouter:
    """The routes of readings."""
    routes = APIRouter(tags=["readings"])

    def readings_of(wanted: Wanted, cursor: str | None, limit: int) -> Part[msgspec.Raw]:
        part = desk.documents(wanted, cursor, limit)
        bodies = (_body(desk, row.id) for row in part.rows)
        rows = tuple(msgspec.Raw(body) for body in bodies if body is not None)
        return Part(rows=rows, total=part.total, next=part.next)

    @routes.get(
        "/readings",
        responses=documented(Part[dict[str, Any]], {"rows": [_EXAMPLE], "total": 1, "next": None}),
    )
    def readings(request: Request, asked: Annotated[Listed, Query()]) -> Response:
        """The readings of the articles that /documents lists; as JSON or JSON Lines."""
        if Answering(request, asked, desk.version).form is Form.CSV:
            raise HTTPException(406, "A reading has no rows. Ask for json or jsonl.")
        return listing(request, asked, desk, readings_of, msgspec.Raw)

    @routes.get("/documents/{document_id}/reading", include_in_schema=False)
    @routes.get(
        "/readings/{document_id}",
        responses=documented(dict[str, Any], _EXAMPLE, bulk=False) | failing(404),
    )
    def reading(request: Request, document_id: RowId) -> Response:
        """What was read in one article."""
        answering = Answering(request, None, desk.version)
        body = _body(desk, document_id)
        if body is None:
            raise missing(request)
        return answering.known or answering.body(body)

    return routes


def _body(desk: Desk, document_id: str) -> bytes | None:
    stored = desk.store.reading(document_id, recipe())
    return None if stored is None else stored.body
