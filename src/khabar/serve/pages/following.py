"""A search as a feed: its newest events, for programs that look again by themselves."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from khabar.errors import KhabarError
from khabar.export.told.events import told_events
from khabar.export.told.feed import Channel, rss
from khabar.schema.events import EventType, Status
from khabar.schema.record import Standing
from khabar.serve.api.answers import Answering
from khabar.serve.api.asked import Filtered
from khabar.serve.desk import Desk
from khabar.serve.pages.asked import query_of, wanted_of, whose
from khabar.serve.pages.frame import place_of
from khabar.serve.pages.words import words_of
from khabar.serve.views import Wanted

_TYPE = "application/rss+xml"
_OF_THE_PAGE = ("in", "sort", "cursor", "part")
"""What the address of a search may say besides, and a feed needs not."""
_KNOWN = {"type": EventType, "status": Status, "standing": Standing}


def router(desk: Desk) -> APIRouter:
    """The feed of a search; what is wrong with it is told as programs read it, on no page."""
    pages = APIRouter(include_in_schema=False)

    @pages.get("/search.rss")
    def feed(request: Request) -> Response:
        _check(request)
        today = date.today().isoformat()
        answering = Answering(request, None, f"{desk.version} {today} {request.base_url}")
        if answering.known is not None:
            return answering.known
        wanted = replace(wanted_of(request, desk), sort="")
        held = desk.newest(wanted)
        body = rss(told_events(held), _channel(request, desk, wanted, held.day))
        return Response(body, 200, answering.headers, media_type=_TYPE)

    return pages


def _check(request: Request) -> None:
    """Refuse a filter that cannot be: nobody looks at a feed that stays empty.

    Raises:
        RequestValidationError: a filter is misspelt, too long, or no day.
        KhabarError: there is no such type, status or standing.
    """
    given = {k: v.strip() for k, v in request.query_params.items() if k not in _OF_THE_PAGE}
    try:
        Filtered.model_validate(given)
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_context=False)) from error
    for name, known in _KNOWN.items():
        told = given.get(name, "")
        if told and told not in {each.value for each in known}:
            some = ", ".join(each.value for each in known)
            raise KhabarError(f"{name}: {told[:80]!a} is none. Take one of {some}.")


def _channel(request: Request, desk: Desk, wanted: Wanted, built: str) -> Channel:
    place = place_of(request)
    w, names = words_of(place.language), whose(desk, wanted)
    asked = [getattr(wanted, f.name) for f in fields(wanted)]
    called = [names[told].ar if told in names else told for told in asked if told]
    path = place.to(f"/search?{query_of(wanted, **{'in': 'events'})}")
    return Channel(
        title=" · ".join((w("site.name"), *called)), link=str(request.base_url).rstrip("/") + path,
        about=w("ask.feed"), built=built,
    )  # fmt: skip
