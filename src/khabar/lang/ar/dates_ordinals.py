"""Numbered parts of a period: the first week of October, the second half of 2016."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khabar.lang.ar.dates_calendar import Period, add_months, week_period
from khabar.lang.ar.dates_counts import Found
from khabar.lang.ar.dates_lookup import has, ordinal
from khabar.lang.ar.dates_meaning import Anchor, InARow, Meaning
from khabar.lang.ar.dates_words import Counted, Sort, Unit, Word

_LAST = -1


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th (-1: last) of the days, weekdays, weeks or parts of some months in a period."""

    count: int
    period: Meaning
    weekday: int | None = None
    months: int | None = None
    days: bool = False

    @property
    def relative(self) -> bool:
        """As the period is."""
        return self.period.relative

    def value(self, anchor: Anchor | None) -> str | None:
        """The part, where the period is a plain month or year."""
        within = _plain_period(self.period.value(anchor))
        if within is None:
            return None
        if self.months is not None:
            return self._share(within)
        counts_days = self.days or self.weekday is not None
        return self._day(within) if counts_days else self._week(within)

    def _share(self, within: Period) -> str | None:
        first = add_months(within.first, (self.count - 1) * (self.months or 1))
        last = add_months(first, self.months or 1) - timedelta(days=1)
        return Period(first, last).edtf() if last <= within.last else None

    def _day(self, within: Period) -> str | None:
        length = (within.last - within.first).days + 1
        days = (within.first + timedelta(days=n) for n in range(length))
        fitting = [d for d in days if self.days or d.weekday() == self.weekday]
        at = self.count if self.count < 0 else self.count - 1
        return fitting[at].isoformat() if at < len(fitting) else None

    def _week(self, within: Period) -> str | None:
        """A week belongs to the month in which it begins."""
        if self.count == _LAST:
            return week_period(within.last).edtf()
        monday = within.first + timedelta(days=-within.first.weekday() % 7)
        week = week_period(monday + timedelta(weeks=self.count - 1))
        return week.edtf() if week.first <= within.last else None


@dataclass(frozen=True, slots=True)
class NthAfter:
    """The n-th such weekday behind a day: the first Friday after the feast."""

    count: int
    weekday: int
    day: Meaning

    @property
    def relative(self) -> bool:
        """As the day is."""
        return self.day.relative

    def value(self, anchor: Anchor | None) -> str | None:
        """The weekday, where the day is one that is known."""
        day = _plain_day(self.day.value(anchor))
        if day is None:
            return None
        first = (self.weekday - day.weekday()) % 7 or 7
        return (day + timedelta(days=first + 7 * (self.count - 1))).isoformat()


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week in which a day lies: the week of the sixteenth of September."""

    day: Meaning

    @property
    def relative(self) -> bool:
        """As the day is."""
        return self.day.relative

    def value(self, anchor: Anchor | None) -> str | None:
        """The week, where the day is one that is known."""
        day = _plain_day(self.day.value(anchor))
        return week_period(day).edtf() if day else None


def _plain_day(value: str | None) -> date | None:
    plain = value is not None and value.replace("-", "").isdigit() and value.count("-") == 2
    return date.fromisoformat(value) if value and plain else None


def _plain_period(value: str | None) -> Period | None:
    """A month or a year as a period."""
    parts = value.split("-") if value and value.replace("-", "").isdigit() else []
    if len(parts) not in (1, 2):
        return None
    first = date(int(parts[0]), int(parts[1]) if len(parts) > 1 else 1, 1)
    return Period(first, add_months(first, 1 if len(parts) > 1 else 12) - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Head:
    """What is numbered and by what, before the period is read."""

    count: int
    next: int
    weekday: int | None = None
    months: int | None = None
    days: bool = False

    def part_of(self, period: Meaning) -> Nth:
        """The numbered part of a period."""
        return Nth(self.count, period, self.weekday, self.months, self.days)

    def after(self, day: Meaning) -> NthAfter | None:
        """The numbered weekday behind a day; None where no weekdays are counted, or the last."""
        if self.weekday is None or self.count < 1:
            return None
        return NthAfter(self.count, self.weekday, day)


def read_head(words: Sequence[Word], at: int) -> Head | None:
    """الأسبوع الأول, الربع الثالث, الثلاثاء الأخير, and with the number first أول أسبوع."""
    weekday = words[at].number(Sort.WEEKDAY)
    months = words[at].number(Sort.FRACTION)
    if weekday is not None or months is not None or _is_week(words, at, definite=True):
        count = _count_behind(words, at + 1)
        return Head(count[0], count[1], weekday, months) if count else None
    if words[at].number(Sort.OFFSET) == 0 and (count := _count_behind(words, at + 1)):
        return Head(count[0], count[1], days=True)
    number = words[at].number(Sort.FIRST_OF)
    return _first_of(words, at + 1, number) if number is not None and at + 1 < len(words) else None


def _first_of(words: Sequence[Word], at: int, number: int) -> Head | None:
    """أول أسبوع, ثاني جمعة, آخر يوم خميس, آخر يوم: what is numbered behind its number."""
    day = words[at].senses.get(Sort.UNIT) == Counted(Unit.DAY, 1, definite=False)
    named = at + 1 if day else at
    bare = words[named].number(Sort.BARE_WEEKDAY) if named < len(words) else None
    if bare is not None:
        return Head(number, named + 1, bare)
    return Head(number, at + 1, days=day) if day or _is_week(words, at, definite=False) else None


def _is_week(words: Sequence[Word], at: int, *, definite: bool) -> bool:
    return words[at].senses.get(Sort.UNIT) == Counted(Unit.WEEK, 1, definite=definite)


def _count_behind(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    if has(words, at, Sort.LAST):
        return _LAST, at + 1
    number = ordinal(words, at)
    return (number.value, number.next) if number and 1 <= number.value <= 5 else None


def read_in_a_row(words: Sequence[Word], at: int) -> Found | None:
    """لليوم الثالث على التوالي."""
    if words[at].number(Sort.OFFSET) != 0:
        return None
    number = ordinal(words, at + 1)
    if number is None or not has(words, number.next, Sort.RUNNING):
        return None
    return Found(InARow(number.value), number.next + 1)
