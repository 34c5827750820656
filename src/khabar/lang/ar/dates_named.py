"""Dates that name a day, week, month, season or year, and how the unnamed rest is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from khabar.lang.ar.dates_calendar import (
    Period,
    add_months,
    day_period,
    hijri_period,
    hijri_year_of,
    month_period,
    valid,
    week_period,
    year_period,
)
from khabar.lang.ar.dates_meaning import Anchor
from khabar.lang.ar.dates_words import Edge

_NEAR_AHEAD, _FAR_BEHIND = 45, 150  # days
_FIRST_GREGORIAN = 1700  # a smaller year is a Hijri one
_A_YEAR = timedelta(days=370)
_LEAP = 2000  # has every day that any year has


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A day, week, month or year as far as words name it; None is what they leave out.

    The shifts count periods from the present one: last month is month_shift -1. shift stands
    behind a bare name instead ("last December", "next Tuesday").
    """

    offset: int | None = None
    weekday: int | None = None
    weekday_to: int | None = None
    day: int | None = None
    day_to: int | None = None
    month: int | None = None
    month_to: int | None = None
    year: int | None = None
    year_to: int | None = None
    week_shift: int | None = None
    month_shift: int | None = None
    year_shift: int | None = None
    shift: int | None = None
    edge: Edge | None = None
    hijri: bool = False
    part: bool = False
    season: int | None = None

    @property
    def relative(self) -> bool:
        """Whether the year is left to the reader."""
        return self.year is None

    def value(self, anchor: Anchor | None) -> str | None:
        """Resolve against the day of publication; without one, only what needs none."""
        period = self._period(anchor)
        if period is None:
            return self._pattern() if anchor is None else None
        return _at_edge(period, self.edge) if self.edge else period.edtf()

    def _pattern(self) -> str | None:
        """A day or month of an unknown year, unknown digits X."""
        if self.month is None or self.edge or self.hijri or self.year is not None:
            return None
        if self.year_shift is not None or self.day_to is not None or self.month_to is not None:
            return None
        if self.day and valid(_LEAP, self.month, self.day) is None:
            return None
        return f"XXXX-{self.month:02}" + (f"-{self.day:02}" if self.day else "")

    def _period(self, anchor: Anchor | None) -> Period | None:
        if self.season is not None:
            return self._season_period(anchor)
        if self.hijri:
            return self._hijri_period(anchor)
        if self.month is not None:
            return self._month_period(anchor)
        if anchor is None and (self.year is None or self.day is not None):
            return None
        if anchor is not None and (found := self._relative_period(anchor)):
            return found
        return self._year_period(anchor)

    def _relative_period(self, anchor: Anchor) -> Period | None:
        """Without a named month: weekday, today, the week, "the fifth of last month"."""
        today = anchor.day
        if self.month_shift is not None and self.year is None:
            first = add_months(today.replace(day=1), self.month_shift)
            return self._days_of(first.year, first.month)
        if self.day is not None:
            return self._day_by_weekday(anchor)
        if self.offset is not None:
            return day_period(self._offset_day(today))
        if self.weekday is not None:
            return self._weekday_period(anchor)
        if self.week_shift is not None:
            return week_period(today + timedelta(weeks=self.week_shift))
        return None

    def _offset_day(self, today: date) -> date:
        """Today's date; where a weekday stands beside it, the nearest such weekday.

        Agency copy goes out around midnight in several time zones: "today, Monday" means Monday.
        """
        day = today + timedelta(days=self.offset or 0)
        if self.weekday is None:
            return day
        return min(
            (day + timedelta(days=n) for n in range(-3, 4) if _is(day, n, self.weekday)),
            key=lambda other: abs(other - day),
        )

    def _weekday_period(self, anchor: Anchor) -> Period:
        assert self.weekday is not None
        if self.week_shift is not None:
            monday = week_period(anchor.day + timedelta(weeks=self.week_shift)).first
            first = monday + timedelta(days=self.weekday)
            return Period(first, first + timedelta(days=self._days_on()))
        if self.weekday_to is None:
            return day_period(self._nearest_weekday(self.weekday, anchor))
        last = self._nearest_weekday(self.weekday_to, anchor)
        return Period(last - timedelta(days=self._days_on()), last)

    def _days_on(self) -> int:
        """How many days lie between the two weekdays."""
        if self.weekday is None or self.weekday_to is None:
            return 0
        return (self.weekday_to - self.weekday) % 7

    def _nearest_weekday(self, weekday: int, anchor: Anchor) -> date:
        """The last such weekday up to publication, or the next from it where things lie ahead."""
        back = (anchor.day.weekday() - weekday) % 7
        ahead = (weekday - anchor.day.weekday()) % 7
        if self.shift is not None and self.shift > 0:
            return anchor.day + timedelta(days=(ahead or 7) + 7 * (self.shift - 1))
        if self.shift is not None and self.shift < 0:
            return anchor.day - timedelta(days=(back or 7) + 7 * (-self.shift - 1))
        return anchor.day + timedelta(days=ahead if anchor.ahead else -back)

    def _day_by_weekday(self, anchor: Anchor) -> Period | None:
        """A day whose month is left out is believed only where its weekday fits one nearby."""
        if self.weekday is None or self.day is None:
            return None
        days = (anchor.day + timedelta(days=n) for n in range(-31, 32))
        fitting = [d for d in days if d.day == self.day and d.weekday() == self.weekday]
        return day_period(fitting[0]) if len(fitting) == 1 else None

    def _month_period(self, anchor: Anchor | None) -> Period | None:
        assert self.month is not None
        year = self.year
        if year is None and anchor is not None:
            year = self._nearest_year(anchor)
        return self._days_of(year, self.month) if year is not None else None

    def _days_of(self, year: int, month: int) -> Period | None:
        if self.day is None:
            last = month_period(year, self.month_to or month).last
            return Period(date(year, month, 1), last) if self.month_to != month else None
        first = valid(year, month, self.day)
        last_day = valid(year, month, self.day_to) if self.day_to else first
        if first is None or last_day is None or last_day < first:
            return None
        return Period(first, last_day)

    def _nearest_year(self, anchor: Anchor) -> int | None:
        """The year of a day or month that has none: the last one, or the next for plans."""
        if self.year_shift is not None:
            return anchor.day.year + self.year_shift
        years = range(anchor.day.year - 2, anchor.day.year + 3)
        periods = [p for y in years if (p := self._days_of(y, self.month or 1))]
        if self.weekday is not None and self.day is not None:
            near = [p for p in periods if abs(p.first - anchor.day) < _A_YEAR]
            fitting = [p for p in near if p.first.weekday() == self.weekday]
            return fitting[0].first.year if len(fitting) == 1 else None
        chosen = _choose(periods, anchor, self.shift)
        return chosen.first.year if chosen else None

    def _year_period(self, anchor: Anchor | None) -> Period | None:
        if self.year is not None:
            return Period(date(self.year, 1, 1), date(self.year_to or self.year, 12, 31))
        if anchor is not None and self.year_shift is not None:
            return year_period(anchor.day.year + self.year_shift)
        return None

    def _season_period(self, anchor: Anchor | None) -> Period | None:
        year = self.year
        if year is None and anchor is not None and self.year_shift is not None:
            year = anchor.day.year + self.year_shift
        if self.season is None:
            return None
        if year is not None:
            return _season(year, self.season)
        if anchor is None or self.shift is None:
            return None
        years = range(anchor.day.year - 2, anchor.day.year + 3)
        return _choose([_season(y, self.season) for y in years], anchor, self.shift)

    def _hijri_period(self, anchor: Anchor | None) -> Period | None:
        if self.year is not None and self.year < _FIRST_GREGORIAN:
            return hijri_period(self.year, self.month, self.day)
        if self.year is not None:
            return self._hijri_within(self.year)
        if anchor is None or self.month is None:
            return None
        year = hijri_year_of(anchor.day) + (self.year_shift or 0)
        if self.year_shift is not None:
            return hijri_period(year, self.month, self.day)
        years = range(year - 2, year + 3)
        periods = [p for y in years if (p := hijri_period(y, self.month, self.day))]
        return _choose(periods, anchor, self.shift)

    def _hijri_within(self, year: int) -> Period | None:
        """A Hijri month or day of a Gregorian year: رمضان 2019."""
        middle = hijri_year_of(date(year, 7, 1))
        periods = (hijri_period(y, self.month, self.day) for y in (middle - 1, middle, middle + 1))
        fitting = [p for p in periods if p and p.first.year == year]
        return fitting[0] if len(fitting) == 1 else None


