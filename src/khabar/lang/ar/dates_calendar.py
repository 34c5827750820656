"""Days, weeks, months and years as EDTF: the arithmetic that no language has a part in."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from hijridate import Hijri

_MONTHS = 12
_FIRST_HIJRI, _LAST_HIJRI = 1343, 1500


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both counted in."""

    first: date
    last: date

    def edtf(self) -> str:
        """The shortest EDTF that says it: a year, a month, a day, or an interval."""
        if self == year_period(self.first.year):
            return f"{self.first.year:04}"
        if self == month_period(self.first.year, self.first.month):
            return self.first.isoformat()[:7]
        if self.first == self.last:
            return self.first.isoformat()
        return self._interval()

    def _interval(self) -> str:
        starts = self.first.day == 1
        ends = self.last == month_period(self.last.year, self.last.month).last
        if starts and ends and self.first.month == 1 and self.last.month == _MONTHS:
            return f"{self.first.year:04}/{self.last.year:04}"
        if starts and ends:
            return f"{self.first.isoformat()[:7]}/{self.last.isoformat()[:7]}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def day_period(day: date) -> Period:
    """One day."""
    return Period(day, day)


def month_period(year: int, month: int) -> Period:
    """A month of the Gregorian calendar."""
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def year_period(year: int) -> Period:
    """A year of the Gregorian calendar."""
    return Period(date(year, 1, 1), date(year, _MONTHS, 31))


def week_period(day: date) -> Period:
    """The week, from Monday, in which a day lies (ISO 8601)."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def add_months(day: date, months: int) -> date:
    """The same day some months later or earlier, or the last day that month has."""
    index = day.year * _MONTHS + day.month - 1 + months
    year, month = divmod(index, _MONTHS)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def valid(year: int, month: int, day: int) -> date | None:
    """The day, if there is such a day."""
    try:
        return date(year, month, day)
    except (OverflowError, ValueError):
        return None


@lru_cache(maxsize=512)
def hijri_period(year: int, month: int | None, day: int | None) -> Period | None:
    """A year, month or day of the Umm al-Qura calendar in Gregorian days.

    Source:
        The hijridate library; it covers the years 1343 to 1500, others are refused.
    """
    if not _FIRST_HIJRI <= year <= _LAST_HIJRI:
        return None
    first = Hijri(year, month or 1, 1)
    last = first if month else Hijri(year, _MONTHS, 1)
    length = last.month_length()
    if day is not None:
        if day > length:
            return None
        start = first.to_gregorian() + timedelta(days=day - 1)
        return day_period(date(start.year, start.month, start.day))
    begin, end = first.to_gregorian(), last.to_gregorian() + timedelta(days=length - 1)
    return Period(date(begin.year, begin.month, begin.day), date(end.year, end.month, end.day))


def hijri_year_of(day: date) -> int:
    """The Hijri year in which a Gregorian day lies, within a day or two at its borders."""
    return int((day.toordinal() - 227014) / 354.367056) + 1
