"""What the model has no schema for, as notes: disputes, announcements, and the record itself."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from khabar.export.ftm.entity import Entity, entity_of
from khabar.export.ftm.lookup import Lookup, known_id, made_id
from khabar.schema.record import DisputeSide, Record, RecordDispute, RecordExpectation, Ref

RECORD = "khabar-record"
"""The note that holds what belongs to no single thing of the record."""


def remark_entities(record: Record, lookup: Lookup) -> Iterator[Entity]:
    """Disputes, announcements, and what the record holds beside its things."""
    for at, dispute in enumerate(record.disputes):
        yield _dispute(dispute, at, lookup)
    for at, expectation in enumerate(record.expectations):
        yield _expectation(expectation, at, lookup)
    counts = f"{len(record.actors)} actors, {len(record.events)} events"
    values = (
        ("name", "Record assembled by khabar", "eng"),
        ("description", f"Assembled by khabar from news articles: {counts}. It may be wrong; "
         "every fact leads to its sentence.", "eng"),
    )  # fmt: skip
    carried = {
        "record": record.format,
        "revisions": msgspec.to_builtins(record.revisions),
        "accepted": msgspec.to_builtins(record.accepted),
    }
    yield entity_of(RECORD, "Note", values, carried)


def _dispute(dispute: RecordDispute, at: int, lookup: Lookup) -> Entity:
    docs = [dispute.a.doc, dispute.b.doc]
    about = f"{dispute.kind} about {dispute.about}" + (
        ", soft" if dispute.strength == "soft" else ""
    )
    values = (
        ("name", f"Dispute: {about}", "eng"),
        ("description", about + (": the same source reverses itself" if dispute.reversal else ""),
         "eng"),
        *(("notes", _side(s, lookup), "eng") for s in dispute.sides),
        *(("description", t, "ara") for r in (dispute.a, dispute.b) for t in _words(r, lookup)),
        ("entity", None if dispute.event is None else known_id(dispute.event), None),
        *lookup.proof(docs),
    )  # fmt: skip
    id_ = made_id("dispute", dispute.a, dispute.b, dispute.about)
    carried = {"at": at, "disputes": msgspec.to_builtins(dispute)}
    return entity_of(id_, "Note", values, carried, lookup.days(docs))


def _side(side: DisputeSide, lookup: Lookup) -> str:
    through = [lookup.source(k) for k in side.chain if k != side.by]
    day = f", {side.reported}" if side.reported else ""
    return f"says {lookup.source(side.by)}" + "".join(f", through {t}" for t in through) + day


def _words(ref: Ref, lookup: Lookup) -> Iterator[str]:
    """What one side says, as its article has it."""
    event, statement = lookup.event(ref), lookup.statement(ref)
    text = lookup.readings[ref.doc].text if ref.doc in lookup.readings else ""
    if event is not None:
        yield event.sentence.cut(text)
    elif statement is not None:
        yield statement.content.cut(text)


def _expectation(found: RecordExpectation, at: int, lookup: Lookup) -> Entity:
    docs = [found.expectation.doc, *(() if found.outcome is None else (found.outcome.doc,))]
    known = lookup.events.get(found.expectation)
    due = f"due {found.due}" if found.due else "no day given"
    values = (
        ("name", f"Announcement: {found.verdict}", "eng"),
        ("description", f"announced, {due}; by the end of the corpus: {found.verdict}", "eng"),
        *(("description", t, "ara") for t in _words(found.expectation, lookup)),
        ("entity", None if known is None else known_id(known), None),
        *lookup.proof(docs),
    )
    id_ = made_id("announcement", found.expectation, at)
    carried = {"at": at, "expectations": msgspec.to_builtins(found)}
    return entity_of(id_, "Note", values, carried, lookup.days(docs))
