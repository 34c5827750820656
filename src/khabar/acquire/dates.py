"""The publication date that a row or page states about itself."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from khabar.schema.moments import Basis, Published, edtf

_TIME = r"(?:[T\s,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?|[صم])?\s*(?:Z|UTC|GMT)?\s*(?:[+-]\d{2}:?\d{2})?)?"  # noqa: E501
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_YEARS = range(1900, 2101)


def _interval(first: date, last: date, said: str) -> Published | None:
    if first.year not in _YEARS or last.year not in _YEARS or last < first:
        return None
    return Published(
        earliest=edtf(first.isoformat()),
        latest=edtf(last.isoformat()),
        basis=Basis.METADATA,
        why=f"the document says {said}",
    )


def _days(text: str) -> tuple[date, date] | None:
    """The first and last day that a date in figures may mean.

    Raises:
        ValueError: it names a day that no calendar has.
    """
    if match := _YEAR_FIRST.fullmatch(text):
        day = date(int(match[1]), int(match[3]), int(match[4]))
    elif match := _COMPACT.fullmatch(text):
        day = date(int(match[1]), int(match[2]), int(match[3]))
    elif match := _DAY_FIRST.fullmatch(text):
        return _day_or_month_first(int(match[1]), int(match[3]), int(match[4]))
    elif match := _MONTH.fullmatch(text):
        return _month(int(match[1]), int(match[2]))
    elif _YEAR.fullmatch(text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    else:
        return None
    return day, day


def _month(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, first.replace(day=calendar.monthrange(year, month)[1])


def _day_or_month_first(a: int, b: int, year: int) -> tuple[date, date] | None:
    """Only where one of the two cannot be a month, or both are equal, is the order known."""
    if a <= 12 and b <= 12 and a != b:
        return None
    day = date(year, b, a) if b <= 12 else date(year, a, b)
    return day, day


def _epoch(seconds: float) -> date | None:
    if 0.6e9 < seconds < 4.2e9:
        return datetime.fromtimestamp(seconds, UTC).date()
    return _epoch(seconds / 1000) if 0.6e12 < seconds < 4.2e12 else None


def _rfc_2822(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    # The standard library raises any of these.
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def published_of(value: object) -> Published | None:
    """The day (or month, or year) a stated date means, None where that is not certain.

    The day is the one written, in the writer's time zone: readers there call it the date.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if not isinstance(value, str):
        day = _epoch(value)
        return _interval(day, day, str(value)) if day else None
    text = " ".join(value.split())[:80]
    try:
        days = _days(text)
    except ValueError:
        return None
    if days is None:
        day = _rfc_2822(text) if re.match(r"[A-Za-z]{3},? |\d{1,2} [A-Za-z]{3}", text) else None
        days = (day, day) if day else None
    return _interval(*days, text) if days else None
