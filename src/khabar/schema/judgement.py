"""What a person has judged: evidence of its own, which outlives every new reading."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from khabar.schema.spans import Span


class About(StrEnum):
    """Of what kind the thing is that stands where a judgement points."""

    NAME = "name"
    EVENT = "event"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot(Span):
    """Words of a document: ids in a reading change with its recipe, the place of a name stays."""

    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """That what two spots stand for is one thing, or that what was read at one spot is right.

    holds false says that they are two, or that it is wrong; by is who says so, day (ISO 8601)
    when: whoever asks gives it, nothing here looks at a clock.
    """

    a: Spot
    b: Spot | None = None
    about: About = About.NAME
    holds: bool
    by: str
    day: str
    why: str = ""

    def __post_init__(self) -> None:
        if self.a == self.b:
            raise ValueError("one spot is what it is: a judgement of likeness is about two")
        if self.b is not None and self.about is About.STATEMENT:
            raise ValueError("two statements are not judged to be one")

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The one or two places that it is about."""
        return (self.a,) if self.b is None else (self.a, self.b)

    @property
    def id(self) -> str:
        """The same for the same pair whichever is named first: a new judgement replaces an old."""
        ends = sorted(f"{s.doc}:{s.start}-{s.end}" for s in self.spots)
        kind = () if self.about is About.NAME else (self.about.value,)
        return hashlib.sha256("\n".join((*ends, *kind)).encode()).hexdigest()[:16]
