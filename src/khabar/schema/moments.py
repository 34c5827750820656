"""Times as EDTF (ISO 8601-2) strings that are known to be well formed, and how they are known."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

Edtf = NewType("Edtf", str)
"""A day, month or year, or an interval "A/B" of them; unknown digits are X, an open end is ".."."""

_POINT = re.compile(r"([\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?[?~%]?\Z")


def _is_point(value: str) -> bool:
    match = _POINT.match(value)
    if not match:
        return False
    year, month, day = match.groups()
    if month and month.isdigit() and not 1 <= int(month) <= 12:
        return False
    return not (day and day.isdigit()) or 1 <= int(day) <= _last_day(year, month)


def _last_day(year: str, month: str) -> int:
    """The greatest day this month can have; where year or month is unknown, the kindest."""
    if not month.isdigit():
        return 31
    return calendar.monthrange(int(year) if year.isdigit() and int(year) else 2000, int(month))[1]


def edtf(value: str) -> Edtf:
    """Check that a string is EDTF of the kind we use.

    Raises:
        ValueError: it is not, or names a day that no calendar has.
    """
    ends = value.split("/")
    if len(ends) > 2 or not all(_is_point(e) or (len(ends) == 2 and e == "..") for e in ends):
        raise ValueError(f"not an EDTF date or interval: {value!r}")
    return Edtf(value)


class Basis(StrEnum):
    """How a publication date is known."""

    TEXT = "text"
    METADATA = "metadata"
    URL = "url"
    PAGE = "page"
    CORPUS = "corpus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a document was first published, as far as it is known: an interval, its basis, why.

    None at an end means that nothing bounds it there; a wholly unknown date has no basis.
    """

    earliest: Edtf | None = None
    latest: Edtf | None = None
    basis: Basis | None = None
    why: str | None = None

    def __post_init__(self) -> None:
        for end in (self.earliest, self.latest):
            if end is not None and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", edtf(end)):
                raise ValueError(f"an end of a publication interval is a day: {end}")
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"published between {self.earliest} and {self.latest}")
        if (self.earliest or self.latest) and self.basis is None:
            raise ValueError("a publication date needs the basis on which it is known")
