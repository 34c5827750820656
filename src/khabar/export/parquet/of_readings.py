"""The tables that a reading gives: one row a thing that the document says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.export.parquet.table import (
    COUNT,
    DAY,
    FLAG,
    LINE,
    LINES,
    NUMBER,
    SURE,
    Row,
    Table,
    columns,
    ends,
    fitting,
)
from khabar.schema.names import ActorId
from khabar.schema.reading import Reading
from khabar.schema.spans import Span


def _actors(r: Reading) -> Iterator[Row]:
    for a in r.actors:
        n = len(a.mentions)
        yield r.document.id, a.id, a.kind, a.name.ar, a.name.en, a.anonymous, n


def _mentions(r: Reading) -> Iterator[Row]:
    for a in r.actors:
        for m in a.mentions:
            yield r.document.id, a.id, *_at(r, m), m.sure


def _places(r: Reading) -> Iterator[Row]:
    for p in r.places:
        n = len(p.mentions)
        yield r.document.id, p.id, p.name.ar, p.name.en, p.country, p.lat, p.lon, n


def _place_mentions(r: Reading) -> Iterator[Row]:
    for p in r.places:
        for m in p.mentions:
            yield r.document.id, p.id, *_at(r, m)


def _offices(r: Reading) -> Iterator[Row]:
    for o in r.offices:
        yield r.document.id, o.id, o.person, o.of, *_at(r, o)


def _times(r: Reading) -> Iterator[Row]:
    for t in r.times:
        yield r.document.id, *_at(r, t), t.value, *ends(t.value), t.relative


def _events(r: Reading) -> Iterator[Row]:
    for e in r.events:
        yield (
            r.document.id, e.id, e.type, e.mode, e.status, e.polarity, e.when, *ends(e.when),
            e.place, e.actor, e.recipient, e.other, *_at(r, e), e.sentence.start, e.sentence.end,
            e.sentence.cut(r.text), e.sure, e.found_by,
        )  # fmt: skip


def _event_actors(r: Reading) -> Iterator[Row]:
    for e in r.events:
        for role in ("actor", "recipient", "other"):
            for actor in getattr(e, role):
                yield r.document.id, e.id, role, actor


def _statements(r: Reading) -> Iterator[Row]:
    for s in r.statements:
        cue: Row = (None, None, None) if s.cue is None else _at(r, s.cue)
        yield (
            r.document.id, s.id, s.source, s.act, s.mode, *cue, *_at(r, s.content), s.about,
            s.sure, s.found_by,
        )  # fmt: skip


def _reports(r: Reading) -> Iterator[Row]:
    for p in r.reports:
        yield r.document.id, p.id, p.of, p.status, p.polarity, *_at(r, p)


def _chains(r: Reading) -> Iterator[Row]:
    kinds: tuple[tuple[str, Sequence[_Chained]], ...] = (
        ("event", [(e.id, e.chain) for e in r.events]),
        ("report", [(p.id, p.chain) for p in r.reports]),
        ("statement", [(s.id, s.chain) for s in r.statements]),
        ("relation", [(t.id, t.chain) for t in r.relations]),
        ("figure", [(f.id, f.chain) for f in r.figures]),
    )
    for kind, chained in kinds:
        for item, chain in chained:
            for place, actor in enumerate(chain):
                yield r.document.id, kind, item, place, actor


_Chained = tuple[str, tuple[ActorId, ...]]


def _relations(r: Reading) -> Iterator[Row]:
    for t in r.relations:
        yield r.document.id, t.id, t.subject, t.relation, t.object, t.polarity, *_at(r, t)


def _figures(r: Reading) -> Iterator[Row]:
    for f in r.figures:
        yield r.document.id, f.id, f.event, f.what, fitting(f.low), fitting(f.high), *_at(r, f)


def _disputes(r: Reading) -> Iterator[Row]:
    for d in r.disputes:
        yield r.document.id, d.a, d.b, d.kind


def _expectations(r: Reading) -> Iterator[Row]:
    for e in r.expectations:
        yield r.document.id, e.event, e.due, *ends(e.due), e.by


def _segments(r: Reading) -> Iterator[Row]:
    for s in r.segments:
        yield r.document.id, s.kind, s.start, s.end


def _notes(r: Reading) -> Iterator[Row]:
    for n in r.notes:
        yield r.document.id, n.where.start, n.where.end, n.what


def _at(r: Reading, where: Span) -> Row:
    return where.start, where.end, where.cut(r.text)


_AT = {"start_offset": NUMBER, "end_offset": NUMBER, "words": LINE}
OF_READINGS: tuple[Table[Reading], ...] = (
    Table(
        "actors",
        "Who is named in a document; ids hold within it, record_actor_members leads to the record.",
        columns(
            document_id=LINE, actor_id=LINE, kind=LINE, name_ar=LINE, name_en=LINE, anonymous=FLAG,
            mentions=NUMBER,
        ),
        _actors,
    ),
    Table(
        "mentions",
        "Where an actor is named: code points of the text, half open.",
        columns(document_id=LINE, actor_id=LINE, **_AT, sure=SURE),
        _mentions,
    ),
    Table(
        "places",
        "Places that a document names; degrees WGS 84 where only one place can be meant.",
        columns(
            document_id=LINE, place_id=LINE, name_ar=LINE, name_en=LINE, country=LINE, lat=SURE,
            lon=SURE, mentions=NUMBER,
        ),
        _places,
    ),
    Table(
        "place_mentions",
        "Where a place is named.",
        columns(document_id=LINE, place_id=LINE, **_AT),
        _place_mentions,
    ),
    Table(
        "offices",
        "Offices that a document gives persons (actors).",
        columns(document_id=LINE, office_id=LINE, person=LINE, institution=LINE, **_AT),
        _offices,
    ),
    Table(
        "times",
        "Expressions of time as EDTF, with the days between which they lie.",
        columns(document_id=LINE, **_AT, edtf=LINE, first_day=DAY, last_day=DAY, relative=FLAG),
        _times,
    ),
    Table(
        "events",
        "Events, once a document; actor, recipient and other are actor ids of the document.",
        columns(
            document_id=LINE, event_id=LINE, type=LINE, mode=LINE, status=LINE, polarity=LINE,
            edtf=LINE, first_day=DAY, last_day=DAY, place_id=LINE, actor=LINES, recipient=LINES,
            other=LINES, **_AT, sentence_start=NUMBER, sentence_end=NUMBER, sentence=LINE,
            sure=SURE, found_by=LINE,
        ),
        _events,
    ),
    Table(
        "event_actors",
        "Who takes part in an event, one row each, by role.",
        columns(document_id=LINE, event_id=LINE, role=LINE, actor_id=LINE),
        _event_actors,
    ),
    Table(
        "statements",
        "Attributed speech; source is an actor id, about are event ids of the document.",
        columns(
            document_id=LINE, statement_id=LINE, source=LINE, act=LINE, mode=LINE,
            cue_start=NUMBER, cue_end=NUMBER, cue=LINE, start_offset=NUMBER, end_offset=NUMBER,
            content=LINE, about=LINES, sure=SURE, found_by=LINE,
        ),
        _statements,
    ),
    Table(
        "reports",
        "One claim of an event in one sentence: the atom of the record.",
        columns(
            document_id=LINE, report_id=LINE, event_id=LINE, status=LINE, polarity=LINE, **_AT
        ),
        _reports,
    ),
    Table(
        "chains",
        "Through whom a claim came: position 0 is nearest the reader, the last nearest the event.",
        columns(document_id=LINE, item_kind=LINE, item_id=LINE, position=NUMBER, actor_id=LINE),
        _chains,
    ),
    Table(
        "relations",
        "Lasting ties that a document asserts (+) or denies (-) between two actors.",
        columns(
            document_id=LINE, relation_id=LINE, subject=LINE, relation=LINE, object=LINE,
            polarity=LINE, **_AT,
        ),
        _relations,
    ),
    Table(
        "figures",
        "Numbers told of an event: exactly low where high equals it, at least low without high.",
        columns(
            document_id=LINE, figure_id=LINE, event_id=LINE, what=LINE, low=COUNT, high=COUNT,
            **_AT,
        ),
        _figures,
    ),
    Table(
        "disputes",
        "Two events or statements of one document that cannot both be true.",
        columns(document_id=LINE, a=LINE, b=LINE, kind=LINE),
        _disputes,
    ),
    Table(
        "expectations",
        "Announced events, when they are due and who announced them.",
        columns(
            document_id=LINE, event_id=LINE, due=LINE, first_day=DAY, last_day=DAY,
            announced_by=LINE,
        ),
        _expectations,
    ),
    Table(
        "segments",
        "What each stretch of a text is: title, body, furniture and so on.",
        columns(document_id=LINE, kind=LINE, start_offset=NUMBER, end_offset=NUMBER),
        _segments,
    ),
    Table(
        "notes",
        "What the reader doubted or left out, and where.",
        columns(document_id=LINE, start_offset=NUMBER, end_offset=NUMBER, what=LINE),
        _notes,
    ),
)  # fmt: skip
