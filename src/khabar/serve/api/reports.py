"""Who reports an event, according to whom."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from khabar.serve.api.answers import documented, failing, whole
from khabar.serve.api.asked import Formed, RowId
from khabar.serve.api.examples import EVENT, REPORT
from khabar.serve.desk import Desk
from khabar.serve.views import ReportRow


class Of(Formed):
    """A question about one event."""

    event: Annotated[str, Field(min_length=1, max_length=300, examples=[EVENT.id])]


def router(desk: Desk) -> APIRouter:
    """The route of reports."""
    routes = APIRouter(tags=["reports"])

    @routes.get(
        "/events/{event_id}/reports",
        responses=documented(tuple[ReportRow, ...], (REPORT,)) | failing(404),
    )
    def reports_of_event(
        request: Request, event_id: RowId, asked: Annotated[Formed, Query()]
    ) -> Response:
        """Every document's report of an event, the oldest first, each with its chain."""
        return whole(request, asked, desk, lambda: _reports(desk, event_id), ReportRow)

    @routes.get("/reports", responses=documented(tuple[ReportRow, ...], (REPORT,)) | failing(404))
    def reports(request: Request, asked: Annotated[Of, Query()]) -> Response:
        """The same, the event being named in the query."""
        return whole(request, asked, desk, lambda: _reports(desk, asked.event), ReportRow)

    return routes


def _reports(desk: Desk, event: str) -> tuple[ReportRow, ...] | None:
    return None if desk.event(event) is None else desk.reports(event)
