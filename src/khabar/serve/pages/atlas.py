"""Events on a map, by place and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from khabar.serve.desk import Desk
from khabar.serve.pages.asked import wanted_of, whose
from khabar.serve.pages.frame import page, page_router
from khabar.serve.views import EventRow

_CONFLICT = frozenset(
    ("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place and what happened there; conflict is how many of the events are."""

    name: str
    lat: float
    lon: float
    events: tuple[EventRow, ...]
    conflict: int


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
            spots=spots_of(desk.places(wanted)),
            whose=whose(desk, wanted),
        )

    return pages


def spots_of(events: Sequence[EventRow]) -> tuple[Spot, ...]:
    """Events by place, the place of most events first; those without one are left out."""
    groups: dict[tuple[str, float, float], list[EventRow]] = {}
    for event in events:
        if event.place is not None and event.lat is not None and event.lon is not None:
            groups.setdefault((event.place, event.lat, event.lon), []).append(event)
    spots = (
        Spot(name, lat, lon, tuple(rows), sum(e.type in _CONFLICT for e in rows))
        for (name, lat, lon), rows in groups.items()
    )
    return tuple(sorted(spots, key=lambda s: (-len(s.events), s.name)))
