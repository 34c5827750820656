"""Adding articles: files or pasted text in, jobs that read them, and what was set aside."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from khabar.errors import KhabarError
from khabar.serve.desk import Desk
from khabar.serve.jobs import Upload
from khabar.serve.jobs_kept import ENDED, SUFFIXES, Job, State
from khabar.serve.pages.askers import jobs_of, may_change, name_of
from khabar.serve.pages.frame import NothingThereError, page, page_router, see

_SHOWN, _ASIDE = 20, 100
_MOST_FILES = 1_000


@dataclass(frozen=True, slots=True)
class Pasted:
    """An article that somebody pasted, and what they know of it; empty where they do not."""

    text: Annotated[str, Form()] = ""
    title: Annotated[str, Form()] = ""
    outlet: Annotated[str, Form()] = ""
    published: Annotated[str, Form()] = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A job with what kept it from being done, and whether it can start again."""

    job: Job
    trouble: str
    over: bool
    again: bool


def router(desk: Desk) -> APIRouter:
    """The page on which articles are added, and the forms that it sends."""
    pages = page_router()

    @pages.get("/add")
    def add(request: Request) -> HTMLResponse:
        jobs = jobs_of(request)
        aside = jobs.aside()
        return page(
            request, "add.html", may=may_change(request), suffixes=SUFFIXES,
            jobs=[shown_of(request, job) for job in jobs.all()[:_SHOWN]],
            aside=aside[:_ASIDE], set_aside=len(aside), prepared=desk.prepared(),
        )  # fmt: skip

    _add_forms(pages)
    return pages


def _add_forms(pages: APIRouter) -> None:
    @pages.post("/add", response_class=RedirectResponse)
    def added(
        request: Request,
        pasted: Annotated[Pasted, Depends()],
        files: list[UploadFile] | None = None,
    ) -> RedirectResponse:
        # A browser sends a field in which no file was chosen as one without a name.
        uploads = [_upload(file) for file in files or () if file.filename]
        uploads += [_row(pasted)] if pasted.text.strip() else []
        if not 0 < len(uploads) <= _MOST_FILES:
            raise KhabarError(f"{len(uploads)} articles: send 1 to {_MOST_FILES} files, or a text.")
        return _begun(request, jobs_of(request).read(uploads, name_of(request)))

    @pages.post("/add/again", response_class=RedirectResponse)
    def again(request: Request, key: Annotated[str, Form(alias="id")]) -> RedirectResponse:
        jobs = jobs_of(request)
        job = jobs.one(key)
        if job is None:
            raise NothingThereError(key)
        return _begun(request, jobs.restart(job))

    @pages.post("/add/aside", response_class=RedirectResponse)
    def aside(request: Request) -> RedirectResponse:
        return _begun(request, jobs_of(request).retry(name_of(request)))

    @pages.post("/add/meaning", response_class=RedirectResponse)
    def meaning(request: Request) -> RedirectResponse:
        return _begun(request, jobs_of(request).prepare(name_of(request)))


def _begun(request: Request, job: Job) -> RedirectResponse:
    return see(request, f"/add?job={job.id}#jobs")


def _upload(file: UploadFile) -> Upload:
    name = file.filename or ""
    if not name.lower().endswith(SUFFIXES):
        raise KhabarError(f"{name[:100]}: it cannot be read. Send {', '.join(SUFFIXES)} files.")
    return Upload(name, file.file)


def _row(pasted: Pasted) -> Upload:
    told = {
        "text": pasted.text, "title": pasted.title, "outlet": pasted.outlet,
        "published": pasted.published,
    }  # fmt: skip
    row = {name: value.strip() for name, value in told.items() if value.strip()}
    return Upload("pasted.jsonl", BytesIO(msgspec.json.encode(row) + b"\n"))


def shown_of(request: Request, job: Job) -> Shown:
    """A job as pages show it."""
    return Shown(
        job=job,
        trouble=jobs_of(request).trouble(job),
        over=job.state in ENDED,
        again=job.state in (State.FAILED, State.INTERRUPTED),
    )
