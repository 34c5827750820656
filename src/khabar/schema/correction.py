"""What a person says in place of what was read: a value, or whose names, never an id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.moments import edtf
from khabar.schema.spans import Span


class Facet(StrEnum):
    """What of an event, or in the last case of a statement, can be otherwise than it was read."""

    TYPE = "type"
    STATUS = "status"
    POLARITY = "polarity"
    DAY = "day"
    ACTOR = "actor"
    RECIPIENT = "recipient"
    SOURCE = "source"


WHO = (Facet.ACTOR, Facet.RECIPIENT, Facet.SOURCE)
"""The facets that are somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What one facet is, by what a person says.

    value is the word of a type ("CONSULT" or "CONSULT-visit"), status or polarity, a day in EDTF
    (empty: not known), or an actor's own words; names are where the same document names the actors
    instead. Of somebody, neither words nor names mean that it is nobody.
    """

    what: Facet
    value: str = ""
    names: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if self.what not in WHO:
            if self.names:
                raise ValueError(f"{self.what} is nobody's name")
            if self.value or self.what is not Facet.DAY:
                _CHECKS[self.what](self.value)
        elif self.value and self.names:
            raise ValueError(f"{self.what} is given by names or by words, not by both")
        elif self.what is Facet.SOURCE and len(self.names) > 1:
            raise ValueError("a statement has one source")


def type_of(value: str) -> tuple[EventType, str | None]:
    """Type and mode of "CONSULT-visit".

    Raises:
        ValueError: there is no such type.
    """
    kind, _, mode = value.partition("-")
    return EventType(kind), mode or None


_CHECKS: Mapping[Facet, Callable[[str], object]] = {
    Facet.TYPE: type_of,
    Facet.STATUS: Status,
    Facet.POLARITY: Polarity,
    Facet.DAY: edtf,
}
