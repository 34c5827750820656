"""Uploads, and what becomes of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

import msgspec
from fastapi import APIRouter, File, HTTPException, Query, Request, Response, UploadFile
from fastapi.responses import StreamingResponse

from khabar.errors import KhabarError
from khabar.serve.api.answers import Answering, Documented, documented, failing, missing
from khabar.serve.api.asked import Form, Formed, RowId
from khabar.serve.api.judgements import holder_of
from khabar.serve.jobs import Jobs, Upload
from khabar.serve.jobs_kept import ENDED, SUFFIXES, Job, Kind, State

UPLOADS = "/api/v1/jobs"
_MOST_FILES = 1_000
_LOOK = 0.2  # seconds between two looks at a job
_BEAT = 15.0  # seconds after which a silent line is kept open with a remark
_EXAMPLE = Job(
    id="5a1c77", kind=Kind.READ, state=State.RUNNING, by="A. Salem",
    made="2021-01-31T09:00:00.000Z", files=("0001-news.jsonl",), doing="reading", done=40,
    found=64, starts=1,
)  # fmt: skip
_MADE: Documented = {201: {"model": Job, "description": "It waits for its turn."}}
_STREAM: Documented = {
    200: {
        "description": "An event each time the job has changed, until it ends.",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}


def router(jobs: Jobs) -> APIRouter:
    """The routes of jobs."""
    routes = APIRouter(tags=["jobs"])
    _listing(routes, jobs)
    _starting(routes, jobs)
    _following(routes, jobs)
    return routes


def _listing(routes: APIRouter, jobs: Jobs) -> None:
    @routes.get("/jobs", responses=documented(tuple[Job, ...], (_EXAMPLE,)))
    def list_jobs(request: Request, asked: Annotated[Formed, Query()]) -> Response:
        """Jobs, the newest first."""
        rows = jobs.all()
        answering = Answering(request, asked, msgspec.json.encode(rows).decode())
        if answering.known is not None or answering.form is Form.JSON:
            return answering.known or answering.one(rows)
        return answering.all(Job, iter(rows))

    @routes.get("/jobs/{job_id}", responses=documented(Job, _EXAMPLE, bulk=False) | failing(404))
    def job(request: Request, job_id: RowId) -> Response:
        """One job."""
        found = _known(request, jobs, job_id)
        answering = Answering(request, None, msgspec.json.encode(found).decode())
        return answering.known or answering.one(found)


def _starting(routes: APIRouter, jobs: Jobs) -> None:
    @routes.post("/jobs", status_code=201, responses=_MADE | failing(415, 503))
    def upload(
        request: Request,
        files: Annotated[
            list[UploadFile],
            File(
                min_length=1,
                max_length=_MOST_FILES,
                description="Articles: .txt (one a file), .jsonl or .ndjson (one a row).",
            ),
        ],
    ) -> Response:
        """Send articles and have them read; see /jobs/{id}/events for how far it is."""
        for file in files:
            if not (file.filename or "").lower().endswith(SUFFIXES):
                raise HTTPException(415, f"{file.filename}: send .txt, .jsonl or .ndjson files.")
        uploads = [Upload(file.filename or "", file.file) for file in files]
        return _made(request, jobs.read(uploads, holder_of(request).name))

    @routes.post("/jobs/renewal", status_code=201, responses=_MADE)
    def renew(request: Request) -> Response:
        """Bring the desk up to date with the store, if another program has read into it."""
        return _made(request, jobs.renew(holder_of(request).name))

    @routes.post("/jobs/meaning", status_code=201, responses=_MADE)
    def prepare(request: Request) -> Response:
        """Prepare the search by meaning (`sort=meaning`) for all articles that are not."""
        return _made(request, jobs.prepare(holder_of(request).name))

    @routes.post("/jobs/{job_id}/restart", status_code=201, responses=_MADE | failing(404, 409))
    def restart(request: Request, job_id: RowId) -> Response:
        """Run a job once more that failed or was interrupted."""
        try:
            return _made(request, jobs.restart(_known(request, jobs, job_id)))
        except KhabarError as error:
            raise HTTPException(409, str(error)) from error


def _following(routes: APIRouter, jobs: Jobs) -> None:
    @routes.get(
        "/jobs/{job_id}/events",
        responses=_STREAM | failing(404),
        response_class=StreamingResponse,
    )
    async def events_of_job(request: Request, job_id: RowId) -> Response:
        """How far a job is, as server-sent events: `progress` each time, `end` at the end."""
        _known(request, jobs, job_id)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(
            _told(jobs, job_id), headers=headers, media_type="text/event-stream"
        )


async def _told(jobs: Jobs, job_id: str) -> AsyncIterator[bytes]:
    number, last, silent = 0, b"", 0.0
    while (job := jobs.one(job_id)) is not None and not jobs.is_stopping:
        body = msgspec.json.encode(job)
        if body != last:
            kind = "end" if job.state in ENDED else "progress"
            yield f"id: {number}\nevent: {kind}\ndata: ".encode() + body + b"\n\n"
            number, last, silent = number + 1, body, 0.0
        if job.state in ENDED:
            return
        await asyncio.sleep(_LOOK)
        silent += _LOOK
        if silent > _BEAT:
            yield b": still there\n\n"
            silent = 0.0


def _known(request: Request, jobs: Jobs, job_id: str) -> Job:
    found = jobs.one(job_id)
    if found is None:
        raise missing(request)
    return found


def _made(request: Request, job: Job) -> Response:
    where = request.url_for("job", job_id=job.id).path
    return Response(
        msgspec.json.encode(job), 201, {"Location": where}, media_type="application/json"
    )
