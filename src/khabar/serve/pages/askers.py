"""Who asks for a page, and what they may do there."""

from __future__ import annotations

from typing import cast
from urllib.parse import unquote

from fastapi import Request

from khabar.serve.jobs import Jobs

BY = "khabar_by"
"""The cookie with the name that somebody gave themselves."""


def name_of(request: Request) -> str:
    """The holder of the token, or who said so before."""
    holder = getattr(request.state, "holder", None)
    return getattr(holder, "name", "") or unquote(request.cookies.get(BY, ""))


def may_change(request: Request) -> bool:
    """Whether this reader may judge and add articles at all."""
    role = getattr(getattr(request.state, "holder", None), "role", "review")
    return str(role) == "review"


def jobs_of(request: Request) -> Jobs:
    """The jobs of the desk that is asked."""
    return cast(Jobs, request.app.state.jobs)
