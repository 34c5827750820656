"""What one document says: the public interchange format, field by field.

The types are the format: a reading is written as JSON exactly as its fields stand here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from khabar.schema.documents import Segment
from khabar.schema.events import Event, Figure, Report
from khabar.schema.moments import Published
from khabar.schema.names import Actor, Office, Place
from khabar.schema.spans import Span
from khabar.schema.statements import Dispute, Expectation, Relation, Statement
from khabar.schema.times import TimeExpression

Format = Literal["khabar.reading/1"]
FORMAT: Format = "khabar.reading/1"


_WithId = Actor | Place | Office | Event | Statement | Relation | Report | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What is known about the document itself.

    pages: where in the text each page begins, of a thing that has numbered pages; else none.
    """

    id: str
    source_id: str | None = None
    path: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    language: str
    published: Published = field(default_factory=Published)
    pages: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The number of the page on which a character stands, None where pages have none."""
        return bisect_right(self.pages, offset) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the reader doubted or left out, and where."""

    where: Span
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that one document says, under the recipe that read it.

    Raises:
        ValueError: an offset lies outside the text, an id stands twice, or something refers to an
            actor, place or event that is not there.
    """

    format: Format = FORMAT
    text: str
    document: DocumentFacts
    recipe: str
    segments: tuple[Segment, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    offices: tuple[Office, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()
    reports: tuple[Report, ...] = ()
    figures: tuple[Figure, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        outside = [s for s in self.spans() if s.end > len(self.text)]
        if outside:
            raise ValueError(f"{self.document.path}: {outside[0]} lies outside the text")
        ids = [i.id for group in self._with_ids() for i in group]
        if len(ids) != len(set(ids)):
            raise ValueError(f"{self.document.path}: an id stands twice")
        missing = set(self._references()) - set(ids)
        if missing:
            raise ValueError(f"{self.document.path}: refers to {sorted(missing)}, not there")

    def _with_ids(self) -> tuple[tuple[_WithId, ...], ...]:
        return (
            self.actors, self.places, self.offices, self.events,
            self.statements, self.relations, self.reports, self.figures,
        )  # fmt: skip

    def spans(self) -> Iterator[Span]:
        """Every span of the reading: whatever stands here stands in the text."""
        yield from self.segments
        for actor in self.actors:
            yield from actor.mentions
        for place in self.places:
            yield from place.mentions
        located: Iterable[Span] = (
            *self.offices, *self.times, *self.events, *self.relations, *self.reports, *self.figures,
        )  # fmt: skip
        yield from located
        yield from (event.sentence for event in self.events)
        for statement in self.statements:
            yield statement.content
            if statement.cue is not None:
                yield statement.cue
        yield from (note.where for note in self.notes)

    def _references(self) -> Iterator[str]:
        for event in self.events:
            yield from (*event.actor, *event.recipient, *event.other, *event.chain)
            yield from () if event.place is None else (event.place,)
        for office in self.offices:
            yield from (office.person, *(() if office.of is None else (office.of,)))
        for statement in self.statements:
            yield from (*statement.chain, *statement.about)
            yield from () if statement.source is None else (statement.source,)
        for relation in self.relations:
            yield from (relation.subject, relation.object, *relation.chain)
        yield from self._references_of_reports()

    def _references_of_reports(self) -> Iterator[str]:
        for report in self.reports:
            yield from (report.of, *report.chain)
        for figure in self.figures:
            yield from (figure.event, *figure.chain)
        for dispute in self.disputes:
            yield from (dispute.a, dispute.b)
        for expectation in self.expectations:
            yield from (expectation.event, *(() if expectation.by is None else (expectation.by,)))
