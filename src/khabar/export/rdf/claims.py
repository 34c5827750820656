"""What one article says, in a graph of its own: claims, from whom they come, and where they stand.

A chain is a row of tellings. The claim is the outlet's; it was derived from the same claim as the
first source of the chain told it, that from the telling of the next, inwards to the source nearest
the event: `prov:wasDerivedFrom+/prov:wasAttributedTo` leads along it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.export.rdf.terms import (
    LABEL,
    TYPE,
    Iri,
    Literal,
    Quad,
    known_iri,
    own,
    real,
    term,
    text,
    truth,
    web,
    whole,
)
from khabar.export.rdf.walk import enum_iri
from khabar.schema.events import Event, Figure
from khabar.schema.reading import DocumentFacts, Reading
from khabar.schema.record import Record
from khabar.schema.spans import Span
from khabar.schema.statements import Statement

_Said = Iterator[tuple[Iri, Iri, Iri | Literal]]


def claim_quads(record: Record, reading: Reading) -> Iterator[Quad]:
    """The article and what it says, in the graph that bears its name."""
    graph = own("doc", reading.document.id)
    for subject, predicate, value in _Article(reading, record).said():
        yield subject, predicate, value, graph


class _Article:
    """One reading, told."""

    def __init__(self, reading: Reading, record: Record) -> None:
        self.reading = reading
        self.iri = own("doc", reading.document.id)
        doc = reading.document.id
        self.home = {m.id: a.id for a in record.actors for m in a.members if m.doc == doc}
        # Where no outlet is known, the article speaks for itself.
        outlet = reading.document.outlet
        self.outlet = self.iri if outlet is None else own("outlet", outlet)

    def inner(self, id_: str) -> Iri:
        """Something inside the reading."""
        return own("doc", self.reading.document.id, id_)

    def said(self) -> _Said:
        yield from _document(self.iri, self.outlet, self.reading.document)
        yield from self._actors()
        for event in self.reading.events:
            yield from self._event(event)
        for statement in self.reading.statements:
            yield from self._statement(statement)
        for figure in self.reading.figures:
            yield from self._figure(figure)
        for office in self.reading.offices:
            yield from self._claim(self.inner(office.id), "OfficeClaim", office, ())
        for relation in self.reading.relations:
            subject = self.inner(relation.id)
            yield from self._claim(subject, "RelationClaim", relation, relation.chain)
            yield subject, term("khabar", "polarity"), enum_iri(relation.polarity)

    def _actors(self) -> _Said:
        for actor in self.reading.actors:
            subject = self.inner(actor.id)
            yield subject, TYPE, term("khabar", "Mentioned")
            yield subject, TYPE, term("prov", "Agent")
            yield subject, LABEL, text(actor.name.ar, "ar")
            yield subject, term("khabar", "kind"), enum_iri(actor.kind)
            yield subject, term("khabar", "anonymous"), truth(actor.anonymous)
            if actor.id in self.home:
                yield subject, term("khabar", "denotes"), known_iri(self.home[actor.id])
            for mention in actor.mentions:
                yield from self._evidence(subject, mention)

    def _event(self, event: Event) -> _Said:
        subject = self.inner(event.id)
        yield from self._claim(subject, "Claim", event, event.chain)
        yield subject, term("khabar", "type"), enum_iri(event.type)
        if event.mode:
            yield subject, term("khabar", "mode"), text(event.mode)
        yield subject, term("khabar", "status"), enum_iri(event.status)
        yield subject, term("khabar", "polarity"), enum_iri(event.polarity)
        yield subject, term("khabar", "sure"), real(event.sure)
        for role, ids in (
            ("actor", event.actor),
            ("recipient", event.recipient),
            ("other", event.other),
        ):
            for one in dict.fromkeys(ids):
                yield subject, term("khabar", role), self.inner(one)

    def _statement(self, statement: Statement) -> _Said:
        subject = self.inner(statement.id)
        # The source of a statement is the innermost of those who hand it on.
        through = (
            statement.chain if statement.source is None else (*statement.chain, statement.source)
        )
        yield from self._claim(subject, "Statement", statement.content, through)
        yield subject, term("khabar", "act"), enum_iri(statement.act)
        if statement.source is not None:
            yield subject, term("khabar", "source"), self.inner(statement.source)
        for event in dict.fromkeys(statement.about):
            yield subject, term("khabar", "about"), self.inner(event)

    def _figure(self, figure: Figure) -> _Said:
        subject = self.inner(figure.id)
        yield from self._claim(subject, "Figure", figure, figure.chain)
        yield subject, term("khabar", "about"), self.inner(figure.event)
        yield subject, term("khabar", "what"), enum_iri(figure.what)
        if figure.low is not None:
            yield subject, term("khabar", "low"), whole(figure.low)
        if figure.high is not None:
            yield subject, term("khabar", "high"), whole(figure.high)

    def _claim(self, subject: Iri, kind: str, where: Span, chain: Sequence[str]) -> _Said:
        """A claim, the words it stands on, and the row of its tellings."""
        yield subject, TYPE, term("khabar", kind)
        yield subject, TYPE, term("prov", "Entity")
        yield subject, term("dcterms", "isPartOf"), self.iri
        yield subject, term("prov", "wasAttributedTo"), self.outlet
        yield from self._evidence(subject, where)
        outer = subject
        for depth, source in enumerate(chain, 1):
            told = Iri(f"{subject.value}:told:{depth}")
            yield outer, term("prov", "wasDerivedFrom"), told
            yield told, TYPE, term("khabar", "Telling")
            yield told, TYPE, term("prov", "Entity")
            yield told, term("khabar", "depth"), whole(depth)
            yield told, term("prov", "wasAttributedTo"), self.inner(source)
            outer = told

    def _evidence(self, subject: Iri, where: Span) -> _Said:
        """The words, by their characters and as they stand there."""
        target = Iri(f"{self.iri.value}:at:{where.start}-{where.end}")
        position, quote = Iri(f"{target.value}:position"), Iri(f"{target.value}:quote")
        yield subject, term("khabar", "evidence"), target
        yield target, TYPE, term("oa", "SpecificResource")
        yield target, term("oa", "hasSource"), self.iri
        yield target, term("oa", "hasSelector"), position
        yield target, term("oa", "hasSelector"), quote
        yield position, TYPE, term("oa", "TextPositionSelector")
        yield position, term("oa", "start"), whole(where.start)
        yield position, term("oa", "end"), whole(where.end)
        yield quote, TYPE, term("oa", "TextQuoteSelector")
        yield quote, term("oa", "exact"), text(where.cut(self.reading.text))


def _document(subject: Iri, outlet: Iri, facts: DocumentFacts) -> _Said:
    yield subject, TYPE, term("schema", "NewsArticle")
    yield subject, TYPE, term("prov", "Entity")
    if facts.title is not None:
        yield subject, term("schema", "headline"), text(facts.title, "ar")
    if outlet != subject:
        yield subject, term("prov", "wasAttributedTo"), outlet
        yield subject, term("schema", "publisher"), outlet
        yield outlet, TYPE, term("prov", "Agent")
        yield outlet, LABEL, text(facts.outlet or "", "ar")
    address = web(facts.url)
    if address is not None:
        yield subject, term("schema", "url"), address
    first, last = facts.published.earliest, facts.published.latest
    if first is not None and first == last:
        day = Literal(first, type=term("xsd", "date"))
        yield subject, term("schema", "datePublished"), day
