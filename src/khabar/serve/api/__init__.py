"""The API: REST under /api/v1, one file a resource. Start at asked.py and answers.py."""

from __future__ import annotations

from fastapi import APIRouter

from khabar.serve.api import (
    actors,
    copies,
    disputes,
    documents,
    events,
    expectations,
    jobs,
    judgements,
    readings,
    relations,
    reports,
    revisions,
    search,
    series,
    sources,
    statements,
)
from khabar.serve.api.answers import failing
from khabar.serve.desk import Desk
from khabar.serve.jobs import Jobs

PREFIX = "/api/v1"
_ANYWHERE = failing(400, 401, 403, 406, 408, 413, 421, 422, 429, 500, 503)
_OF_A_DESK = (
    documents, readings, actors, events, reports, statements, disputes, expectations, relations,
    sources, copies, series, search, revisions,
)  # fmt: skip


def router(desk: Desk, work: Jobs) -> APIRouter:
    """All routes of the API."""
    routes = APIRouter(prefix=PREFIX, responses=_ANYWHERE)
    for each in _OF_A_DESK:
        routes.include_router(each.router(desk))
    routes.include_router(judgements.router(desk, work))
    routes.include_router(jobs.router(work))
    return routes
