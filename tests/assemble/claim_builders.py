"""Small readings about claims: who says what of an event, what is foreseen; and simple clusters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assemble.builders import actors_of
from khabar.assemble.disputes import build_disputes
from khabar.assemble.expectations import build_expectations
from khabar.schema.events import EventId
from khabar.schema.moments import Edtf
from khabar.schema.names import ActorId
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, RecordDispute, RecordExpectation, Ref
from khabar.schema.statements import Act, Expectation, Mode, Statement, StatementId


def saying(reading: Reading, who: str, act: Act, event: str = "e1") -> Reading:
    """The reading with a statement by one of its actors whose content is an event's words."""
    source = next(a.id for a in reading.actors if a.name.ar == who)
    of = next(e for e in reading.events if e.id == event)
    statement = Statement(
        id=StatementId(f"s{len(reading.statements) + 1}"),
        source=ActorId(source),
        mode=Mode.INDIRECT,
        act=act,
        cue=None,
        content=of.sentence,
        about=(of.id,),
        sure=1.0,
        found_by="test",
    )
    return replace(reading, statements=(*reading.statements, statement))


def expecting(reading: Reading, due: str | None = None, event: str = "e1") -> Reading:
    """The reading with one of its events as an expectation."""
    expectation = Expectation(event=EventId(event), due=Edtf(due) if due else None)
    return replace(reading, expectations=(*reading.expectations, expectation))


def disputes(*readings: Reading, clustered: bool = True) -> tuple[RecordDispute, ...]:
    """The disputes of the record of these documents."""
    return build_disputes(readings, _actors(readings), _events(readings) if clustered else {})


def outcomes(*readings: Reading, clustered: bool = True) -> tuple[RecordExpectation, ...]:
    """What became of the expectations of these documents."""
    return build_expectations(readings, _actors(readings), _events(readings) if clustered else {})


def sides(*readings: Reading, clustered: bool = True) -> set[str]:
    """The two sides of every dispute, as "d1.e1 d2.s1"."""
    found = disputes(*readings, clustered=clustered)
    return {f"{d.a.doc}.{d.a.id} {d.b.doc}.{d.b.id}" for d in found}


def _actors(readings: Sequence[Reading]) -> dict[Ref, KnownId]:
    return {m: a.id for a in actors_of(readings) for m in a.members}


def _events(readings: Sequence[Reading]) -> dict[Ref, KnownId]:
    """Events of one type and mode are one: simple, and enough where a test tells of one thing."""
    return {
        Ref(doc=r.document.id, id=e.id): KnownId(f"v_{e.type}_{e.mode}")
        for r in readings
        for e in r.events
    }
