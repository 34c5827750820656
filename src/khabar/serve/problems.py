"""What goes wrong, said in one shape: RFC 9457, application/problem+json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from http import HTTPStatus

import msgspec
from fastapi import Request, Response

PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One value that does not fit: where it stands, and why it does not."""

    where: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong: title says what kind it is, detail what is wrong here and what to do."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    faults: tuple[Fault, ...] = ()


def problem(status: int, detail: str, faults: tuple[Fault, ...] = ()) -> Problem:
    """A problem of a status of HTTP."""
    return Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, faults=faults)


def told(found: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """A problem as programs read it."""
    body = msgspec.json.encode(found)
    return Response(body, found.status, headers, media_type=PROBLEM)


def shown(found: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """A problem as people read it who asked for a page."""
    body = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{found.title}</title>'
        '<link rel="stylesheet" href="/static/desk.css">'
        f'<main id="main"><h1>{found.title}</h1><p>{escape(found.detail)}</p>'
        '<p><a href="/">khabar</a></p></main></html>'
    )
    return Response(body, found.status, headers, media_type="text/html")


def answered(
    request: Request, found: Problem, headers: Mapping[str, str] | None = None
) -> Response:
    """A problem in the form that fits who asked."""
    return (told if is_program(request.url.path) else shown)(found, headers)


def is_program(path: str) -> bool:
    """Whether programs ask for a path: it belongs to the API, or is a feed."""
    return path == "/api" or path.startswith("/api/") or path.endswith("/search.rss")
