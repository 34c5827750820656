"""The annotations of one article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count

from khabar.export.brat.configuration import (
    CONTENT,
    FIGURE,
    OFFICE,
    PLACE,
    STATEMENT,
    TIME,
    label,
)
from khabar.schema.events import Event, Figure, Polarity
from khabar.schema.reading import Reading
from khabar.schema.spans import Span
from khabar.schema.statements import Statement

_BREAK = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
"""Where a line of the annotation file would end, or a cell: an annotation goes on behind it."""


def annotation_lines(reading: Reading) -> Iterator[bytes]:
    """The annotation file, line by line."""
    return (f"{line}\n".encode() for line in _Written(reading).lines())


class _Written:
    """Writes one reading; every span is written once a type."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self._names: dict[tuple[str, int, int], str] = {}
        self._new: list[str] = []
        self._number = {kind: count(1) for kind in "TERA#"}
        self._mentions: dict[str, Sequence[Span]] = {a.id: a.mentions for a in reading.actors}
        self._mentions |= {p.id: p.mentions for p in reading.places}
        self._kinds: dict[str, str] = {a.id: label(a.kind) for a in reading.actors}
        self._items: dict[str, str] = {}

    def lines(self) -> Iterator[str]:
        """Names first, then what refers to them."""
        steps = (
            self._actors(), self._places(), self._times(), self._events(), self._statements(),
            self._offices(), self._relations(), self._figures(), self._disputes(),
        )  # fmt: skip
        for step in steps:
            for line in step:
                yield from self._flushed()
                yield line
            yield from self._flushed()

    def _flushed(self) -> Iterator[str]:
        """The spans that were named on the way: brat wants them before what refers to them."""
        yield from self._new
        self._new.clear()

    def _span(self, type_: str, span: Span) -> str:
        key = (type_, span.start, span.end)
        if key not in self._names:
            name = self._names[key] = f"T{next(self._number['T'])}"
            parts = _fragments(self.text, span)
            where = ";".join(f"{start} {end}" for start, end in parts)
            words = " ".join(self.text[start:end] for start, end in parts)
            self._new.append(f"{name}\t{type_} {where}\t{words}")
        return self._names[key]

    def _attribute(self, name: str, of: str, value: str = "") -> str:
        return f"A{next(self._number['A'])}\t{name} {of}" + (f" {value}" if value else "")

    def _relation(self, name: str, first: str, second: str) -> str:
        return f"R{next(self._number['R'])}\t{name} Arg1:{first} Arg2:{second}"

    def _note(self, of: str, words: str) -> str:
        return f"#{next(self._number['#'])}\tAnnotatorNotes {of}\t{' '.join(words.split())}"

    def _same(self, spans: Sequence[str]) -> Iterator[str]:
        if len(spans) > 1:
            yield f"*\tCoref {' '.join(spans)}"

    def _actors(self) -> Iterator[str]:
        for actor in self.reading.actors:
            spans = [self._span(label(actor.kind), m) for m in actor.mentions]
            yield from self._same(list(dict.fromkeys(spans)))
            if actor.anonymous:
                yield from (self._attribute("Anonymous", s) for s in dict.fromkeys(spans))
            if actor.name.en is not None:
                yield self._note(spans[0], actor.name.en)

    def _places(self) -> Iterator[str]:
        for place in self.reading.places:
            spans = [self._span(PLACE, m) for m in place.mentions]
            yield from self._same(list(dict.fromkeys(spans)))

    def _times(self) -> Iterator[str]:
        for time in self.reading.times:
            name = self._span(TIME, time)
            if time.value is not None:
                yield self._note(name, time.value)

    def _nearest(self, id_: str, to: Span) -> str:
        """The mention of an actor or place that stands nearest to where something is told of it."""
        mentions = self._mentions[id_]
        nearest = min(mentions, key=lambda m: (max(m.start - to.end, to.start - m.end), m.start))
        return self._span(self._kinds.get(id_, PLACE), nearest)

    def _arguments(self, to: Span, roles: Sequence[tuple[str, Sequence[str]]]) -> str:
        """Roles as brat numbers them: Actor, Actor2, Actor3; each mention once a role."""
        told = []
        for role, ids in roles:
            spans = dict.fromkeys(self._nearest(i, to) for i in ids)
            told += [f"{role}{n if n > 1 else ''}:{s}" for n, s in enumerate(spans, 1)]
        return "".join(f" {t}" for t in told)

    def _events(self) -> Iterator[str]:
        for event in self.reading.events:
            yield self._event(event)
            name = self._items[event.id]
            yield self._attribute("Status", name, event.status)
            yield self._attribute("Polarity", name, event.polarity.name.lower())
            if event.mode:
                yield self._note(name, event.mode)

    def _event(self, event: Event) -> str:
        trigger = self._span(event.type, event)
        name = self._items[event.id] = f"E{next(self._number['E'])}"
        roles = (
            ("Actor", event.actor),
            ("Recipient", event.recipient),
            ("Other", event.other),
            ("Place", () if event.place is None else (event.place,)),
            ("Chain", event.chain),
        )
        return f"{name}\t{event.type}:{trigger}{self._arguments(event, roles)}"

    def _statements(self) -> Iterator[str]:
        for statement in self.reading.statements:
            content = self._span(CONTENT, statement.content)
            if statement.cue is None:
                # Without a cue there is nothing an event of brat could stand on.
                name = content
                if statement.source is not None:
                    source = self._nearest(statement.source, statement.content)
                    yield self._relation("Says", source, content)
            else:
                yield self._statement(statement, statement.cue, content)
                name = self._items[statement.id]
            self._items[statement.id] = name
            yield self._attribute("Act", name, statement.act)
            yield self._attribute("Mode", name, statement.mode)

    def _statement(self, statement: Statement, cue: Span, content: str) -> str:
        trigger = self._span(STATEMENT, cue)
        name = self._items[statement.id] = f"E{next(self._number['E'])}"
        source = () if statement.source is None else (statement.source,)
        told = self._arguments(cue, (("Source", source), ("Chain", statement.chain)))
        about = dict.fromkeys(self._items[e] for e in statement.about)
        told += "".join(f" About{n if n > 1 else ''}:{e}" for n, e in enumerate(about, 1))
        return f"{name}\t{STATEMENT}:{trigger} Content:{content}{told}"

    def _offices(self) -> Iterator[str]:
        for office in self.reading.offices:
            name = self._span(OFFICE, office)
            yield self._relation("Holds", self._nearest(office.person, office), name)
            if office.of is not None:
                yield self._relation("OfficeOf", name, self._nearest(office.of, office))

    def _relations(self) -> Iterator[str]:
        for relation in self.reading.relations:
            ends = (self._nearest(i, relation) for i in (relation.subject, relation.object))
            line = self._relation(label(relation.relation), *ends)
            yield line
            if relation.polarity is Polarity.NEGATIVE:
                # brat has attributes of spans and events only.
                yield self._note(line.split()[0], "denied")

    def _figures(self) -> Iterator[str]:
        for figure in self.reading.figures:
            name = self._items[figure.id] = self._span(FIGURE, figure)
            yield self._relation("Counts", name, self._items[figure.event])
            yield self._attribute("What", name, figure.what)
            yield self._note(name, _counted(figure))

    def _disputes(self) -> Iterator[str]:
        for dispute in self.reading.disputes:
            ends = [self._items.get(i) for i in (dispute.a, dispute.b)]
            a, b = ends
            if a is not None and b is not None:
                yield self._relation("Disputes", a, b)


def _counted(figure: Figure) -> str:
    low = "" if figure.low is None else str(figure.low)
    high = "" if figure.high is None else str(figure.high)
    return low if low == high else f"{low}..{high}"


def _fragments(text: str, span: Span) -> list[tuple[int, int]]:
    """A span without its breaks: brat has an annotation of several parts for it."""
    parts, start = [], span.start
    for gap in _BREAK.finditer(text, span.start, span.end):
        parts.append((start, gap.start()))
        start = gap.end()
    parts.append((start, span.end))
    # What is nothing but breaks keeps its characters: the file must name some.
    return [p for p in parts if p[0] < p[1]] or [(span.start, span.end)]
