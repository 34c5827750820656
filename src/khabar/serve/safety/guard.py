"""Who asks, and whether they may."""

from __future__ import annotations

from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from fastapi.responses import RedirectResponse

from khabar.serve.problems import is_program
from khabar.serve.safety.asgi import App, Receive, Scope, Send, client_of, header
from khabar.serve.safety.origins import SAFE_METHODS, is_foreign
from khabar.serve.safety.rates import Buckets, too_often
from khabar.serve.safety.refusing import refuse
from khabar.serve.safety.tokens import Holder, Role, Sessions, Tokens

COOKIE = "khabar_session"
SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
_BEARER = "bearer "
HERE = Holder(name="", role=Role.REVIEW)
"""Whoever sits at this machine, where no tokens are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What decides who may ask: guesses bounds how often one client may try a wrong token."""

    tokens: Tokens
    sessions: Sessions
    guesses: Buckets


class Guard:
    """Lets through who may, and notes in state.holder who it is."""

    def __init__(self, app: App, gate: Gate) -> None:
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        asked = (scope, receive, send)
        by_cookie = not header(scope, b"authorization")
        if is_foreign(scope, by_cookie=by_cookie and bool(cookie_in(scope))):
            return await refuse(asked, 403, "This came from another site. Use the desk's own page.")
        if self._gate.tokens and not by_cookie and (wait := self._waits(scope)):
            return await too_often(asked, wait)
        holder = self._holder(scope)
        if holder is None and not _is_open(scope["path"]):
            return await self._unknown(asked)
        if holder and not _may(holder, scope):
            return await refuse(asked, 403, "This token may only look. Ask for one for review.")
        scope.setdefault("state", {})["holder"] = holder
        return await self._app(scope, receive, send)

    def _waits(self, scope: Scope) -> float:
        return self._gate.guesses.missing(client_of(scope))

    def _holder(self, scope: Scope) -> Holder | None:
        if not self._gate.tokens:
            return HERE
        said = header(scope, b"authorization")
        if not said:
            return self._gate.sessions.holder(cookie_in(scope))
        known = said.lower().startswith(_BEARER)
        holder = self._gate.tokens.holder(said[len(_BEARER) :].strip()) if known else None
        if holder is None:
            self._gate.guesses.wait(client_of(scope))
        return holder

    async def _unknown(self, asked: tuple[Scope, Receive, Send]) -> None:
        scope = asked[0]
        if is_program(scope["path"]):
            detail = "A token is needed. Send it as `Authorization: Bearer TOKEN`."
            await refuse(asked, 401, detail, {"WWW-Authenticate": "Bearer"})
            return
        where = scope["path"] + ("?" + scope["query_string"].decode("latin-1")).rstrip("?")
        away = RedirectResponse(f"{SIGN_IN}?next={quote(where)}", status_code=303)
        await away(*asked)


def cookie_in(scope: Scope) -> str:
    """The secret of the session, "" where there is none."""
    try:
        found = SimpleCookie(header(scope, b"cookie")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _is_open(path: str) -> bool:
    return path in (SIGN_IN, SIGN_OUT) or path.startswith("/static/")


def _may(holder: Holder, scope: Scope) -> bool:
    allowed = scope["method"] in SAFE_METHODS or holder.role is Role.REVIEW
    return allowed or _is_open(scope["path"])
