"""Signing in with a token in a browser, and out again."""

from __future__ import annotations

from html import escape
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from khabar.serve.safety.asgi import client_of
from khabar.serve.safety.guard import COOKIE, SIGN_IN, SIGN_OUT, Gate, cookie_in

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>khabar · خبر</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/desk.css"></head><body><main id="main">
<h1>khabar · <span lang="ar">خبر</span></h1>{said}
<form method="post" action="/sign-in"><input type="hidden" name="next" value="{next}">
<p><label for="token">Token · <span lang="ar" dir="rtl">رمز الدخول</span></label>
<input id="token" name="token" type="password" autocomplete="current-password" required></p>
<p><button>Sign in · <span lang="ar" dir="rtl">دخول</span></button></p>
</form></main></body></html>"""
_WRONG = (
    '<p role="alert">This token is not known. · '
    '<span lang="ar" dir="rtl">هذا الرمز غير معروف.</span></p>'
)
_OFTEN = (
    '<p role="alert">Too many attempts; wait a minute. · '
    '<span lang="ar" dir="rtl">محاولات كثيرة، انتظر دقيقة.</span></p>'
)
_LONGEST = 2_000


def router(gate: Gate) -> APIRouter:
    """The page on which a token is given, and what takes it."""
    routes = APIRouter(include_in_schema=False)

    @routes.get(SIGN_IN)
    def form(next: Annotated[str, Query(max_length=_LONGEST)] = "/") -> Response:  # noqa: A002
        return _page("", next, 200)

    @routes.post(SIGN_IN)
    def enter(
        request: Request,
        token: Annotated[str, Form(max_length=_LONGEST)],
        next: Annotated[str, Form(max_length=_LONGEST)] = "/",  # noqa: A002
    ) -> Response:
        client = client_of(request.scope)
        if gate.guesses.missing(client):
            return _page(_OFTEN, next, 429)
        holder = gate.tokens.holder(token.strip())
        if holder is None:
            gate.guesses.wait(client)
            return _page(_WRONG, next, 403)
        away = RedirectResponse(own_path(next), status_code=303)
        away.set_cookie(
            COOKIE, gate.sessions.begin(holder), httponly=True, samesite="strict",
            secure=request.url.scheme == "https",
        )  # fmt: skip
        return away

    @routes.post(SIGN_OUT)
    def leave(request: Request) -> Response:
        gate.sessions.end(cookie_in(request.scope))
        away = RedirectResponse(SIGN_IN, status_code=303)
        away.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return away

    return routes


def own_path(wanted: str) -> str:
    """A path of this desk; what could lead a browser elsewhere leads to its first page."""
    plain = wanted.startswith("/") and wanted[1:2] not in ("/", "\\") and wanted.isprintable()
    return wanted if plain else "/"


def _page(said: str, wanted: str, status: int) -> Response:
    body = _PAGE.format(said=said, next=escape(own_path(wanted)))
    return HTMLResponse(body, status, {"Cache-Control": "no-store"})
