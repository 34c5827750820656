"""Events on a map, by place and time."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from khabar.serve.desk import Desk
from khabar.serve.pages.asked import wanted_of, whose
from khabar.serve.pages.frame import page, page_router

_MOST = 500


def router(desk: Desk) -> APIRouter:
    """The map."""
    pages = page_router()

    @pages.get("/map")
    def atlas(request: Request) -> HTMLResponse:
        wanted = wanted_of(request, desk)
        return page(
            request,
            "map.html",
            wanted=wanted,
            spots=desk.places(wanted, _MOST),
            whose=whose(desk, wanted),
        )

    return pages
