"""An article whole, with what was understood in it and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from khabar.pipeline.kit import recipe
from khabar.schema.documents import SegmentKind
from khabar.schema.names import Name
from khabar.schema.reading import Note, Reading
from khabar.schema.spans import Span
from khabar.serve.desk_corrected import corrections_of, homes_of
from khabar.serve.desk_documents import row_of
from khabar.serve.views import Article, Mark
from khabar.store.codec import reading_of
from khabar.store.shelf import Shelf
from khabar.store.sql import SqlStore

_GIVEN = "document"  # what the page itself gives, found by no step


def article(store: SqlStore, shelf: Shelf, id_: str) -> Article | None:
    """An article of the shelf with its marks."""
    row = row_of(shelf, id_)
    stored = None if row is None else store.reading(row.id, recipe())
    if row is None or stored is None:
        return None
    reading = reading_of(stored.body, store.where)
    homes = homes_of(shelf, row.id)
    published = reading.document.published
    return Article(
        row=row, text=reading.text, url=reading.document.url,
        basis=None if published.basis is None else str(published.basis), recipe=reading.recipe,
        marks=tuple(sorted(marks_of(reading, homes), key=lambda m: (m.start, -m.end, m.layer))),
        notes=tuple(_told(note, reading.text) for note in reading.notes),
        corrections=corrections_of(reading, tuple(store.judgements()), homes),
        pages=reading.document.pages,
    )  # fmt: skip


def _told(note: Note, text: str) -> str:
    """A note with the words it is about; one about the whole article without."""
    words = note.where.cut(text)
    return note.what if words == text else f"{words}: {note.what}"


def marks_of(reading: Reading, homes: Mapping[str, str]) -> Iterator[Mark]:
    """Everything that was understood, with the words it stands on."""
    yield from _names(reading, homes)
    yield from _happened(reading, homes)
    yield from _said(reading)
    called = {str(a.id): a.name for a in reading.actors}
    for tie in reading.relations:
        about = f"{called[tie.subject].ar} ← {called[tie.object].ar}"
        yield _mark("relations", tie.id, tie, tie.relation, about)
    for at, segment in enumerate(reading.segments):
        if segment.kind not in (SegmentKind.BODY, SegmentKind.TITLE):
            yield _mark("furniture", f"segment{at}", segment, segment.kind, "")


def _names(reading: Reading, homes: Mapping[str, str]) -> Iterator[Mark]:
    for actor in reading.actors:
        for mention in actor.mentions:
            yield _mark(
                "names", actor.id, mention, "anonymous" if actor.anonymous else actor.kind,
                _both(actor.name), sure=mention.sure, leads_to=homes.get(actor.id),
            )  # fmt: skip
    for place in reading.places:
        for spot in place.mentions:
            yield _mark("names", place.id, spot, "place", _both(place.name))
    called = {str(a.id): a.name for a in reading.actors}
    for office in reading.offices:
        about = _both(called[office.person])
        leads = homes.get(office.person)
        yield _mark("offices", office.id, office, "office", about, leads_to=leads)
    for at, time in enumerate(reading.times):
        told = getattr(time, "value", None) or getattr(time, "edtf", None) or ""
        yield _mark("times", f"time{at}", time, "time", str(told))


def _happened(reading: Reading, homes: Mapping[str, str]) -> Iterator[Mark]:
    for event in reading.events:
        label = event.type if event.mode is None else f"{event.type}-{event.mode}"
        yield _mark(
            "events", event.id, event, label, f"{event.status} {event.polarity}",
            found_by=event.found_by, sure=event.sure, leads_to=homes.get(event.id),
        )  # fmt: skip
    for report in reading.reports:
        about = f"{report.status} {report.polarity}"
        yield _mark("events", report.id, report, "report", about, leads_to=homes.get(report.of))
    for figure in reading.figures:
        told = f"{figure.low if figure.low is not None else ''}–{figure.high or ''}"
        leads = homes.get(figure.event)
        yield _mark("events", figure.id, figure, figure.what, told, leads_to=leads)


def _said(reading: Reading) -> Iterator[Mark]:
    called = {str(a.id): a.name for a in reading.actors}
    for said in reading.statements:
        about = "" if said.source is None else _both(called[said.source])
        how = {"found_by": said.found_by, "sure": said.sure}
        yield _mark("statements", said.id, said.content, said.act, about, **how)  # type: ignore[arg-type]
        if said.cue is not None:
            yield _mark("cues", said.id, said.cue, said.act, about, **how)  # type: ignore[arg-type]


def _mark(  # noqa: PLR0913
    layer: str, item: str, span: Span, label: str, about: str, *,
    found_by: str = _GIVEN, sure: float = 1.0, leads_to: str | None = None,
) -> Mark:  # fmt: skip
    return Mark(
        layer=layer, item=item, start=span.start, end=span.end, label=label, about=about,
        found_by=found_by, sure=sure, leads_to=leads_to,
    )  # fmt: skip


def _both(name: Name) -> str:
    return name.ar if name.en is None else f"{name.ar} · {name.en}"
