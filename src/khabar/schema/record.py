"""What many documents say together: the record, field by field as it is exported.

Each thing of the record is derived from its members and leads back to them; nothing in it is
ever edited.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NewType

from khabar.schema.events import EventType
from khabar.schema.moments import Edtf
from khabar.schema.names import ActorKind, Name
from khabar.schema.statements import DisputeKind, RelationKind

KnownId = NewType("KnownId", str)
"""An actor ("k_…") or an event ("v_…") of the record."""

RecordFormat = Literal["khabar.record/1"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Ref:
    """Something inside one reading: the document's id and the id there."""

    doc: str
    id: str


class Standing(StrEnum):
    """How an event stands over all its reports."""

    REPORTED = "reported"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    DENIED = "denied"
    ANNOUNCED = "announced"


class Verdict(StrEnum):
    """What became of an announcement."""

    PENDING = "pending"
    FULFILLED = "fulfilled"
    LATE = "late"
    CONTRADICTED = "contradicted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHeld:
    """A title that readings give an actor; held is the time over which they do so."""

    title: Name
    of: KnownId | None = None
    held: Edtf | None = None
    reports: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordActor:
    """One actor over all documents."""

    id: KnownId
    name: Name
    kind: ActorKind
    wikidata: str | None = None
    members: tuple[Ref, ...]
    offices: tuple[OfficeHeld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvent:
    """One event over all documents; origins are the independent sources its reports rest on."""

    id: KnownId
    type: EventType
    when: Edtf | None = None
    members: tuple[Ref, ...]
    standing: Standing
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRelation:
    """One tie over all documents, and the time over which it is reported."""

    subject: KnownId
    relation: RelationKind
    object: KnownId
    held: Edtf | None = None
    members: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDispute:
    """Two claims that cannot both be true, and the event they are about where it is known."""

    a: Ref
    b: Ref
    kind: DisputeKind
    event: KnownId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExpectation:
    """An announcement and what became of it by the end of the corpus."""

    expectation: Ref
    due: Edtf | None = None
    verdict: Verdict
    outcome: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What changed in the record, and the documents that made it change."""

    what: str
    before: str
    after: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that the documents of a store say together."""

    format: RecordFormat = "khabar.record/1"
    actors: tuple[RecordActor, ...] = ()
    events: tuple[RecordEvent, ...] = ()
    relations: tuple[RecordRelation, ...] = ()
    disputes: tuple[RecordDispute, ...] = ()
    expectations: tuple[RecordExpectation, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    revisions: tuple[Revision, ...] = ()
