"""The text with what is marked in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from khabar.export.tei.times import dated
from khabar.export.tei.xml import BODY, element, fit, to
from khabar.schema.names import ActorKind
from khabar.schema.reading import Reading
from khabar.schema.spans import Span

_TAGS: Mapping[ActorKind, str] = {
    ActorKind.PERSON: "persName", ActorKind.STATE: "placeName", ActorKind.REGION: "placeName",
    ActorKind.CONFERENCE: "name", ActorKind.AGREEMENT: "name", ActorKind.VESSEL: "name",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """An element of the text."""

    span: Span
    tag: str
    given: Mapping[str, str | None]


def body(parent: etree._Element, reading: Reading) -> None:
    """Put the text there: its characters are those of the article, one for one."""
    holder = element(parent, "ab", {"id": BODY, "space": "preserve"})
    marks = sorted(_marks(reading), key=lambda m: (m.span.start, -m.span.end))
    _filled(holder, fit(reading.text), marks)


def _marks(reading: Reading) -> Iterator[Mark]:
    """What is marked; of two that begin and end alike the first given stands outside."""
    for segment in reading.segments:
        yield Mark(segment, "seg", {"type": segment.kind})
    for statement in reading.statements:
        through = (*statement.chain, *(() if statement.source is None else (statement.source,)))
        given = {
            "who": to(through[-1:]) if statement.source is not None else None,
            "source": to(statement.chain),
            "ana": to((statement.id,)),
            "type": statement.mode.value,
        }
        yield Mark(statement.content, "q", given)
        if statement.cue is not None:
            cue = {"type": "cue", "subtype": statement.act.value, "ana": to((statement.id,))}
            yield Mark(statement.cue, "seg", cue)
    for event in reading.events:
        given = {"type": "event", "subtype": event.type, "ref": to((event.id,))}
        yield Mark(event, "rs", given)
    for office in reading.offices:
        yield Mark(office, "roleName", {"ref": to((office.id,))})
    yield from _names(reading)


def _names(reading: Reading) -> Iterator[Mark]:
    for actor in reading.actors:
        tag = "rs" if actor.anonymous else _TAGS.get(actor.kind, "orgName")
        kind = "source" if actor.anonymous else actor.kind.value
        for mention in actor.mentions:
            yield Mark(mention, tag, {"type": kind, "ref": to((actor.id,))})
    for place in reading.places:
        for span in place.mentions:
            yield Mark(span, "placeName", {"ref": to((place.id,))})
    for time in reading.times:
        yield Mark(time, "date", dated(time.value))


def _filled(holder: etree._Element, text: str, marks: list[Mark]) -> None:
    """Write text and marks; a mark that would cross another is left to the stand-off part."""
    open_: list[tuple[etree._Element, int]] = [(holder, len(text))]
    at = 0

    def write(until: int) -> None:
        nonlocal at
        inside = open_[-1][0]
        if until > at:
            if len(inside):
                inside[-1].tail = (inside[-1].tail or "") + text[at:until]
            else:
                inside.text = (inside.text or "") + text[at:until]
            at = until

    def close(before: int) -> None:
        while open_[-1][1] <= before and len(open_) > 1:
            write(open_[-1][1])
            open_.pop()

    for mark in marks:
        close(mark.span.start)
        if mark.span.end <= open_[-1][1]:
            write(mark.span.start)
            open_.append((element(open_[-1][0], mark.tag, mark.given), mark.span.end))
    close(len(text))
    write(len(text))