def _is(day: date, shift: int, weekday: int) -> bool:
    return (day + timedelta(days=shift)).weekday() == weekday


def _season(year: int, month: int) -> Period:
    first = date(year, month, 1) if month != 12 else date(year - 1, 12, 1)
    return Period(first, add_months(first, 3) - timedelta(days=1))


def _choose(periods: list[Period], anchor: Anchor, shift: int | None) -> Period | None:
    """Which of the like-named periods is meant, by the word behind it or by the clause."""
    today = anchor.day
    begun = [p for p in periods if p.first <= today]
    over = [p for p in periods if p.last < today]
    coming = [p for p in periods if p.first > today]
    not_over = [p for p in periods if p.last >= today]
    if shift is not None and shift < 0:
        return over[shift] if len(over) >= -shift else None
    if shift is not None and shift > 0:
        return coming[shift - 1] if len(coming) >= shift else None
    if anchor.ahead:
        return not_over[0] if not_over else None
    if shift == 0:
        return min(periods, key=lambda p: abs(p.first - today), default=None)
    if coming and _is_rather_ahead(today, begun, coming[0]):
        return coming[0]
    return begun[-1] if begun else None


def _is_rather_ahead(today: date, begun: list[Period], coming: Period) -> bool:
    """Nobody writes in April of "the tenth of May" and means eleven months ago."""
    near = (coming.first - today).days <= _NEAR_AHEAD
    return near and (not begun or (today - begun[-1].last).days >= _FAR_BEHIND)


