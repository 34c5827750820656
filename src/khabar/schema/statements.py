"""Who says what about it: attributed speech and what the document makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from khabar.schema.events import EventId, Polarity
from khabar.schema.moments import Edtf
from khabar.schema.names import ActorId, checked_sure
from khabar.schema.spans import Span

StatementId = NewType("StatementId", str)


class Act(StrEnum):
    """What is done by saying it; follows the meaning, not the verb alone."""

    SAY = "say"
    CONFIRM = "confirm"
    DENY = "deny"
    EXPECT = "expect"
    HOPE = "hope"
    DEMAND = "demand"
    ACCUSE = "accuse"
    PROMISE = "promise"
    DOUBT = "doubt"
    WARN = "warn"
    REVEAL = "reveal"
    VIEW = "view"


class Mode(StrEnum):
    """Whether the words are the speaker's own or the reporter's."""

    DIRECT = "direct"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Attributed speech, thought or attitude: source, cue and content.

    source is None where somebody speaks whom the text does not name at all; chain holds the
    reporters outside the source, outermost first.
    """

    id: StatementId
    source: ActorId | None
    chain: tuple[ActorId, ...] = ()
    mode: Mode
    act: Act
    cue: Span | None
    content: Span
    about: tuple[EventId, ...] = ()
    sure: float
    found_by: str

    def __post_init__(self) -> None:
        checked_sure(self.sure)


class RelationKind(StrEnum):
    """How one actor stands to another."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    COMMANDS = "commands"
    MEMBER_OF = "member_of"
    PART_OF = "part_of"
    CONTROLS = "controls"
    OBEYS = "obeys"
    REPRESENTS = "represents"
    ALLIED_WITH = "allied_with"
    MEDIATES = "mediates"
    WANTS_ROLE_IN = "wants_role_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Span):
    """A lasting tie that the text asserts or denies between two actors."""

    id: str
    subject: ActorId
    relation: RelationKind
    object: ActorId
    polarity: Polarity = Polarity.POSITIVE
    chain: tuple[ActorId, ...] = ()

    def __post_init__(self) -> None:
        Span.__post_init__(self)
        if self.subject == self.object:
            raise ValueError(f"relation {self.id} ties {self.subject} to itself")


class DisputeKind(StrEnum):
    """Whether one side denies the other, or both claim what cannot both be true."""

    DENIAL = "denial"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two events or statements of one document that cannot both be true."""

    a: str
    b: str
    kind: DisputeKind

    def __post_init__(self) -> None:
        if self.a == self.b:
            raise ValueError(f"{self.a} cannot dispute itself")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """An announced or predicted event, when it is due, and who announced it."""

    event: EventId
    due: Edtf | None = None
    by: ActorId | None = None
