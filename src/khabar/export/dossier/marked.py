"""An article as it stands, with places to which facts can lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from khabar.schema.documents import SegmentKind
from khabar.schema.reading import Reading
from khabar.schema.spans import Span

_ANCHOR = Markup('<a id="{}"></a>')


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    name: str
    kind: str


def marked(reading: Reading, number: int) -> Markup:
    """The text of a reading as paragraphs, events and statements marked, furniture dimmed.

    Everything from the article is escaped; only our own marks are HTML.
    """
    marks = list(_marks(reading, number))
    segments = reading.segments or (Span(start=0, end=len(reading.text)),)
    first = {m.name: next((s for s in segments if s.overlaps(m.span)), None) for m in marks}
    lines = (
        _line(reading, segment, [_in(m, first[m.name], segment) for m in marks])
        for segment in segments
    )
    lost = [name for name, segment in first.items() if name and segment is None]
    return Markup("\n").join((*(_ANCHOR.format(name) for name in lost), *lines))


def _in(mark: _Mark, first: Span | None, segment: Span) -> _Mark:
    """The mark as it stands in a segment: a place has one name, where it begins."""
    return mark if first is segment else _Mark(mark.span, "", mark.kind)


def _marks(reading: Reading, number: int) -> Iterator[_Mark]:
    seen: set[str] = set()
    for report in reading.reports:
        name = f"d{number}-{report.of}"
        yield _Mark(report, name if name not in seen else "", "event")
        seen.add(name)
    for event in reading.events:
        if f"d{number}-{event.id}" not in seen:
            yield _Mark(event, f"d{number}-{event.id}", "event")
    for statement in reading.statements:
        yield _Mark(statement.content, f"d{number}-{statement.id}", "said")
    yield from (_Mark(f, f"d{number}-{f.id}", "told") for f in reading.figures)
    yield from (_Mark(o, f"d{number}-{o.id}", "told") for o in reading.offices)


def _line(reading: Reading, segment: Span, marks: Sequence[_Mark]) -> Markup:
    kind = getattr(segment, "kind", SegmentKind.BODY)
    tag = "h3" if kind is SegmentKind.TITLE else "p"
    body = Markup("").join(
        _pieces(reading.text, segment, [m for m in marks if segment.overlaps(m.span)])
    )
    return Markup('<{} dir="auto" class="{}">{}</{}>').format(tag, kind.value, body, tag)


def _pieces(text: str, segment: Span, marks: Sequence[_Mark]) -> Iterator[Markup]:
    cuts = {segment.start, segment.end}
    for mark in marks:
        cuts |= {max(mark.span.start, segment.start), min(mark.span.end, segment.end)}
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        here = [m for m in marks if m.span.start <= start and end <= m.span.end]
        opened = [m.name for m in here if m.name and max(m.span.start, segment.start) == start]
        anchors = Markup("").join(_ANCHOR.format(name) for name in opened)
        words = escape(text[start:end])
        kinds = " ".join(sorted({m.kind for m in here}))
        yield anchors + (
            Markup('<mark class="{}">{}</mark>').format(kinds, words) if here else words
        )
