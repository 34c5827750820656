"""What many documents say together: the record, field by field as it is exported.

Each thing of the record is derived from its members and leads back to them; nothing in it is
ever edited.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NewType

from khabar.schema.events import Counted, EventType
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


class DisputeAbout(StrEnum):
    """What two claims disagree on."""

    FACT = "fact"
    NUMBER = "number"
    PERPETRATOR = "perpetrator"
    TIME = "time"
    PLACE = "place"
    MEANS = "means"


class Strength(StrEnum):
    """Whether both claims cannot be true, or only hardly so: one is vague, or a mere view."""

    STRONG = "strong"
    SOFT = "soft"


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
    """One actor over all documents; made says that a machine spelt the English name."""

    id: KnownId
    name: Name
    made: bool = False
    kind: ActorKind
    wikidata: str | None = None
    members: tuple[Ref, ...]
    offices: tuple[OfficeHeld, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Toll:
    """A number told of an event: exactly low where high equals it, at least low without high.

    reported is when the document appeared, by is who says so: the source nearest the event, or
    the outlet. report is the figure of the reading, or the event where only its words tell it.
    """

    reported: Edtf | None = None
    what: Counted
    low: int | None = None
    high: int | None = None
    by: str
    report: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPlace:
    """Where an event was, given only where one place is surely meant; degrees WGS 84."""

    name: Name
    country: str | None = None
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEvent:
    """One event over all documents; origins are the independent sources its reports rest on.

    tolls are all numbers told of it, by the day of their report: what grows stays a series.
    part_of is the event of which this one is a stage; it is an event of its own all the same.
    """

    id: KnownId
    type: EventType
    when: Edtf | None = None
    members: tuple[Ref, ...]
    standing: Standing
    origins: tuple[str, ...] = ()
    place: RecordPlace | None = None
    tolls: tuple[Toll, ...] = ()
    part_of: KnownId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRelation:
    """One tie over all documents, and the time over which it is reported."""

    subject: KnownId
    relation: RelationKind
    object: KnownId
    held: Edtf | None = None
    members: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeSide:
    """One side of a dispute: who says so, through whom, and when that was published.

    chain runs from the source nearest the reader to by, the one nearest the event; it is empty
    where the outlet speaks for itself.
    """

    by: str
    chain: tuple[KnownId, ...] = ()
    reported: Edtf | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDispute:
    """Two claims that cannot both be true, and the event they are about where it is known.

    A reversal has one and the same source on both sides. sides are those of a and of b.
    """

    a: Ref
    b: Ref
    kind: DisputeKind
    event: KnownId | None = None
    about: DisputeAbout = DisputeAbout.FACT
    strength: Strength = Strength.STRONG
    reversal: bool = False
    sides: tuple[DisputeSide, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExpectation:
    """An announcement and what became of it by the end of the corpus."""

    expectation: Ref
    due: Edtf | None = None
    verdict: Verdict
    outcome: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What changed in the record, and the documents that made it change.

    day is when the record was assembled that first had it so; no document at all where khabar
    itself assembles otherwise than before.
    """

    what: str
    before: str
    after: str
    because: tuple[str, ...]
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that the documents of a store say together.

    accepted are the actors, events and statements of readings that a person judged right; what a
    person judged wrong is not in it.
    """

    format: RecordFormat = "khabar.record/1"
    actors: tuple[RecordActor, ...] = ()
    events: tuple[RecordEvent, ...] = ()
    relations: tuple[RecordRelation, ...] = ()
    disputes: tuple[RecordDispute, ...] = ()
    expectations: tuple[RecordExpectation, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    revisions: tuple[Revision, ...] = ()
    accepted: tuple[Ref, ...] = ()
