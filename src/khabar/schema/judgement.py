"""What a person has judged: evidence of its own, which outlives every new reading."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from khabar.schema.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot(Span):
    """Words of a document: ids in a reading change with its recipe, the place of a name stays."""

    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """That what two spots name is one actor, or is not; who says so, on which day, and why.

    day is ISO 8601, given by whoever asks: nothing here looks at a clock.
    """

    a: Spot
    b: Spot
    same: bool
    by: str
    day: str
    why: str = ""

    def __post_init__(self) -> None:
        if self.a == self.b:
            raise ValueError("one spot is what it is: a judgement is about two")

    @property
    def id(self) -> str:
        """The same for the same pair whichever is named first: a new judgement replaces an old."""
        ends = sorted(f"{s.doc}:{s.start}-{s.end}" for s in (self.a, self.b))
        return hashlib.sha256("\n".join(ends).encode()).hexdigest()[:16]
