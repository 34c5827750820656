"""What is otherwise than it was read, said in a form: a field for each facet, filled as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from khabar.errors import KhabarError
from khabar.schema.correction import WHO, Correction, Facet
from khabar.schema.judgement import About, Judgement
from khabar.schema.spans import Span
from khabar.serve.desk import Desk
from khabar.serve.pages.askers import BY, name_of
from khabar.serve.pages.frame import NothingThereError, page_router
from khabar.serve.pages.marked import span_of
from khabar.serve.pages.review import followed, spot_at, where_at
from khabar.serve.views import Told
from khabar.serve.views_review import ReadAt

NOBODY = "none"
Given = Mapping[str, str]


async def _form(request: Request) -> FormData:
    return await request.form()


def router(desk: Desk) -> APIRouter:
    """The form of corrections; it stands on the page of one judgement."""
    pages = page_router()

    @pages.post("/review/correct", response_class=RedirectResponse)
    def correct(request: Request, form: Annotated[FormData, Depends(_form)]) -> RedirectResponse:
        told = {k: v.strip() for k, v in form.items() if isinstance(v, str)}
        judged = corrections_of(desk, told, name_of(request) or told.get("by", ""))
        for each in judged:
            desk.judge(each)
        answer = followed(
            request, desk, **({"done": " ".join(j.id for j in judged)} if judged else {"same": "1"})
        )
        if told.get("by"):
            answer.set_cookie(BY, quote(told["by"]), httponly=True, samesite="strict")
        return answer

    return pages


def corrections_of(desk: Desk, told: Given, by: str) -> tuple[Judgement, ...]:
    """A judgement for each facet that the form says otherwise than it stands now."""
    if told.get("about") not in (About.EVENT, About.STATEMENT):
        raise KhabarError("Nothing that can be corrected. Use the form of the page.")
    about, at = About(told["about"]), spot_at(where_at(desk, told.get("a", "")))
    read = desk.read_at(about, at)
    if read is None:
        raise NothingThereError(told["a"])
    plain = Judgement(
        a=at, about=about, holds=True, by=by, day=date.today().isoformat(), why=told.get("why", "")
    )
    try:
        return tuple(replace(plain, corrects=each) for each in _said(read, told))
    except ValueError as error:
        raise KhabarError(f"No such correction: {error}. Use the form of the page.") from error


def _said(read: ReadAt, told: Given) -> Iterator[Correction]:
    for name, now in read.facets:
        facet = Facet(name)
        found = _whom(facet, told) if facet in WHO else _word(facet, told, now)
        if found is not None:
            yield found


def _word(facet: Facet, told: Given, now: Told) -> Correction | None:
    said = told.get(facet)
    return None if said is None or said == now else Correction(what=facet, value=said)


def _whom(facet: Facet, told: Given) -> Correction | None:
    """Own words come before a choice among the names; neither leaves it as it is."""
    if words := told.get(f"{facet}_words"):
        return Correction(what=facet, value=words)
    chosen = told.get(facet, "")
    if not chosen:
        return None
    if chosen == NOBODY:
        return Correction(what=facet)
    at = span_of(chosen, 2**31)
    if at is None:
        raise ValueError(f"{chosen} is no place of a name")
    return Correction(what=facet, names=(Span(start=at[0], end=at[1]),))
