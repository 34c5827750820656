"""Times: what the words that say when mean, in days.

A value is right when it means the very days of a stretch that the row accepts; EDTF marks of
vagueness are passed over. A "coarse" one holds an accepted stretch or lies inside one: the same
time by another convention, such as years taken whole, or a month for a day in it. Any other is
wrong. Only what is right counts as right.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from khabar.annotate.times import find_times
from khabar.lang.ar.normalise import view_of
from khabar.schema.moments import Basis, Published, edtf
from khabar.schema.spans import Span

Days = tuple[date, date]


class Outcome(StrEnum):
    """What came of a row; coarse is the same time by another convention."""

    RIGHT = "right"
    COARSE = "coarse"
    WRONG = "wrong"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow:
    """A text, the words in it that say when, the day it is said, and the days they may mean."""

    name: str
    kind: str
    text: str
    start: int
    end: int
    said: date
    accepted: frozenset[Days]


def outcome(row: TimeRow, found: Days | None) -> Outcome:
    """Whether the days found are an accepted stretch, hold one, lie inside one, or do neither."""
    if found is None:
        return Outcome.NONE
    if found in row.accepted:
        return Outcome.RIGHT
    nested = any(_holds(found, days) or _holds(days, found) for days in row.accepted)
    return Outcome.COARSE if nested else Outcome.WRONG


def _holds(outer: Days, inner: Days) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def our_days(row: TimeRow) -> Days | None:
    """What our reader makes of a row: the expression that covers most of the marked words."""
    said = edtf(row.said.isoformat())
    published = Published(earliest=said, latest=said, basis=Basis.METADATA)
    found = find_times(view_of(row.text), [Span(start=0, end=len(row.text))], published)

    def covered(expression: Span) -> int:
        return min(expression.end, row.end) - max(expression.start, row.start)

    best = max(found, key=covered, default=None)
    return days_of(best.value) if best and best.value and covered(best) > 0 else None


def days_of(value: str) -> Days | None:
    """The first and last day of an EDTF value; None where an end is open or has unknown digits."""
    points = [_point(end) for end in re.sub("[~?%]", "", value).split("/")]
    first, last = points[0], points[-1]
    return (first[0], last[1]) if first and last else None


def _point(value: str) -> Days | None:
    parts = value.split("-")
    if not all(part.isdigit() for part in parts):
        return None
    year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
    return around(date(year, month, day), ("year", "month", "day")[len(parts) - 1])


def around(day: date, grain: str) -> Days:
    """The whole day, week, month or year in which a day lies."""
    if grain == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if grain == "month":
        length = calendar.monthrange(day.year, day.month)[1]
        return day.replace(day=1), day.replace(day=length)
    if grain == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day
