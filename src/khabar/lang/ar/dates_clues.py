"""What dated expressions betray about the day on which a text was written."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from khabar.lang.ar.dates import Calendar, Phrase
from khabar.lang.ar.dates_calendar import valid


@dataclass(frozen=True, slots=True)
class Window:
    """Days of a year that is not told, in which a text was written; perhaps their weekday."""

    first: tuple[int, int]
    last: tuple[int, int]
    weekday: int | None = None

    def in_year(self, year: int) -> tuple[date, date] | None:
        """The window of a year; None where its day is none, or no such weekday."""
        first, last = valid(year, *self.first), valid(year, *self.last)
        if first is None or last is None or last < first:
            return None
        fits = self.weekday is None or first.weekday() == self.weekday
        return (first, last) if fits else None


@dataclass(frozen=True, slots=True)
class Clues:
    """Days that publication cannot precede, is, or must lie among.

    A date is believed to be past only where a verb says so: plans often stand without a cue.
    """

    not_before: tuple[date, ...] = ()
    dated: tuple[date, ...] = ()
    latest_year: int = 0
    exact: tuple[date, ...] = ()
    windows: tuple[Window, ...] = ()
    bracketed: bool = False
    today: int | None = None
    told: int | None = None


def clues_of(phrases: Iterable[Phrase]) -> Clues:
    """Gather what the named dates of a text say; what is past bounds it from below.

    dated is every date told with its year, plans apart; latest_year counts bare years too;
    bracketed says that a report and a plan stand close on either side; today is the weekday that
    the text calls today; told is the weekday it names first.
    """
    named = [(p, p.meaning) for p in phrases if isinstance(p.meaning, Calendar)]
    yearless = [(p, m) for p, m in named if m.month and m.year is None and not m.hijri]
    between = tuple(_between(yearless))
    past = [d for p, m in named if p.ahead is False and (d := _explicit(m))]
    todays = [m.weekday for _, m in named if m.offset == 0 and m.weekday is not None]
    told = [m.weekday for p, m in named if m.weekday is not None and _plain(m) and not p.ahead]
    return Clues(
        not_before=tuple(past),
        dated=tuple(d for p, m in named if not p.ahead and (d := _explicit(m))),
        latest_year=max((m.year_to or m.year or 0 for _, m in named if not m.hijri), default=0),
        exact=tuple(d for _, m in named if (d := _exact(m))),
        windows=(*_windows(yearless), *between),
        bracketed=bool(between),
        today=todays[0] if todays else None,
        told=told[0] if told else None,
    )


def _plain(meaning: Calendar) -> bool:
    return (meaning.offset, meaning.shift, meaning.week_shift, meaning.day) == (None,) * 4


def _explicit(meaning: Calendar) -> date | None:
    """The first day of a date told with its year, as far as month or day."""
    if meaning.year is None or meaning.month is None or meaning.hijri or meaning.edge:
        return None
    return valid(meaning.year, meaning.month, meaning.day or 1)


def _exact(meaning: Calendar) -> date | None:
    """The day of writing, where today or yesterday is told with its full date.

    A weekday that does not fit shows a slip of the pen, mostly in the year of each January.
    """
    day = _explicit(meaning) if meaning.day and meaning.offset in (0, -1) else None
    if day is None or meaning.weekday not in (None, day.weekday()):
        return None
    return day - timedelta(days=meaning.offset or 0)


def _windows(yearless: list[tuple[Phrase, Calendar]]) -> Iterator[Window]:
    """Windows without a year: today's date, and the month that the text calls present."""
    for phrase, m in yearless:
        if m.day and m.offset == 0:
            yield Window((m.month or 1, m.day), (m.month or 1, m.day), m.weekday)
        elif m.shift == 0:
            yield _of_this_month(phrase, m)


def _of_this_month(phrase: Phrase, meaning: Calendar) -> Window:
    """The month that a text calls the present one, from a day on that it tells as past."""
    month = meaning.month or 1
    day = meaning.day if phrase.ahead is False and meaning.day else 1
    return Window((month, day), (month, calendar.monthrange(2001, month)[1]))


_LONGEST_BETWEEN = 31  # days


def _between(yearless: list[tuple[Phrase, Calendar]]) -> Iterator[Window]:
    """From the last day told as past to the first told as planned, where they lie close."""
    days = [(p, m) for p, m in yearless if m.day and m.shift is None and m.year_shift is None]
    past = [(m.month or 1, m.day_to or m.day or 1) for p, m in days if p.ahead is False]
    plans = [(m.month or 1, m.day or 1) for p, m in days if p.ahead]
    for first in sorted(past, reverse=True)[:1]:
        for last in sorted(p for p in plans if p > first)[:1]:
            window = Window(first, last)
            ends = window.in_year(2001)
            if ends and (ends[1] - ends[0]).days <= _LONGEST_BETWEEN:
                yield window
