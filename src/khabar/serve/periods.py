"""Days put together to weeks, months and years."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from khabar.assemble.series import Period
from khabar.errors import KhabarError


class Counted(NamedTuple):
    """Events of one quad class in a stretch of time, and the sums of their scores and origins."""

    start: str
    stop: str
    quad: str
    events: int
    score: float
    origins: int


def counted(days: Iterable[tuple[str, str, str, int, float, int]], by: Period) -> Iterator[Counted]:
    """Counts by first and last day, as counts by the period in which these surely lie."""
    for first, last, quad, events, score, origins in days:
        start, stop = _ends(first, by)
        if last <= stop:
            yield Counted(start, stop, quad, events, score, origins)


def period(by: str) -> Period:
    """The period of this name.

    Raises:
        KhabarError: there is none.
    """
    try:
        return Period(by)
    except ValueError as error:
        raise KhabarError(f"by: {by[:40]!r} is no period. Say day, week, month or year.") from error


def span(day: date, by: Period) -> tuple[date, date]:
    """The first and last day of the period in which a day lies."""
    if by is Period.DAY:
        return day, day
    if by is Period.WEEK:
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    if by is Period.MONTH:
        last = calendar.monthrange(day.year, day.month)[1]
        return day.replace(day=1), day.replace(day=last)
    return date(day.year, 1, 1), date(day.year, 12, 31)


@lru_cache(maxsize=1 << 15)
def _ends(day: str, by: Period) -> tuple[str, str]:
    start, end = span(date.fromisoformat(day), by)
    return start.isoformat(), end.isoformat()
