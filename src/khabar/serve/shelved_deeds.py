"""Events as documents tell them, as far as a series of the desk looks; see assemble/series_told."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.moments import Published


class DeedSource(msgspec.Struct, frozen=True, array_like=True):
    """The document that tells of it."""

    id: str
    published: Published


class Deed(msgspec.Struct, frozen=True, array_like=True):
    """One event as a document tells it; actors have their ids of the record, if it knows them."""

    id: str
    type: EventType
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    status: Status
    polarity: Polarity
    document: DeedSource


@dataclass(frozen=True, slots=True)
class Told:
    """What one document tells of some events."""

    document: DeedSource
    events: list[Deed] = field(default_factory=list)
