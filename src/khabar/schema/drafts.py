"""An event as one sentence tells it, before a document's repeats are merged."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.names import ActorId, PlaceId
from khabar.schema.spans import Span


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
    status: Status
    polarity: Polarity
    symmetric: bool
    refers: bool
    sure: float
    found_by: str
