"""What people judge: kept, taken back, handed on and taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import msgspec
from fastapi import APIRouter, Body, HTTPException, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from khabar.export.judgements import judgements_of, newer_of
from khabar.schema.correction import Correction, Facet
from khabar.schema.judgement import About, Judgement, Spot
from khabar.schema.spans import span_of
from khabar.serve.api.answers import Answering, Documented, documented, failing, missing, whole
from khabar.serve.api.asked import Foremost, Form, Formed, RowId
from khabar.serve.api.examples import DOUBT
from khabar.serve.desk import Desk
from khabar.serve.jobs import Jobs
from khabar.serve.safety.guard import HERE
from khabar.serve.safety.tokens import Holder
from khabar.serve.views import Doubt


class GivenSpot(BaseModel):
    """Words of a document, by characters."""

    model_config = ConfigDict(extra="forbid")

    doc: Annotated[str, Field(min_length=1, max_length=64)]
    start: Annotated[int, Field(ge=0, le=2**31)]
    end: Annotated[int, Field(ge=1, le=2**31)]


class GivenSpan(BaseModel):
    """Words of the document that the judgement is about, by characters."""

    model_config = ConfigDict(extra="forbid")

    start: Annotated[int, Field(ge=0, le=2**31)]
    end: Annotated[int, Field(ge=1, le=2**31)]


class GivenCorrection(BaseModel):
    """What is otherwise than it was read: a value, or where the same document names whom."""

    model_config = ConfigDict(extra="forbid")

    what: Facet
    value: Annotated[str, Field(max_length=400)] = ""
    names: Annotated[tuple[GivenSpan, ...], Field(max_length=20)] = ()


class Given(BaseModel):
    """A judgement as somebody gives it; day and, where tokens are asked for, name are added."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "a": {"doc": "4f2a9c1e7b", "start": 10, "end": 22},
                "b": {"doc": "91cc03d2aa", "start": 0, "end": 7},
                "holds": False,
                "by": "A. Salem",
                "why": "father and son",
            }
        },
    )

    a: GivenSpot
    b: GivenSpot | None = None
    about: About = About.NAME
    holds: bool
    by: Annotated[str, Field(max_length=200)] = ""
    why: Annotated[str, Field(max_length=2_000)] = ""
    corrects: GivenCorrection | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementRow:
    """A judgement with the id by which it can be taken back."""

    id: str
    a: Spot
    b: Spot | None
    about: About
    holds: bool
    by: str
    day: str
    why: str
    corrects: Correction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement that was kept, and the job that will show what comes of it."""

    judgement: JudgementRow
    job: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """How many judgements were taken in, and left out since later ones stand on their places."""

    taken: int
    older: int
    job: str | None


_EXAMPLE = JudgementRow(
    id="8c1f00aa77b2d5e9", a=Spot(doc="4f2a9c1e7b", start=10, end=22),
    b=Spot(doc="91cc03d2aa", start=0, end=7), about=About.NAME, holds=False, by="A. Salem",
    day="2021-01-31", why="father and son",
)  # fmt: skip
_KEPT: Documented = {201: {"model": Judged, "description": "It is kept."}}
_GONE: Documented = {204: {"description": "It is taken back."}}
_LINES = {"application/x-ndjson": {"schema": {"type": "string", "format": "binary"}}}


def router(desk: Desk, jobs: Jobs) -> APIRouter:
    """The routes of judgements, and of what waits for one."""
    routes = APIRouter(tags=["judgements"])
    _listing(routes, desk)
    _judging(routes, desk, jobs)
    _taking_in(routes, desk, jobs)
    return routes


def _listing(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/judgements", responses=documented(tuple[JudgementRow, ...], (_EXAMPLE,)))
    def judgements(request: Request, asked: Annotated[Formed, Query()]) -> Response:
        """All judgements, the oldest first; as jsonl they can be taken in elsewhere."""
        rows = tuple(map(_row, sorted(desk.judgements(), key=lambda j: (j.day, j.id))))
        answering = Answering(request, asked, msgspec.json.encode(rows).hex())
        if answering.known is not None or answering.form is Form.JSON:
            return answering.known or answering.one(rows)
        return answering.all(JudgementRow, iter(rows))

    @routes.get("/doubts", responses=documented(tuple[Doubt, ...], (DOUBT,)))
    def doubts(request: Request, asked: Annotated[Foremost, Query()]) -> Response:
        """What a person should look at first, by doubt and by effect."""
        return whole(request, asked, desk, lambda: desk.doubtful(asked.limit), Doubt)


def _judging(routes: APIRouter, desk: Desk, jobs: Jobs) -> None:
    @routes.post(
        "/judgements",
        status_code=201,
        responses=_KEPT | failing(404, 409),
    )
    def judge(request: Request, given: Given) -> Response:
        """Keep a judgement; one on the same places is replaced."""
        judgement = _judgement(desk, given, holder_of(request))
        desk.judge(judgement)
        job = jobs.renew(judgement.by)
        body = msgspec.json.encode(Judged(judgement=_row(judgement), job=job.id))
        where = request.url_for("withdraw", judgement_id=judgement.id).path
        return Response(body, 201, {"Location": where}, media_type="application/json")

    @routes.delete(
        "/judgements/{judgement_id}",
        status_code=204,
        response_class=Response,
        responses=_GONE | failing(404),
    )
    def withdraw(request: Request, judgement_id: RowId) -> Response:
        """Take a judgement back."""
        if not desk.withdraw(judgement_id):
            raise missing(request)
        jobs.renew(holder_of(request).name)
        return Response(None, 204)


def _taking_in(routes: APIRouter, desk: Desk, jobs: Jobs) -> None:
    @routes.post(
        "/judgements/import",
        openapi_extra={"requestBody": {"content": _LINES, "required": True}},
        responses=documented(TakenIn, TakenIn(taken=3, older=1, job="5a"), bulk=False),
    )
    def take_in(
        lines: Annotated[bytes, Body(media_type="application/x-ndjson")],
    ) -> Response:
        """Take in judgements as JSON Lines: all, or none if a line is no judgement.

        Of two on the same places the one of the later day stays.
        """
        given = judgements_of(lines.splitlines(), "line")
        newer = newer_of(given, desk.judgements())
        for judgement in newer:
            desk.judge(judgement)
        job = jobs.renew().id if newer else None
        found = TakenIn(taken=len(newer), older=len(given) - len(newer), job=job)
        return Response(msgspec.json.encode(found), media_type="application/json")


def holder_of(request: Request) -> Holder:
    """Who asks."""
    found = getattr(request.state, "holder", None)
    return found if isinstance(found, Holder) else HERE


def _judgement(desk: Desk, given: Given, holder: Holder) -> Judgement:
    a = _spot(desk, given.a)
    b = None if given.b is None else _spot(desk, given.b)
    try:
        return Judgement(
            a=a, b=b, about=given.about, holds=given.holds, by=holder.name or given.by,
            day=date.today().isoformat(), why=given.why,
            corrects=None if given.corrects is None else _correction(desk, a, given.corrects),
        )  # fmt: skip
    except ValueError as error:
        raise HTTPException(409, f"{error}.") from error


def _correction(desk: Desk, a: Spot, given: GivenCorrection) -> Correction:
    spots = (_spot(desk, GivenSpot(doc=a.doc, start=n.start, end=n.end)) for n in given.names)
    return Correction(what=given.what, value=given.value.strip(), names=tuple(map(span_of, spots)))


def _spot(desk: Desk, given: GivenSpot) -> Spot:
    document = desk.store.document(given.doc)
    if document is None or not given.start < given.end <= len(document.text):
        words = f"{given.doc}:{given.start}-{given.end}"
        raise HTTPException(404, f"{words}: no such words. Look at /documents/{given.doc}.")
    return Spot(doc=given.doc, start=given.start, end=given.end)


def _row(judgement: Judgement) -> JudgementRow:
    return JudgementRow(
        id=judgement.id, a=judgement.a, b=judgement.b, about=judgement.about,
        holds=judgement.holds, by=judgement.by, day=judgement.day, why=judgement.why,
        corrects=judgement.corrects,
    )  # fmt: skip
