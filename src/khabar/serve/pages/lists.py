"""Lists: what is asked for, in parts, with filters and ways to sort."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from khabar.serve.desk import LIMIT, Desk
from khabar.serve.pages.asked import wanted_of, whose
from khabar.serve.pages.frame import page, page_router
from khabar.serve.views import Part, Wanted

Ask = Callable[[Wanted, str | None, int], Part[Any]]
"""A part of the rows that a filter leaves."""

_TIME = ("since", "until")
_WHO = ("actor", "other")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its name in the words, the templates and the API, its filters and its sortings."""

    key: str
    filters: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()


_SORTS = ("newest", "oldest")
EVENTS = Listing(
    "events", (*_WHO, "type", "status", "standing", "place", "outlet", "source", *_TIME),
    (*_SORTS, "reports", "origins"),
)  # fmt: skip
ARTICLES = Listing(
    "articles", (*_WHO, "type", "status", "standing", "place", "outlet", "source", *_TIME),
    (*_SORTS, "events"),
)  # fmt: skip
ACTORS = Listing(
    "actors", ("kind", "actor", "outlet", *_TIME), ("documents", "events", "statements", "name")
)
STATEMENTS = Listing("statements", ("source", "other", "act", "outlet", *_TIME), _SORTS)
DISPUTES = Listing("disputes", (*_WHO, "kind", "source", "place", "outlet", *_TIME), _SORTS)
ANNOUNCEMENTS = Listing(
    "announcements", ("verdict", *_WHO, "type", "source", "place", "outlet", *_TIME), _SORTS
)
RELATIONS = Listing("relations", (*_WHO, "relation"))
SOURCES = Listing("sources", ("named", "outlet", *_TIME))
COPIES = Listing("copies", ("outlet", *_TIME))
LISTINGS: Mapping[str, Listing] = {
    x.key: x
    for x in (
        EVENTS, ARTICLES, ACTORS, STATEMENTS, DISPUTES, ANNOUNCEMENTS, RELATIONS, SOURCES, COPIES
    )
}  # fmt: skip
SEARCHED = ("articles", "events", "actors", "statements")


def asks(desk: Desk) -> Mapping[str, Ask]:
    """The desk's answer to each list."""
    return {
        "events": desk.events, "articles": desk.documents, "actors": desk.actors,
        "statements": desk.statements, "disputes": desk.disputes,
        "announcements": desk.expectations, "relations": desk.relations, "sources": desk.sources,
        "copies": desk.copies,
    }  # fmt: skip


def listed(request: Request, desk: Desk, key: str, **more: object) -> HTMLResponse:
    """A list as a page, or only its rows for htmx."""
    wanted = wanted_of(request, desk)
    cursor = request.query_params.get("cursor") or None
    part = asks(desk)[key](wanted, cursor, LIMIT)
    return page(
        request, "list.html", listing=LISTINGS[key], wanted=wanted, part=part, cursor=cursor,
        whose=whose(desk, wanted),
        sorts=(*LISTINGS[key].sorts, *(("meaning",) if _by_meaning(desk, key) else ())),
        **({"tabs": ()} | more),
    )  # fmt: skip


def _by_meaning(desk: Desk, key: str) -> bool:
    return key == ARTICLES.key and desk.means()


def router(desk: Desk) -> APIRouter:
    """Every list at its own address, and the search over four of them."""
    pages = page_router()

    @pages.get("/search")
    def search(request: Request) -> HTMLResponse:
        key = request.query_params.get("in", SEARCHED[0])
        key = key if key in SEARCHED else SEARCHED[0]
        return listed(request, desk, key, tabs=_totals(request, desk))

    for key in LISTINGS:
        pages.add_api_route(f"/{key}", _answer(desk, key), name=key)
    return pages


def _totals(request: Request, desk: Desk) -> Mapping[str, int]:
    """How much of each kind a search finds; a part of its rows alone does not say it again."""
    if "part" in request.query_params:
        return dict.fromkeys(SEARCHED, 0)
    wanted = replace(wanted_of(request, desk), sort="")
    return {key: asks(desk)[key](wanted, None, 1).total for key in SEARCHED}


def _answer(desk: Desk, key: str) -> Callable[[Request], HTMLResponse]:
    def answer(request: Request) -> HTMLResponse:
        return listed(request, desk, key)

    return answer
