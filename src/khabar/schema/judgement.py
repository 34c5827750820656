"""What a person has judged: evidence of its own, which outlives every new reading."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from khabar.schema.correction import Correction, Facet
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
    when: whoever asks gives it, nothing here looks at a clock. corrects says what of the event or
    statement at the spot is otherwise, and how; such a judgement holds.
    """

    a: Spot
    b: Spot | None = None
    about: About = About.NAME
    holds: bool
    by: str
    day: str
    why: str = ""
    corrects: Correction | None = None

    def __post_init__(self) -> None:
        if self.a == self.b:
            raise ValueError("one spot is what it is: a judgement of likeness is about two")
        if self.b is not None and self.about is About.STATEMENT:
            raise ValueError("two statements are not judged to be one")
        if self.corrects is not None:
            self._check(self.corrects)

    def _check(self, corrects: Correction) -> None:
        if self.b is not None or not self.holds:
            raise ValueError("a correction is about one spot, and says what is right there")
        fits = About.STATEMENT if corrects.what is Facet.SOURCE else About.EVENT
        if self.about is not fits:
            raise ValueError(f"{corrects.what} is corrected of {fits}s, not of {self.about}s")

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The one or two places that it is about."""
        return (self.a,) if self.b is None else (self.a, self.b)

    @property
    def id(self) -> str:
        """The same for the same pair whichever is named first: a new judgement replaces an old."""
        ends = sorted(f"{s.doc}:{s.start}-{s.end}" for s in self.spots)
        kind = () if self.about is About.NAME else (self.about.value,)
        what = () if self.corrects is None else (self.corrects.what.value,)
        return hashlib.sha256("\n".join((*ends, *kind, *what)).encode()).hexdigest()[:16]
