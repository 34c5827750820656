"""What every page shares: its language, its words, its templates and how it says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.routing import APIRoute
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from khabar.errors import KhabarError
from khabar.schema.events import EventType
from khabar.serve.api.tables import csv_lines
from khabar.serve.pages.asked import query_of
from khabar.serve.pages.shown import SHOWN, snippet_parts
from khabar.serve.pages.words import Language, words_of
from khabar.serve.views import Where

_HERE = Path(__file__).parent.parent
STATIC = _HERE / "static"


class NothingThereError(KhabarError):
    """A page was asked for something that the store does not hold."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: the store holds no such thing. Search for it, or go back.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: its language and its path without it."""

    language: Language
    path: str

    def to(self, path: str) -> str:
        """The address of another page in the same language."""
        return f"/{self.language}{path}"


def place_of(request: Request) -> Place:
    """The language is the first step of the path."""
    first, _, rest = request.url.path.removeprefix("/").partition("/")
    return Place(Language(first), f"/{rest}")


def page(request: Request, template: str, **rows: object) -> HTMLResponse:
    """A page from a template; a request of htmx for the rows alone gets the template's part."""
    place = place_of(request)
    drawn = environment().get_template(template)
    found = drawn.render(
        place=place,
        query=request.url.query,
        asked=request.query_params,
        w=words_of(place.language),
        s=SHOWN[place.language],
        partial=request.headers.get("HX-Target") == "rows" or "part" in request.query_params,
        csrf=getattr(request.state, "csrf", ""),
        charts=(STATIC / "vendor" / "charts.js").exists(),
        **rows,
    )
    return HTMLResponse(found, headers={"Vary": "HX-Request, HX-Target"})


def table(name: str, kind: type, rows: Iterable[object]) -> Response:
    """Rows as a file of comma-separated values."""
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    body = "".join(csv_lines(kind, rows))
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


def see(request: Request, path: str) -> RedirectResponse:
    """Go on to another page of the same language."""
    return RedirectResponse(place_of(request).to(path), status_code=303)


def sentence_path(where: Where) -> str:
    """The path of the article, at these characters."""
    return f"/articles/{quote(where.document)}?at={where.start}-{where.end}#at"


@cache
def environment() -> Environment:
    """The templates; whatever they show is escaped."""
    made = Environment(
        autoescape=True,
        loader=FileSystemLoader(_HERE / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        snippet=snippet_parts, quoted=lambda text: Markup(quote(str(text), safe=""))
    )
    made.globals.update(
        query_of=query_of,
        sentence_path=sentence_path,
        types=[t.value for t in EventType],
        languages=list(Language),
        words_of=words_of,
    )
    return made


class PageRoute(APIRoute):
    """A route whose errors are told on a page, in the reader's language."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[object, object, Response]]:
        """Say what is wrong where a user can mend it; let anything else be a bug."""
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await answer(request)
            except KhabarError as error:
                missing = isinstance(error, NothingThereError)
                response = page(request, "wrong.html", error=str(error), missing=missing)
                response.status_code = 404 if missing else 400
                return response

        return answered


def page_router() -> APIRouter:
    """A router for pages: none of them is part of the API's description."""
    return APIRouter(
        route_class=PageRoute, include_in_schema=False, default_response_class=HTMLResponse
    )
