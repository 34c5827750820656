"""One actor, and two actors with each other."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from khabar.serve.desk import Desk
from khabar.serve.pages.asked import wanted_of, whose
from khabar.serve.pages.frame import NothingThereError, page, page_router, see, sentence_path
from khabar.serve.pages.overview import period_of
from khabar.serve.views import ActorRow, Wanted

_FEW, _TIES, _NAMES = 12, 40, 30


def router(desk: Desk) -> APIRouter:
    """An actor, a pair, and the choice of a pair."""
    pages = page_router()

    @pages.get("/actors/{key}")
    def actor(request: Request, key: str) -> HTMLResponse:
        return _actor_page(request, desk, key)

    @pages.get("/actors/{key}/sentence", response_class=RedirectResponse)
    def sentence(request: Request, key: str) -> RedirectResponse:
        spot = desk.spot(key)
        if spot is None:
            raise NothingThereError(key)
        return see(request, sentence_path(spot))

    @pages.get("/actors/{key}/with/{other}")
    def pair(request: Request, key: str, other: str) -> HTMLResponse:
        return _pair_page(request, desk, key, other)

    @pages.get("/pair", response_model=None)
    def choose(request: Request) -> HTMLResponse | RedirectResponse:
        wanted = wanted_of(request, desk)
        if wanted.actor and wanted.other:
            return see(request, f"/actors/{wanted.actor}/with/{wanted.other}")
        return page(
            request,
            "choose.html",
            wanted=wanted,
            ties=desk.ties(wanted, _TIES),
            whose=whose(desk, wanted),
        )

    return pages


def _actor(desk: Desk, key: str) -> ActorRow:
    row = desk.actor(key)
    if row is None:
        raise NothingThereError(key)
    return row


def _actor_page(request: Request, desk: Desk, key: str) -> HTMLResponse:
    wanted = Wanted(actor=key)
    return page(
        request, "actor.html",
        actor=_actor(desk, key),
        wanted=wanted,
        by="month",
        names=desk.names(key)[:_NAMES],
        tenures=desk.tenures(key),
        buckets=desk.timeline(wanted, "month"),
        ties=desk.ties(wanted, _TIES),
        events=desk.events(wanted, None, _FEW),
        statements=desk.statements(Wanted(source=key), None, _FEW),
        relations=desk.relations(wanted, None, _FEW),
        disputes=desk.disputes(wanted, None, _FEW),
    )  # fmt: skip


def _pair_page(request: Request, desk: Desk, key: str, other: str) -> HTMLResponse:
    by = period_of(request)
    outlets = tuple(o for o in request.query_params.getlist("outlets") if o)
    wanted = Wanted(actor=key, other=other)
    return page(
        request, "pair.html",
        a=_actor(desk, key),
        b=_actor(desk, other),
        wanted=wanted,
        by=by,
        outlets=outlets,
        outlets_query="".join(f"&outlet={quote(o)}" for o in outlets),
        buckets=desk.series(key, other, by, outlets),
        way=desk.path(key, other),
        events=desk.events(wanted, None, _FEW),
        relations=desk.relations(wanted, None, _FEW),
        disputes=desk.disputes(wanted, None, _FEW),
    )  # fmt: skip
