"""What an expression of time means before anybody knows the day on which it was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from khabar.lang.ar.dates_calendar import Period, add_months, week_period
from khabar.lang.ar.dates_words import Unit

_DAY_PARTS, _DAY_LENGTH = 3, 10
_SAME_DAY_HOURS = 6


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day of publication, and whether the clause speaks of what is to come (None: unsaid)."""

    day: date
    ahead: bool | None = None


class Meaning(Protocol):
    """What an expression says of time."""

    @property
    def relative(self) -> bool:
        """Whether the value depends on when it was written."""

    def value(self, anchor: Anchor | None, /) -> str | None:
        """The EDTF value; None where it cannot be known."""


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that no calendar gives: lately, at first, some days ago."""

    relative: bool = True

    def value(self, _anchor: Anchor | None) -> str | None:
        """Never known."""
        return None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that stands as it is: a decade, a century."""

    edtf: str
    relative: bool = False

    def value(self, _anchor: Anchor | None) -> str | None:
        """The value itself."""
        return self.edtf


@dataclass(frozen=True, slots=True)
class Distance:
    """So many units before (negative) or after the day of publication.

    People count coarsely: "seven years ago" names a year and "a year ago" a month. more is a finer
    distance on top ("a year and two months"), half is half a unit (1 or -1) on top.
    """

    count: int
    unit: Unit
    approximate: bool = False
    relative: bool = True
    more: Distance | None = None
    half: int = 0

    def value(self, anchor: Anchor | None) -> str | None:
        """The day, month or year so far away."""
        if anchor is None:
            return None
        mark = "~" if self.approximate else ""
        value = self._joint(anchor.day) if self.more or self.half else self._point(anchor.day)
        return value and value + mark

    def _joint(self, day: date) -> str | None:
        """With what comes on top, as fine as that is: a month for months, a day for days."""
        months = {Unit.MONTH: 1, Unit.YEAR: 12, Unit.DECADE: 120}
        if self.unit not in months and not self.more:
            return None
        half = self.half * months.get(self.unit, 0) // 2
        there = add_months(day, self.count * months.get(self.unit, 0) + half)
        if not self.more:
            return there.isoformat()[:7] if self.unit is Unit.YEAR else None
        if self.unit is Unit.WEEK:
            there += timedelta(days=7 * self.count)
        return self.more.value(Anchor(there))

    def _point(self, day: date) -> str | None:
        days = {Unit.DAY: 1, Unit.WEEK: 7}.get(self.unit)
        if days is not None:
            return (day + timedelta(days=days * self.count)).isoformat()
        if self.unit in (Unit.HOUR, Unit.MINUTE):
            return day.isoformat() if abs(self.count) < _SAME_DAY_HOURS else None
        months = {Unit.MONTH: 1, Unit.YEAR: 12, Unit.DECADE: 120}.get(self.unit)
        if months is None:
            return None
        there = add_months(day, months * self.count).isoformat()
        coarse = self.unit is Unit.DECADE or (self.unit is Unit.YEAR and abs(self.count) > 1)
        return there[:4] if coarse else there[:7]


@dataclass(frozen=True, slots=True)
class Following:
    """So many units after or before the time that the text told last."""

    count: int
    unit: Unit
    relative: bool = True

    def value(self, _anchor: Anchor | None) -> str | None:
        """Publication says nothing about it."""
        return None

    def after(self, previous: str) -> str | None:
        """The value, as fine as the time it is counted from: a month after May is June."""
        parts = [int(p) for p in previous.split("-")] if previous.replace("-", "").isdigit() else []
        if not parts:
            return None
        day = date(parts[0], *[*parts[1:], 1, 1][:2])
        months = {Unit.MONTH: 1, Unit.YEAR: 12}.get(self.unit)
        days = {Unit.DAY: 1, Unit.WEEK: 7}.get(self.unit)
        try:
            if months and (len(parts) > 1 or months > 1):
                return add_months(day, months * self.count).isoformat()[: len(previous)]
            if days and len(parts) == _DAY_PARTS:
                return (day + timedelta(days=days * self.count)).isoformat()
        except (OverflowError, ValueError):  # before the first year
            return None
        return None