def _at_edge(period: Period, edge: Edge) -> str | None:
    """The edge of a month, year, decade or week, as coarse as such words are."""
    days = (period.last - period.first).days + 1
    if days <= 1:
        return period.edtf()
    if days <= 7:
        return _week_edge(period, edge)
    return _month_edge(period, edge) if days <= 31 else _year_edge(period, edge)


def _week_edge(period: Period, edge: Edge) -> str | None:
    """The middle; start and end are the weekend to some agencies, and weekends differ."""
    if edge is not Edge.MIDDLE:
        return None
    return Period(period.first + timedelta(days=2), period.first + timedelta(days=4)).edtf()


def _month_edge(period: Period, edge: Edge) -> str:
    if edge is Edge.START:
        return period.edtf()
    if edge is Edge.EARLY:
        return Period(period.first, period.first + timedelta(days=9)).edtf()
    if edge is Edge.MIDDLE:
        return (period.first + timedelta(days=14)).isoformat() + "~"
    return Period(period.first + timedelta(days=20), period.last).edtf()


def _year_edge(period: Period, edge: Edge) -> str | None:
    if period.first.year != period.last.year:
        return None
    year = period.first.year
    if edge in (Edge.START, Edge.EARLY):
        return f"{year}-01/{year}-03"
    if edge is Edge.MIDDLE:
        return f"{year}-06/{year}-07"
    return f"{year}-10/{year}-12" if edge is Edge.LATE else f"{year}-12-31"
