"""Articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from khabar.serve.api.answers import documented, failing, listing, part_of, single, whole
from khabar.serve.api.asked import Formed, Listed, RowId
from khabar.serve.api.examples import DOCUMENT, EVENT, REPORT
from khabar.serve.desk import Desk
from khabar.serve.views import Article, DocumentRow, Mark, Part, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedWords:
    """Words that stand in both of two articles, and where in each."""

    a: Where
    b: Where


_ARTICLE = Article(
    row=DOCUMENT, text="موسكو: التقى حفتر لافروف.", url=None, basis="metadata", recipe="9f0c",
    marks=(
        Mark(
            layer="events", item="e2", start=7, end=12, label="CONSULT", about=EVENT.type,
            found_by="triggers", sure=0.9, leads_to=EVENT.id,
        ),
    ),
    notes=(),
)  # fmt: skip


def router(desk: Desk) -> APIRouter:
    """The routes of documents."""
    routes = APIRouter(tags=["documents"])

    @routes.get("/documents", responses=documented(Part[DocumentRow], part_of(DOCUMENT)))
    def documents(request: Request, asked: Annotated[Listed, Query()]) -> Response:
        """Articles; sort: newest, oldest, events; best with words."""
        return listing(request, asked, desk, desk.documents, DocumentRow)

    @routes.get(
        "/documents/{document_id}",
        responses=documented(Article, _ARTICLE, bulk=False) | failing(404),
    )
    def document(request: Request, document_id: RowId) -> Response:
        """An article whole: the original text, and by characters what was understood in it."""
        return single(request, desk, lambda: desk.article(document_id))

    @routes.get(
        "/documents/{document_id}/shared/{other_id}",
        responses=documented(tuple[SharedWords, ...], (SharedWords(a=REPORT.at, b=REPORT.at),))
        | failing(404),
    )
    def shared(
        request: Request,
        document_id: RowId,
        other_id: RowId,
        asked: Annotated[Formed, Query()],
    ) -> Response:
        """The stretches of words that two articles share."""
        return whole(
            request, asked, desk, lambda: _shared(desk, document_id, other_id), SharedWords
        )

    return routes


def _shared(desk: Desk, a: str, b: str) -> tuple[SharedWords, ...] | None:
    if desk.article(a) is None or desk.article(b) is None:
        return None
    return tuple(SharedWords(a=ours, b=theirs) for ours, theirs in desk.shared(a, b))
