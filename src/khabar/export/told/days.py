"""Days of EDTF values, only where they surely are days."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_KNOWN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time as formats without intervals have it; "" where it is not surely known.

    day, month ("2018-04") and year are those in which all of it lies; until is the last day of an
    interval of days, whose first is then start.
    """

    day: str = ""
    month: str = ""
    year: str = ""
    start: str = ""
    until: str = ""


def when_of(edtf: str | None) -> When:
    """What is sure of a time: an approximate one ("2018-04~") or an open end says nothing."""
    ends = [_KNOWN.match(end) for end in (edtf or "").split("/")]
    years = {m[1] if m else "" for m in ends}
    months = {f"{m[1]}-{m[2]}" if m and m[2] else "" for m in ends}
    days = [m[0] if m and _DAY.match(m[0]) else "" for m in ends]
    interval = len(days) > 1 and all(days)
    return When(
        day=_one(set(days)),
        month=_one(months),
        year=_one(years),
        start=days[0] if interval else _one(set(days)),
        until=days[1] if interval else "",
    )


def _one(values: set[str]) -> str:
    return next(iter(values)) if len(values) == 1 else ""