@dataclass(frozen=True, slots=True)
class SameDay:
    """A part of a day that is not named with it: of the day told last, or of publication."""

    relative: bool = True

    def value(self, anchor: Anchor | None) -> str | None:
        """The day of publication, where no other was told."""
        return anchor.day.isoformat() if anchor else None

    def after(self, previous: str) -> str | None:
        """The day told last, if it was a day."""
        return previous if len(previous) == _DAY_LENGTH and "X" not in previous else None


@dataclass(frozen=True, slots=True)
class InARow:
    """ "For the third day in a row": up to the day of publication."""

    days: int
    relative: bool = True

    def value(self, anchor: Anchor | None) -> str | None:
        """The days up to publication."""
        if anchor is None:
            return None
        return Period(anchor.day - timedelta(days=self.days - 1), anchor.day).edtf()


@dataclass(frozen=True, slots=True)
class Stretch:
    """The last (negative) or next so many units, up to or from the day of publication."""

    count: int
    unit: Unit
    relative: bool = True

    def value(self, anchor: Anchor | None) -> str | None:
        """The interval; years are counted as whole years."""
        if anchor is None:
            return None
        day = anchor.day
        months = {Unit.MONTH: 1, Unit.YEAR: 12, Unit.DECADE: 120}.get(self.unit)
        if self.unit in (Unit.YEAR, Unit.DECADE) and months:
            years = sorted((day.year, add_months(day, months * self.count).year))
            return f"{years[0]}/{years[1]}"
        other = add_months(day, months * self.count) if months else day + self._span()
        first, last = sorted((day, other))
        return Period(first, last).edtf()

    def _span(self) -> timedelta:
        units = {Unit.HOUR: 1 / 24, Unit.DAY: 1.0, Unit.WEEK: 7.0}
        days = self.count * units.get(self.unit, 0.0)
        return timedelta(days=round(days))


@dataclass(frozen=True, slots=True)
class NextWeeks:
    """So many whole weeks, the first of them next week."""

    count: int
    relative: bool = True

    def value(self, anchor: Anchor | None) -> str | None:
        """The weeks behind the one of publication."""
        if anchor is None:
            return None
        first = week_period(anchor.day + timedelta(weeks=1)).first
        return Period(first, first + timedelta(days=7 * self.count - 1)).edtf()


@dataclass(frozen=True, slots=True)
class Since:
    """From a time on, with no end said."""

    start: Meaning

    @property
    def relative(self) -> bool:
        """As its beginning is."""
        return self.start.relative

    def value(self, anchor: Anchor | None) -> str | None:
        """Open interval from where the beginning begins."""
        start = self.start.value(Anchor(anchor.day, ahead=False) if anchor else None)
        return f"{start.split('/')[0]}/.." if start and "X" not in start else start


@dataclass(frozen=True, slots=True)
class Between:
    """From one time to another; what the first leaves out (month, year) it has from the second."""

    first: Meaning
    last: Meaning

    @property
    def relative(self) -> bool:
        """Whether either end is."""
        return self.first.relative or self.last.relative

    def value(self, anchor: Anchor | None) -> str | None:
        """The interval between the outer ends."""
        first, last = self.first.value(anchor), self.last.value(anchor)
        if not first or not last:
            return None
        value = f"{first.split('/')[0]}/{last.split('/')[-1]}"
        return value if first.split("/")[0] <= last.split("/")[-1] else None


@dataclass(frozen=True, slots=True)
class IfAhead:
    """A meaning that holds only where the clause speaks of what is to come.

    "After two weeks" is two weeks from now in a plan and two weeks after something else in a story.
    """

    plan: Meaning
    relative: bool = True

    def value(self, anchor: Anchor | None) -> str | None:
        """The plan's value in a plan; elsewhere unknown."""
        return self.plan.value(anchor) if anchor and anchor.ahead else None
