"""What the store holds, who deals with whom, and what is new."""

from __future__ import annotations

from datetime import date, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from khabar.serve.desk import Desk
from khabar.serve.pages.asked import wanted_of, whose
from khabar.serve.pages.frame import page, page_router
from khabar.serve.views import Wanted

_PERIODS = ("year", "month", "week", "day")
_FEW, _TIES, _CHANGES = 6, 40, 200


def router(desk: Desk) -> APIRouter:
    """Overview, timeline, network and what changed."""
    pages = page_router()

    @pages.get("/")
    def overview(request: Request) -> HTMLResponse:
        return _overview(request, desk)

    @pages.get("/timeline")
    def timeline(request: Request) -> HTMLResponse:
        wanted, by = wanted_of(request, desk), period_of(request)
        return page(
            request,
            "timeline.html",
            wanted=wanted,
            by=by,
            buckets=desk.timeline(wanted, by),
            whose=whose(desk, wanted),
        )

    @pages.get("/network")
    def network(request: Request) -> HTMLResponse:
        wanted = wanted_of(request, desk)
        way = desk.path(wanted.actor, wanted.other) if wanted.actor and wanted.other else ()
        ties = desk.ties(Wanted(actor=wanted.actor, since=wanted.since, until=wanted.until), _TIES)
        return page(
            request, "network.html", wanted=wanted, way=way, ties=ties, whose=whose(desk, wanted)
        )

    @pages.get("/changes")
    def changes(request: Request) -> HTMLResponse:
        return page(request, "changes.html", changes=desk.changes(_CHANGES))

    return pages


def period_of(request: Request) -> str:
    """The stretch of time that is counted together; a month where none is asked for."""
    by = request.query_params.get("by", "month")
    return by if by in _PERIODS else "month"


def _overview(request: Request, desk: Desk) -> HTMLResponse:
    changes = desk.changes(_CHANGES)
    pending = desk.expectations(Wanted(verdict="pending"), None, _FEW).rows
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    fresh = [c for c in changes if c.day >= yesterday]
    return page(
        request, "overview.html",
        counts=desk.counts(),
        buckets=desk.timeline(Wanted(), "month"),
        wanted=Wanted(),
        by="month",
        ties=desk.ties(Wanted(), _TIES),
        disputes=desk.disputes(Wanted(sort="newest"), None, _FEW).rows,
        pending=pending,
        announced=pending or desk.expectations(Wanted(), None, _FEW).rows,
        changes=(fresh or changes)[:_FEW],
        fresh=len(fresh),
        many=len(fresh) == _CHANGES,
    )  # fmt: skip
