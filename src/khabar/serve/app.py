"""The desk as a web application: pages, API, files, and what guards them."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.staticfiles import StaticFiles
from pydantic import TypeAdapter
from starlette.exceptions import HTTPException

from khabar.errors import KhabarError, StoreError
from khabar.serve import api
from khabar.serve.desk import Desk
from khabar.serve.jobs import Jobs
from khabar.serve.pages import pages
from khabar.serve.problems import Fault, Problem, answered, problem
from khabar.serve.safety import signin
from khabar.serve.safety.guard import Gate, Guard
from khabar.serve.safety.headers import SAFE, SafeHeaders
from khabar.serve.safety.hosts import OwnNamesOnly
from khabar.serve.safety.rates import Buckets, RateLimit
from khabar.serve.safety.sizes import Bounded
from khabar.serve.safety.tokens import Sessions
from khabar.serve.settings import Serving

_UPLOADS = frozenset({f"{api.PREFIX}/jobs", f"{api.PREFIX}/judgements/import"})
_LONGEST = 300  # characters of a value that is repeated to who sent it
_ABOUT = (
    "What a store of Arabic news holds: actors, events, who says so according to whom, what is "
    "disputed, what was announced. Lists come in parts (`cursor`, `next`) or whole as JSON Lines "
    "or CSV. Problems are RFC 9457."
)


def create_app(desk: Desk, settings: Serving) -> FastAPI:
    """The application over an open desk; whoever runs it closes the desk."""
    jobs = Jobs(desk, settings.reading)
    gate = Gate(
        tokens=settings.tokens,
        sessions=Sessions(time.monotonic),
        guesses=Buckets(settings.guesses, time.monotonic),
    )
    app = FastAPI(
        title="khabar",
        version=version("khabar"),
        description=_ABOUT,
        openapi_url=f"{api.PREFIX}/openapi.json",
        # Their pages take scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        lifespan=_while_jobs_are_done(jobs),
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.jobs = jobs
    _answer_problems(app)
    _guard(app, settings, gate)
    app.include_router(api.router(desk, jobs))
    app.include_router(signin.router(gate))
    _add_pages(app, desk)
    app.openapi = _described(app)  # type: ignore[method-assign]  # FastAPI's own way to do it
    return app


def _while_jobs_are_done(jobs: Jobs) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        jobs.start()
        yield
        jobs.stop()

    return lifespan


def _guard(app: FastAPI, settings: Serving, gate: Gate) -> None:
    """Put the guards around the application: what is added last is asked first."""
    app.add_middleware(Guard, gate=gate)
    app.add_middleware(Bounded, bounds=settings.bounds, is_upload=_is_upload)
    app.add_middleware(RateLimit, buckets=Buckets(settings.rate, time.monotonic))
    if settings.is_local:
        app.add_middleware(OwnNamesOnly)
    app.add_middleware(SafeHeaders)


def _is_upload(path: str) -> bool:
    return path in _UPLOADS or path.endswith(("/review/import", "/add"))


def _add_pages(app: FastAPI, desk: Desk) -> None:
    app.include_router(pages(desk))
    static = Path(str(files("khabar.serve"))) / "static"
    app.mount("/static", StaticFiles(directory=static), name="static")


def _answer_problems(app: FastAPI) -> None:
    @app.exception_handler(KhabarError)
    def wrong_question(request: Request, error: KhabarError) -> Response:
        status = 503 if isinstance(error, StoreError) else 400
        return answered(request, problem(status, str(error)))

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        return answered(request, problem(error.status_code, str(error.detail)), error.headers)

    @app.exception_handler(RequestValidationError)
    def unfitting(request: Request, error: RequestValidationError) -> Response:
        faults = tuple(
            Fault(where=".".join(map(str, each["loc"]))[:_LONGEST], why=str(each["msg"]))
            for each in error.errors()
        )
        said = "The request does not fit what the API takes; see faults."
        return answered(request, problem(422, said, faults))

    @app.exception_handler(Exception)
    def broken(request: Request, _: Exception) -> Response:
        # The server logs the rest; who asks learns nothing of the inside.
        said = "Something broke inside khabar. The log says what; please report it."
        return answered(request, problem(500, said), SAFE)


def _described(app: FastAPI) -> Callable[[], dict[str, Any]]:
    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            found = get_openapi(
                title=app.title, version=app.version, description=app.description,
                routes=app.routes,
            )  # fmt: skip
            schemas = found["components"]["schemas"]
            own = TypeAdapter(Problem).json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(own.pop("$defs", {}))
            schemas["Problem"] = own
            found["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            found["security"] = [{"token": []}, {}]
            app.openapi_schema = found
        return app.openapi_schema

    return openapi
