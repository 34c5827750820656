"""The days over which something is due, as a calendar can show them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_POINT = re.compile(r"(\d{4})(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([?~%])?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From start up to and without end, in whole days.

    says tells what a calendar cannot show: that the day is not sure, or an end is open.
    """

    start: date
    end: date
    says: str


def window_of(edtf: str | None) -> Window | None:
    """The window of a time; None where it has no day to begin or end with."""
    first, slash, last = (edtf or "").partition("/")
    ends = [_days(first), _days(last)] if slash else [_days(first)]
    known = [days for days in ends if days is not None]
    if not known:
        return None
    if len(known) < len(ends):
        says = "from this day on" if ends[0] else "by this day"
        day = known[0][0] if ends[0] else known[0][1] - timedelta(days=1)
        return Window(start=day, end=day + timedelta(days=1), says=says)
    start, end = known[0][0], known[-1][1]
    return Window(start=start, end=end, says=_doubt(edtf or "", start, end))


def _doubt(edtf: str, start: date, end: date) -> str:
    words = ["about this time"] if re.search("[?~%]", edtf) else []
    if end - start > timedelta(days=1):
        words.append("some time in these days")
    return ", ".join(words)


def _days(point: str) -> tuple[date, date] | None:
    """The first day of a day, month or year, and the first behind it."""
    match = _POINT.match(point)
    if match is None or not 1 <= int(match[1]) < date.max.year:
        return None
    year, month, day = int(match[1]), match[2] or "XX", match[3] or "XX"
    if month == "XX":
        return date(year, 1, 1), date(year + 1, 1, 1)
    last = calendar.monthrange(year, int(month))[1]
    start = date(year, int(month), 1 if day == "XX" else int(day))
    end = start if day != "XX" else start.replace(day=last)
    return start, end + timedelta(days=1)
