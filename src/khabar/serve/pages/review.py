"""What people judge: a queue, a form, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Form, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from khabar.errors import KhabarError
from khabar.export.judgements import judgement_lines, judgements_of, newer_of
from khabar.schema.judgement import About, Judgement, Spot
from khabar.serve.desk import Desk
from khabar.serve.pages.adding import Shown, shown_of
from khabar.serve.pages.askers import BY, jobs_of, may_change, name_of
from khabar.serve.pages.choices import kinds_of
from khabar.serve.pages.frame import NothingThereError, page, page_router, see
from khabar.serve.pages.marked import span_of
from khabar.serve.views import ActorRow, DocumentRow, Doubt, EventRow, Mark, Wanted, Where

_QUEUE, _FOUND, _REPEATED = 25, 12, 8
_AT_ONCE = 2000
"""Up to so many articles the record follows a judgement while the reader waits."""
_KINDS: Mapping[str, About] = {
    "actors": About.NAME, "events": About.EVENT, "event": About.EVENT,
    "statement": About.STATEMENT, "name": About.NAME,
}  # fmt: skip
_WORDS = 120


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement with the words it is about."""

    judgement: Judgement
    a: Where
    b: Where | None
    names: tuple[str, ...] = ()


def router(desk: Desk) -> APIRouter:
    """The pages of review and the forms that they send."""
    pages = page_router()

    @pages.get("/review")
    def review(request: Request) -> HTMLResponse:
        done = sorted(desk.judgements(), key=lambda j: (j.day, j.id), reverse=True)
        return page(
            request, "review.html", queue=_one_each(desk.doubtful(_QUEUE * _REPEATED)),
            done=[_judged(desk, j) for j in done[:_QUEUE]], total=len(done), kinds=_KINDS,
            by=name_of(request), may=may_change(request), renewal=_renewal(request),
        )  # fmt: skip

    @pages.get("/review/item")
    def item(request: Request) -> HTMLResponse:
        return _item(request, desk)

    @pages.get("/review/merge")
    def merge(request: Request) -> HTMLResponse:
        return _merge(request, desk)

    @pages.get("/review/judgements.jsonl")
    def exported() -> Response:
        lines = b"".join(judgement_lines(desk.judgements()))
        name = "attachment; filename=judgements.jsonl"
        return Response(
            lines, media_type="application/jsonl", headers={"content-disposition": name}
        )

    _add_forms(pages, desk)
    return pages


@dataclass(frozen=True, slots=True)
class Told:
    """What a form of review says; b is empty where one thing alone is judged."""

    about: Annotated[str, Form()]
    a: Annotated[str, Form()]
    holds: Annotated[str, Form()]
    b: Annotated[str, Form()] = ""
    reason: Annotated[str, Form()] = ""
    why: Annotated[str, Form()] = ""
    by: Annotated[str, Form()] = ""


def _add_forms(pages: APIRouter, desk: Desk) -> None:
    @pages.post("/review/judge", response_class=RedirectResponse)
    def judge(request: Request, told: Annotated[Told, Depends()]) -> RedirectResponse:
        judgement = _judgement(desk, told, name_of(request) or told.by.strip())
        desk.judge(judgement)
        answer = followed(request, desk, done=judgement.id)
        if told.by.strip():
            answer.set_cookie(BY, quote(told.by.strip()), httponly=True, samesite="strict")
        return answer

    @pages.post("/review/withdraw", response_class=RedirectResponse)
    def withdraw(request: Request, key: Annotated[str, Form(alias="id")]) -> RedirectResponse:
        # A correction of several facets is as many judgements, and one deed to who made it.
        gone = [each for each in key.split() if desk.withdraw(each)]
        if not gone:
            raise NothingThereError(key)
        return followed(request, desk, undone=" ".join(gone))

    @pages.post("/review/import", response_class=RedirectResponse)
    def imported(request: Request, file: UploadFile) -> RedirectResponse:
        given = judgements_of(file.file.read().splitlines(), file.filename or "file")
        newer = newer_of(given, desk.judgements())
        for judgement in newer:
            desk.judge(judgement)
        return followed(request, desk, imported=str(len(newer)))

    @pages.post("/review/refresh", response_class=RedirectResponse)
    def refresh(request: Request) -> RedirectResponse:
        if _follows_at_once(desk):
            desk.refresh()
            return see(request, "/review")
        return see(request, f"/review?job={jobs_of(request).renew(name_of(request)).id}")


def followed(request: Request, desk: Desk, **said: str) -> RedirectResponse:
    """Back to the queue; a small record has followed by then, a large one when it is asked to."""
    if _follows_at_once(desk):
        desk.refresh()
    else:
        said["stale"] = "1"
    return see(request, f"/review?{urlencode(said)}")


def _renewal(request: Request) -> Shown | None:
    """The job that brings the record up to date, where the address names one."""
    key = request.query_params.get("job")
    job = jobs_of(request).one(key) if key else None
    return None if job is None else shown_of(request, job)


def _follows_at_once(desk: Desk) -> bool:
    return desk.counts().documents <= _AT_ONCE


