"""What happened between actors, how certain and how counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from khabar.schema.moments import Edtf
from khabar.schema.names import ActorId, PlaceId, checked_sure
from khabar.schema.spans import Span

EventId = NewType("EventId", str)


class EventType(StrEnum):
    """PLOVER's event types (Halterman et al. 2023), and STATE_CHANGE for what has no doer."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    STATE_CHANGE = "STATE_CHANGE"


class Status(StrEnum):
    """Whether an event is told as done, going on, announced, or only conceivable."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSSIBLE = "possible"


class Polarity(StrEnum):
    """Whether the text says that it happened, or that it did not."""

    POSITIVE = "+"
    NEGATIVE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Span):
    """Something done between actors, given once a document, at its first body sentence.

    The span is the words that assert it. chain runs from the reporter nearest the reader to the
    one nearest the event; empty means that the outlet speaks for itself.
    """

    id: EventId
    type: EventType
    mode: str | None = None
    actor: tuple[ActorId, ...] = ()
    recipient: tuple[ActorId, ...] = ()
    other: tuple[ActorId, ...] = ()
    place: PlaceId | None = None
    when: Edtf | None = None
    status: Status = Status.OCCURRED
    polarity: Polarity = Polarity.POSITIVE
    sentence: Span
    chain: tuple[ActorId, ...] = ()
    sure: float
    found_by: str

    def __post_init__(self) -> None:
        Span.__post_init__(self)
        checked_sure(self.sure)
        if not self.sentence.holds(self):
            raise ValueError(f"event {self.id} lies outside its sentence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Span):
    """One claim in one sentence with its chain: the atom of the record."""

    id: str
    of: EventId
    chain: tuple[ActorId, ...] = ()
    status: Status = Status.OCCURRED
    polarity: Polarity = Polarity.POSITIVE


class Counted(StrEnum):
    """What a figure counts."""

    KILLED = "killed"
    INJURED = "injured"
    ARRESTED = "arrested"
    DISPLACED = "displaced"
    PARTICIPANTS = "participants"
    VOTES = "votes"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Span):
    """A number told of an event: exactly low where high equals it, at least low where high is None.

    low may be None where only an upper bound is told.
    """

    id: str
    event: EventId
    what: Counted
    low: int | None = None
    high: int | None = None
    chain: tuple[ActorId, ...] = ()

    def __post_init__(self) -> None:
        Span.__post_init__(self)
        if self.low is None and self.high is None:
            raise ValueError(f"figure {self.id} counts nothing")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"figure {self.id}: from {self.low} to {self.high}")
