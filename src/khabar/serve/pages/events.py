"""One event: its reports with their chains, its numbers, its stages; outlets side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from khabar.serve.desk import Desk
from khabar.serve.pages.asked import wanted_of
from khabar.serve.pages.chains import distinct, trees_of
from khabar.serve.pages.frame import NothingThereError, page, page_router, see, sentence_path, table
from khabar.serve.views import Change, DisputeRow, EventRow, ReportRow, TollRow, Wanted, Where

_CHANGES, _FOUND, _COPIES = 500, 20, 40


@dataclass(frozen=True, slots=True)
class Outlet:
    """What one outlet reports of a story, the oldest report first."""

    name: str
    reports: tuple[ReportRow, ...]


def router(desk: Desk) -> APIRouter:
    """An event and the outlets that tell it."""
    pages = page_router()

    @pages.get("/events/{key}")
    def event(request: Request, key: str) -> HTMLResponse:
        return _event_page(request, desk, key)

    @pages.get("/events/{key}/sentence", response_class=RedirectResponse)
    def sentence(request: Request, key: str) -> RedirectResponse:
        return see(request, sentence_path(_spot(desk, key)))

    @pages.get("/events/{key}/tolls.csv")
    def toll_table(key: str) -> Response:
        return table("tolls", TollRow, desk.tolls(key))

    @pages.get("/compare")
    def compare(request: Request) -> HTMLResponse:
        return _compared(request, desk)

    return pages


def outlets_of(reports: Sequence[ReportRow]) -> tuple[Outlet, ...]:
    """Reports by outlet, the outlet that was first first."""
    groups: dict[str, list[ReportRow]] = {}
    for report in sorted(reports, key=lambda r: (r.published is None, r.published or "", r.item)):
        groups.setdefault(report.outlet or "", []).append(report)
    return tuple(Outlet(name, tuple(rows)) for name, rows in groups.items())


def _most_told(wanted: Wanted) -> Wanted:
    return Wanted(q=wanted.q, since=wanted.since, until=wanted.until, sort="reports")


def copied(desk: Desk, reports: Sequence[ReportRow]) -> dict[str, ReportRow]:
    """For a document that has its words from another one of these, the report of the first."""
    by_document = {r.document: r for r in reversed(reports)}
    groups = {document: {document} for document in by_document}
    for document in list(by_document)[:_COPIES]:
        for copy in desk.copies(Wanted(document=document), None, _COPIES).rows:
            if copy.a.id in groups and copy.b.id in groups:
                joined = groups[copy.a.id] | groups[copy.b.id]
                groups.update(dict.fromkeys(joined, joined))
    firsts = {d: min(group, key=lambda m: _age(by_document[m])) for d, group in groups.items()}
    return {d: by_document[first] for d, first in firsts.items() if d != first}


def _age(report: ReportRow) -> tuple[bool, str, str]:
    """Sorts reports by when they were published, those of which it is not known last."""
    return report.published is None, report.published or "", report.document


def _event(desk: Desk, key: str) -> EventRow:
    row = desk.event(key)
    if row is None:
        raise NothingThereError(key)
    return row


def _spot(desk: Desk, key: str) -> Where:
    spot = desk.spot(key)
    if spot is None:
        raise NothingThereError(key)
    return spot


def _disputes(desk: Desk, event: EventRow) -> list[DisputeRow]:
    """What is disputed of this event."""
    return list(desk.disputes(Wanted(event=event.id), None, _CHANGES).rows)


def _changes(desk: Desk, event: EventRow, reports: Sequence[ReportRow]) -> list[Change]:
    """What changed about this event, or because of what one of its documents reports of it."""
    return [
        c for c in desk.changes(_CHANGES)
        if event.id in f"{c.what} {c.before} {c.after}"
        or any(f"{r.document}" in c.what and r.item in c.what for r in reports)
    ]  # fmt: skip


def _event_page(request: Request, desk: Desk, key: str) -> HTMLResponse:
    row = _event(desk, key)
    reports = distinct(desk.reports(key))
    return page(
        request, "event.html",
        event=row,
        whole=desk.event(row.part_of) if row.part_of else None,
        trees=trees_of(reports, copied(desk, reports)),
        agreeing=[r for r in reports if r.polarity == row.polarity],
        differing=[r for r in reports if r.polarity != row.polarity],
        disputes=_disputes(desk, row),
        tolls=desk.tolls(key),
        parts=desk.parts(key),
        changes=_changes(desk, row, reports),
        corrections=desk.corrections(key),
    )  # fmt: skip


def _compared(request: Request, desk: Desk) -> HTMLResponse:
    wanted = wanted_of(request, desk)
    key = request.query_params.get("event", "")
    return page(
        request, "compare.html",
        wanted=wanted,
        event=_event(desk, key) if key else None,
        outlets=outlets_of(distinct(desk.reports(key))) if key else (),
        found=() if key else desk.events(_most_told(wanted), None, _FOUND).rows,
    )  # fmt: skip
