"""The tables of everything in the record that is no event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from khabar.export.told.csv_cells import Column, Kind, Row, Table
from khabar.schema.reading import DocumentFacts
from khabar.schema.record import DisputeSide, Record, RecordDispute, RecordExpectation


def record_tables(record: Record, documents: Sequence[DocumentFacts]) -> Iterator[Table]:
    """All tables of a record but those of events; paths stay here, they may tell too much."""
    yield _documents(documents)
    yield _actors(record)
    yield _offices(record)
    yield _relations(record)
    yield _disputes(record)
    yield _expectations(record)
    yield _copies(record)


def _documents(documents: Iterable[DocumentFacts]) -> Table:
    return Table(
        name="documents",
        says="The articles that were read.",
        key=("document",),
        columns=(
            Column("document", "its id"),
            Column("source_id", "the id that it had where it came from"),
            Column("url", "the address of the page"),
            Column("outlet", "who published it"),
            Column("title", "its headline"),
            Column("language", "ISO 639-1"),
            Column("published_earliest", "published on this day or later"),
            Column("published_latest", "published on this day or earlier"),
            Column("published_basis", "how that is known"),
        ),
        rows=[_document(d) for d in documents],
    )


def _document(document: DocumentFacts) -> Row:
    published = document.published
    return (
        document.id, document.source_id, document.url, document.outlet, document.title,
        document.language, published.earliest, published.latest,
        published.basis.value if published.basis else None,
    )  # fmt: skip


def _actors(record: Record) -> Table:
    return Table(
        name="actors",
        says="Persons, bodies, states and others, over all documents.",
        key=("actor",),
        columns=(
            Column("actor", "its id"),
            Column("name_ar", "its name in Arabic"),
            Column("name_en", "its name in English"),
            Column("name_en_made", "whether a machine spelt the English name", Kind.YES),
            Column("kind", "person, state, government, military, armed_group …"),
            Column("wikidata", "its id in Wikidata"),
            Column("documents", "how many documents name it", Kind.WHOLE),
        ),
        rows=[
            (a.id, a.name.ar, a.name.en, a.made, a.kind.value, a.wikidata,
             len({m.doc for m in a.members}))
            for a in record.actors
        ],
    )  # fmt: skip


def _offices(record: Record) -> Table:
    return Table(
        name="offices",
        says="Titles that the articles give to actors.",
        links=(("actor", "actors"), ("of", "actors")),
        columns=(
            Column("actor", "who, as in actors.csv"),
            Column("title_ar", "the title in Arabic"),
            Column("title_en", "the title in English"),
            Column("of", "the body or state, as in actors.csv"),
            Column("held", "the time over which articles say so, as EDTF"),
            Column("reports", "how many times they do", Kind.WHOLE),
        ),
        rows=[
            (a.id, o.title.ar, o.title.en, o.of, o.held, len(o.reports))
            for a in record.actors
            for o in a.offices
        ],
    )


def _relations(record: Record) -> Table:
    return Table(
        name="relations",
        says="Lasting ties between actors.",
        links=(("subject", "actors"), ("object", "actors")),
        columns=(
            Column("subject", "who, as in actors.csv"),
            Column("relation", "supports, opposes, commands …"),
            Column("object", "to whom, as in actors.csv"),
            Column("held", "the time over which it is reported, as EDTF"),
            Column("reports", "how many times it is", Kind.WHOLE),
        ),
        rows=[
            (r.subject, r.relation.value, r.object, r.held, len(r.members))
            for r in record.relations
        ],
    )


def _disputes(record: Record) -> Table:
    sides = tuple(
        column
        for side in ("a", "b")
        for column in (
            Column(f"document_{side}", f"the document of claim {side}"),
            Column(f"id_{side}", f"the id of claim {side} inside its document"),
            Column(f"by_{side}", f"who makes claim {side}: an actor's id, or the outlet"),
            Column(f"chain_{side}", "the actors through whom it came, the outlet's side first"),
            Column(f"reported_{side}", "when that was published, as EDTF"),
        )
    )
    return Table(
        name="disputes",
        says="Two claims that cannot both be true, with both sides.",
        links=(("event", "events"), ("document_a", "documents"), ("document_b", "documents")),
        columns=(
            Column("event", "what they are about, as in events.csv"),
            Column("kind", "denial or contradiction"),
            Column("about", "fact, number, perpetrator, time, place or means"),
            Column("strength", "strong, or soft where one claim is vague or a mere view"),
            Column("reversal", "whether one and the same source says both", Kind.YES),
            *sides,
        ),
        rows=[_dispute(d) for d in record.disputes],
    )


def _dispute(dispute: RecordDispute) -> Row:
    a, b = (*dispute.sides, None, None)[:2]
    return (
        dispute.event, dispute.kind.value, dispute.about.value, dispute.strength.value,
        dispute.reversal,
        dispute.a.doc, dispute.a.id, *_side(a), dispute.b.doc, dispute.b.id, *_side(b),
    )  # fmt: skip


def _side(side: DisputeSide | None) -> Row:
    if side is None:
        return (None, None, None)
    return (side.by, " > ".join(side.chain) or None, side.reported)


def _expectations(record: Record) -> Table:
    return Table(
        name="expectations",
        says="Announcements, and what became of them.",
        links=(("document", "documents"), ("outcome_document", "documents")),
        columns=(
            Column("document", "the document that announces it"),
            Column("id", "the event's id inside the document, as in reports.csv"),
            Column("due", "when it is due, as EDTF"),
            Column("verdict", "pending, fulfilled, late, contradicted or unknown"),
            Column("outcome_document", "the document that tells what became of it"),
            Column("outcome_id", "the id there"),
        ),
        rows=[_expectation(e) for e in record.expectations],
    )


def _expectation(expected: RecordExpectation) -> Row:
    outcome = expected.outcome
    return (
        expected.expectation.doc, expected.expectation.id, expected.due, expected.verdict.value,
        outcome.doc if outcome else None, outcome.id if outcome else None,
    )  # fmt: skip


def _copies(record: Record) -> Table:
    return Table(
        name="copies",
        says="Pairs of articles that say the same at length; which was first is not said.",
        key=("document_a", "document_b"),
        links=(("document_a", "documents"), ("document_b", "documents")),
        columns=(Column("document_a", "one article"), Column("document_b", "the other")),
        rows=record.copies,
    )
