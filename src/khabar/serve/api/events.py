"""Events: in lists, over time, and on the map."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from khabar.serve.api.answers import documented, failing, listing, part_of, single, whole
from khabar.serve.api.asked import Formed, Listed, Most, Over, RowId
from khabar.serve.api.examples import BUCKET, CORRECTION, EVENT, PLACE, TOLL
from khabar.serve.desk import Desk
from khabar.serve.views import Bucket, CorrectionRow, EventRow, Part, PlaceRow, TollRow


def router(desk: Desk) -> APIRouter:
    """The routes of events."""
    routes = APIRouter(tags=["events"])
    _add_events(routes, desk)
    _add_parts(routes, desk)
    _add_corrections(routes, desk)
    _add_places(routes, desk)
    return routes


def _add_events(routes: APIRouter, desk: Desk) -> None:

    @routes.get("/events", responses=documented(Part[EventRow], part_of(EVENT)))
    def events(request: Request, asked: Annotated[Listed, Query()]) -> Response:
        """Events; sort: newest, oldest, reports, origins; best with words."""
        return listing(request, asked, desk, desk.events, EventRow)

    @routes.get(
        "/events/{event_id}", responses=documented(EventRow, EVENT, bulk=False) | failing(404)
    )
    def event(request: Request, event_id: RowId) -> Response:
        """One event; see /reports for who says so."""
        return single(request, desk, lambda: desk.event(event_id))


def _add_parts(routes: APIRouter, desk: Desk) -> None:
    @routes.get(
        "/events/{event_id}/tolls",
        responses=documented(tuple[TollRow, ...], (TOLL,)) | failing(404),
    )
    def tolls(request: Request, event_id: RowId, asked: Annotated[Formed, Query()]) -> Response:
        """The numbers told of an event, by the day of their report."""

        def found() -> tuple[TollRow, ...] | None:
            return desk.tolls(event_id) if desk.event(event_id) else None

        return whole(request, asked, desk, found, TollRow)

    @routes.get(
        "/events/{event_id}/parts",
        responses=documented(tuple[EventRow, ...], (EVENT,)) | failing(404),
    )
    def parts(request: Request, event_id: RowId, asked: Annotated[Formed, Query()]) -> Response:
        """The events that are stages of this one."""

        def found() -> tuple[EventRow, ...] | None:
            return desk.parts(event_id) if desk.event(event_id) else None

        return whole(request, asked, desk, found, EventRow)


def _add_corrections(routes: APIRouter, desk: Desk) -> None:
    @routes.get(
        "/events/{event_id}/corrections",
        responses=documented(tuple[CorrectionRow, ...], (CORRECTION,)) | failing(404),
    )
    def corrections(
        request: Request, event_id: RowId, asked: Annotated[Formed, Query()]
    ) -> Response:
        """What people corrected of an event's reports, from what and to what."""

        def found() -> tuple[CorrectionRow, ...] | None:
            return desk.corrections(event_id) if desk.event(event_id) else None

        return whole(request, asked, desk, found, CorrectionRow)


def _add_places(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/timeline", responses=documented(tuple[Bucket, ...], (BUCKET,)))
    def timeline(request: Request, asked: Annotated[Over, Query()]) -> Response:
        """Events by the period in which they surely lie, the oldest first."""
        return whole(request, asked, desk, lambda: desk.timeline(asked.wanted(), asked.by), Bucket)

    @routes.get("/places", responses=documented(tuple[PlaceRow, ...], (PLACE,)))
    def places(request: Request, asked: Annotated[Most, Query()]) -> Response:
        """Where events were of which that is known, the places of most events first."""
        return whole(
            request, asked, desk, lambda: desk.places(asked.wanted(), asked.limit), PlaceRow
        )
