"""The pages of the desk: one file a group of pages, each a router over a desk."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from khabar.serve.desk import Desk
from khabar.serve.pages import (
    actors,
    adding,
    articles,
    atlas,
    correcting,
    events,
    following,
    lists,
    overview,
    review,
)
from khabar.serve.pages.words import Language

_GROUPS = (overview, lists, following, events, actors, articles, atlas, review, correcting, adding)


def pages(desk: Desk) -> APIRouter:
    """All pages in every language, at /ar/… and /en/…; / leads to the reader's own."""
    whole = APIRouter(include_in_schema=False)

    @whole.get("/")
    def home(request: Request) -> RedirectResponse:
        asked = request.headers.get("accept-language", "").lower()
        first = asked.split(",")[0].split("-")[0].strip()
        language = Language.EN if first == "en" else Language.AR
        return RedirectResponse(f"/{language}/")

    for language in Language:
        for group in _GROUPS:
            whole.include_router(group.router(desk), prefix=f"/{language}")
    return whole