def _judgement(desk: Desk, told: Told, by: str) -> Judgement:
    if told.about not in _KINDS or told.holds not in ("yes", "no"):
        raise KhabarError(f"{told.about}: nothing that can be judged. Use the form of the page.")
    a, b = where_at(desk, told.a), where_at(desk, told.b) if told.b else None
    reason = f"{told.reason}: {told.why}".strip(": ") if told.reason else told.why.strip()
    try:
        return Judgement(
            a=spot_at(a), b=None if b is None else spot_at(b), about=_KINDS[told.about],
            holds=told.holds == "yes", by=by, day=date.today().isoformat(), why=reason,
        )  # fmt: skip
    except ValueError as error:
        raise KhabarError(f"{error}. Choose two different places.") from error


def spot_at(where: Where) -> Spot:
    return Spot(doc=where.document, start=where.start, end=where.end)


def where_at(desk: Desk, told: str) -> Where:
    """What "document:12-40" points at."""
    doc, _, span = told.rpartition(":")
    article = desk.article(doc) if doc else None
    at = None if article is None else span_of(span, len(article.text))
    if article is None or at is None:
        raise NothingThereError(told or "?")
    return Where(document=doc, start=at[0], end=at[1], words=article.text[at[0] : at[1]][:_WORDS])


def _one_each(doubts: Sequence[Doubt]) -> list[Doubt]:
    """Of the many reports of one event only the first: who looks at it sees the rest."""
    kept = {d.label.ar if d.kind == "event" else " ".join(d.ids): d for d in reversed(doubts)}
    return [d for d in doubts if d in kept.values()][:_QUEUE]


def _judged(desk: Desk, judgement: Judgement) -> Judged:
    """A judgement outlives its document: then its words are not known."""
    found = []
    for spot in judgement.spots:
        article = desk.article(spot.doc)
        words = "" if article is None else spot.cut(article.text)[:_WORDS]
        found.append(Where(document=spot.doc, start=spot.start, end=spot.end, words=words))
    said, article = judgement.corrects, desk.article(judgement.a.doc)
    spoken = () if said is None or article is None else said.names
    names = tuple(n.cut(article.text) for n in spoken if article is not None)
    return Judged(judgement, found[0], found[1] if len(found) > 1 else None, names)


def _candidates(desk: Desk, kind: str, key: str, q: str) -> list[tuple[ActorRow | EventRow, Where]]:
    """Who or what else it may be, each with words that stand for it."""
    if not q:
        return []
    asked = Wanted(q=q)
    rows: tuple[ActorRow | EventRow, ...] = (
        desk.actors(asked, None, _FOUND).rows if kind == "actors"
        else desk.events(asked, None, _FOUND).rows
    )  # fmt: skip
    return [(r, spot) for r in rows if r.id != key and (spot := desk.spot(r.id)) is not None]


def _merge(request: Request, desk: Desk) -> HTMLResponse:
    kind = "events" if request.query_params.get("kind") == "events" else "actors"
    key, q = request.query_params.get("id", ""), request.query_params.get("q", "")
    one = desk.actor(key) if kind == "actors" else desk.event(key)
    spot = desk.spot(key)
    if one is None or spot is None:
        raise NothingThereError(key)
    return page(
        request, "merge.html", kind=kind, one=one, spot=spot, q=q, by=name_of(request),
        found=_candidates(desk, kind, key, q), may=may_change(request),
    )  # fmt: skip


def _item(request: Request, desk: Desk) -> HTMLResponse:
    given = request.query_params
    about = given.get("about", "name")
    a, b = where_at(desk, given.get("a", "")), given.get("b", "")
    kind = _KINDS.get(about, About.NAME)
    read = None if b or kind is About.NAME else desk.read_at(kind, spot_at(a))
    return page(
        request, "judge.html", about=about if about in _KINDS else "name",
        a=a, b=where_at(desk, b) if b else None, by=name_of(request), may=may_change(request),
        read=read, kinds=kinds_of() if read else (),
        elsewhere=[] if b or about != "name" else _elsewhere(desk, a),
    )  # fmt: skip


def _elsewhere(desk: Desk, here: Where) -> list[tuple[DocumentRow, Where]]:
    """Where other articles name whom these words stand for, as the record has it."""
    known = next((m.leads_to for m in _names(desk, here.document) if _stands_at(m, here)), None)
    if not known:
        return []
    rows = (r for r in desk.documents(Wanted(actor=known), None, _FOUND).rows)
    named = (
        (r, next((m for m in _names(desk, r.id) if m.leads_to == known), None))
        for r in rows
        if r.id != here.document
    )
    return [(r, where_at(desk, f"{r.id}:{m.start}-{m.end}")) for r, m in named if m is not None]


def _names(desk: Desk, document: str) -> list[Mark]:
    article = desk.article(document)
    return [] if article is None else [m for m in article.marks if m.layer == "names"]


def _stands_at(mark: Mark, where: Where) -> bool:
    return (mark.start, mark.end) == (where.start, where.end)
