"""The tables that the record gives; a thing of it rests on documents of many days."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from khabar.export.parquet.table import (
    COUNT,
    DAY,
    FLAG,
    LINE,
    LINES,
    NUMBER,
    RAW,
    SURE,
    Row,
    Table,
    columns,
    day_of,
    ends,
    fitting,
)
from khabar.schema.record import Record, RecordPlace

_json = msgspec.json.encode


def _actors(r: Record) -> Iterator[Row]:
    for a in r.actors:
        name = a.name
        yield a.id, a.kind, name.ar, name.en, a.made, a.wikidata, len(a.members), _json(a)


def _offices(r: Record) -> Iterator[Row]:
    for a in r.actors:
        for o in a.offices:
            held = (o.held, *ends(o.held))
            yield a.id, o.title.ar, o.title.en, o.of, *held, len(o.reports)


def _events(r: Record) -> Iterator[Row]:
    for e in r.events:
        yield (
            e.id, e.type, e.when, *ends(e.when), e.standing, e.origins, *_place(e.place),
            len(e.members), e.part_of, _json(e),
        )  # fmt: skip


def _place(place: RecordPlace | None) -> Row:
    if place is None:
        return (None,) * 5
    return place.name.ar, place.name.en, place.country, place.lat, place.lon


def _tolls(r: Record) -> Iterator[Row]:
    for e in r.events:
        for t in e.tolls:
            told = (t.reported, *ends(t.reported))
            counted = (t.what, fitting(t.low), fitting(t.high))
            yield e.id, *told, *counted, t.by, t.report.doc, t.report.id


def _relations(r: Record) -> Iterator[Row]:
    for t in r.relations:
        held = (t.held, *ends(t.held))
        yield t.subject, t.relation, t.object, *held, len(t.members), _json(t)


def _disputes(r: Record) -> Iterator[Row]:
    for n, d in enumerate(r.disputes):
        yield (
            n, d.a.doc, d.a.id, d.b.doc, d.b.id, d.kind, d.event, d.about, d.strength, d.reversal,
            _json(d),
        )  # fmt: skip


def _sides(r: Record) -> Iterator[Row]:
    for n, d in enumerate(r.disputes):
        for place, side in enumerate(d.sides):
            yield n, place, side.by, side.chain, side.reported, *ends(side.reported)


def _expectations(r: Record) -> Iterator[Row]:
    for e in r.expectations:
        outcome = (None, None) if e.outcome is None else (e.outcome.doc, e.outcome.id)
        announced = (e.expectation.doc, e.expectation.id)
        yield *announced, e.due, *ends(e.due), e.verdict, *outcome, _json(e)


def _copies(r: Record) -> Iterator[Row]:
    yield from r.copies


def _accepted(r: Record) -> Iterator[Row]:
    for ref in r.accepted:
        yield ref.doc, ref.id


def _revisions(r: Record) -> Iterator[Row]:
    for v in r.revisions:
        yield day_of(v.day or None), v.what, v.before, v.after, v.because, _json(v)


_HELD = {"held": LINE, "first_day": DAY, "last_day": DAY}
OF_RECORD: tuple[Table[Record], ...] = (
    Table(
        "record_actors",
        "Actors over all documents; made says that a machine spelt the English name.",
        columns(
            actor=LINE, kind=LINE, name_ar=LINE, name_en=LINE, made=FLAG, wikidata=LINE,
            members=NUMBER, body=RAW,
        ),
        _actors,
        by_day=False,
    ),
    Table(
        "record_offices",
        "Offices that readings give actors of the record, and the time over which they do so.",
        columns(
            actor=LINE, title_ar=LINE, title_en=LINE, institution=LINE, **_HELD, reports=NUMBER
        ),
        _offices,
        by_day=False,
    ),
    Table(
        "record_events",
        "Events over all documents; origins are the independent sources that they rest on.",
        columns(
            event=LINE, type=LINE, edtf=LINE, first_day=DAY, last_day=DAY, standing=LINE,
            origins=LINES, place_ar=LINE, place_en=LINE, country=LINE, lat=SURE, lon=SURE,
            members=NUMBER, part_of=LINE, body=RAW,
        ),
        _events,
        by_day=False,
    ),
    Table(
        "record_tolls",
        "Numbers told of events, by the day of their report, and who tells them.",
        columns(
            event=LINE, reported=LINE, first_day=DAY, last_day=DAY, what=LINE, low=COUNT,
            high=COUNT, told_by=LINE, document_id=LINE, item_id=LINE,
        ),
        _tolls,
        by_day=False,
    ),
    Table(
        "record_relations",
        "Ties between actors over all documents.",
        columns(subject=LINE, relation=LINE, object=LINE, **_HELD, members=NUMBER, body=RAW),
        _relations,
        by_day=False,
    ),
    Table(
        "record_disputes",
        "Two claims that cannot both be true, each by document and the id there.",
        columns(
            dispute=NUMBER, a_document_id=LINE, a_item_id=LINE, b_document_id=LINE, b_item_id=LINE,
            kind=LINE, event=LINE, about=LINE, strength=LINE, reversal=FLAG, body=RAW,
        ),
        _disputes,
        by_day=False,
    ),
    Table(
        "record_dispute_sides",
        "Who says so on each side of a dispute, first of a, then of b.",
        columns(
            dispute=NUMBER, position=NUMBER, told_by=LINE, chain=LINES, reported=LINE,
            first_day=DAY, last_day=DAY,
        ),
        _sides,
        by_day=False,
    ),
    Table(
        "record_expectations",
        "Announcements, and what became of them by the end of the corpus.",
        columns(
            document_id=LINE, event_id=LINE, due=LINE, first_day=DAY, last_day=DAY, verdict=LINE,
            outcome_document_id=LINE, outcome_item_id=LINE, body=RAW,
        ),
        _expectations,
        by_day=False,
    ),
    Table(
        "record_copies",
        "Pairs of documents with one and the same text.",
        columns(a_document_id=LINE, b_document_id=LINE),
        _copies,
        by_day=False,
    ),
    Table(
        "record_accepted",
        "What a person judged right.",
        columns(document_id=LINE, item_id=LINE),
        _accepted,
        by_day=False,
    ),
    Table(
        "record_revisions",
        "What changed in the record from time to time, and because of which documents.",
        columns(noted=DAY, what=LINE, before=LINE, after=LINE, because=LINES, body=RAW),
        _revisions,
        by_day=False,
    ),
)  # fmt: skip


def _members(things: str, doc: str) -> tuple[tuple[str, object], ...]:
    return columns(**{things: LINE, "document_id": LINE, doc: LINE})


Member = tuple[str, str, str]
"""A thing of the record, the document of a member, and its id there."""
MEMBERS: tuple[Table[list[Member]], ...] = (
    Table(
        "record_actor_members",
        "Which actors of documents an actor of the record is made of.",
        _members("actor", "actor_id"),
        iter,
    ),
    Table(
        "record_event_members",
        "Which events of documents an event of the record is made of.",
        _members("event", "event_id"),
        iter,
    ),
)


def members_of(record: Record) -> tuple[list[Member], list[Member]]:
    """The rows of both, in the order of the record."""
    return (
        [(a.id, m.doc, m.id) for a in record.actors for m in a.members],
        [(e.id, m.doc, m.id) for e in record.events for m in e.members],
    )
