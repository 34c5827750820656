"""Refusing a request before the desk sees it."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request

from khabar.serve.problems import answered, problem
from khabar.serve.safety.asgi import Receive, Scope, Send

Triple = tuple[Scope, Receive, Send]


async def refuse(
    asked: Triple, status: int, detail: str, headers: Mapping[str, str] | None = None
) -> None:
    """Answer with a problem, whatever was asked."""
    scope, receive, send = asked
    response = answered(Request(scope), problem(status, detail), headers)
    await response(scope, receive, send)
