"""An event as one sentence tells it, before a document's repeats are merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.moments import Edtf
from khabar.schema.names import ActorId, PlaceId
from khabar.schema.spans import Span


@dataclass(frozen=True, slots=True)
class Asserted:
    """A trigger on tokens at to last (exclusive): what it tells, and in which tense.

    verb is the tense of a verbal trigger with what is attached in front ("س" is the future), None
    for nouns; governor that of the verb that governs a noun.
    """

    at: int
    last: int
    type: EventType
    mode: str
    verb: tuple[str, str] | None
    governor: tuple[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Span):
    """A trigger with the roles found around it; the span is the words that assert the event.

    refers: a definite noun that names nobody ("the attack") and so refers to what was told before.
    """

    sentence: int
    trigger: int
    type: EventType
    mode: str
    actor: tuple[ActorId, ...]
    recipient: tuple[ActorId, ...]
    place: PlaceId | None
    when: Edtf | None
    status: Status
    polarity: Polarity
    symmetric: bool
    refers: bool
    sure: float
    found_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed(Span):
    """An event that may be told on these words, of which it is asked who takes part.

    trigger is the token of the sentence on which it begins. ruled: a rule sees it, with these in
    the roles, what only the learned reader sees has nobody yet.
    """

    sentence: int
    trigger: int
    type: EventType
    ruled: bool = False
    actor: tuple[ActorId, ...] = ()
    recipient: tuple[ActorId, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """For everyone near an event how surely it acts, and is acted upon."""

    doing: Mapping[ActorId, float]
    done_to: Mapping[ActorId, float]
