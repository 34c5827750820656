"""An article with its marks, and two articles side by side."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from khabar.serve.desk import Desk
from khabar.serve.pages.frame import NothingThereError, page, page_router, table
from khabar.serve.pages.marked import common_of, pieces_of, span_of
from khabar.serve.views import Article, CopyRow, Mark, Wanted, Where

LAYERS = (
    "names", "offices", "times", "events", "statements", "cues", "relations", "furniture",
)  # fmt: skip
_COPIES = 500
_REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A stretch of words that two articles share."""

    left: Where
    right: Where


def router(desk: Desk) -> APIRouter:
    """The article pages."""
    pages = page_router()

    @pages.get("/articles/{key}")
    def article(request: Request, key: str) -> HTMLResponse:
        return _article_page(request, desk, key)

    @pages.get("/articles/{key}/marks.csv")
    def marks_table(key: str) -> Response:
        return table("marks", Mark, _distinct(_article(desk, key).marks))

    @pages.get("/articles/{a}/beside/{b}")
    def beside(request: Request, a: str, b: str) -> HTMLResponse:
        left, right = _article(desk, a), _article(desk, b)
        shared = desk.shared(a, b)
        return page(
            request, "beside.html",
            left=left,
            right=right,
            shared=shared,
            left_pieces=common_of(left.text, [(x.start, x.end) for x, _ in shared]),
            right_pieces=common_of(right.text, [(y.start, y.end) for _, y in shared]),
        )  # fmt: skip

    @pages.get("/articles/{a}/beside/{b}/shared.csv")
    def shared_table(a: str, b: str) -> Response:
        rows = [Shared(left=x, right=y) for x, y in desk.shared(a, b)]
        return table("shared", Shared, rows)

    return pages


def _distinct(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks but for a report that says of its event no more than the event's own mark."""
    told = {(m.start, m.end, m.leads_to) for m in marks if m.label != _REPORT}
    return tuple(m for m in marks if m.label != _REPORT or (m.start, m.end, m.leads_to) not in told)


def _copies(desk: Desk, key: str) -> list[CopyRow]:
    rows = desk.copies(Wanted(document=key), None, _COPIES).rows
    return [c for c in rows if key in (c.a.id, c.b.id)]


def _article(desk: Desk, key: str) -> Article:
    found = desk.article(key)
    if found is None:
        raise NothingThereError(key)
    return found


def _article_page(request: Request, desk: Desk, key: str) -> HTMLResponse:
    found = _article(desk, key)
    marks = _distinct(found.marks)
    count = Counter(m.layer for m in marks)
    at = span_of(request.query_params.get("at", ""), len(found.text))
    return page(
        request, "article.html",
        article=found,
        marks=marks,
        pieces=pieces_of(found.text, marks, at),
        layers=[(x, n) for x in LAYERS if (n := count[x])],
        at=at,
        printed_on=bisect_right(found.pages, at[0]) if at and found.pages else None,
        copies=_copies(desk, key),
    )  # fmt: skip
