"""Days on which an outlet that appears daily has no article in the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

_FEWEST = 10  # days with an article, before anything is expected
_DAILY = 0.6  # of the days must have one
_WEEKS = 3  # in which a weekday never had one: the outlet rests on it
_WEEKDAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """The days that an outlet, or a file, misses between its first and its last.

    missing are stretches, EDTF: a day, or "first/last"; days counts them.
    """

    outlet: str
    first: str
    last: str
    days: int
    missing: tuple[str, ...]


def silences(series: Iterable[tuple[str, date]]) -> tuple[Silence, ...]:
    """The outlets that miss days, those that miss most first.

    Only who has an article on six days of ten is expected on each; a weekday on which he never has
    one is his day of rest.
    """
    by_outlet: dict[str, set[date]] = {}
    for outlet, day in series:
        by_outlet.setdefault(outlet, set()).add(day)
    found = [each for outlet, days in by_outlet.items() for each in _silence(outlet, sorted(days))]
    return tuple(sorted(found, key=lambda s: (-s.days, s.outlet)))


def _silence(outlet: str, days: Sequence[date]) -> Iterator[Silence]:
    length = (days[-1] - days[0]).days + 1
    resting = _resting(days) if length >= _WEEKS * _WEEKDAYS else frozenset()
    every = (days[0] + timedelta(days=n) for n in range(length))
    expected = [day for day in every if day.weekday() not in resting]
    if len(days) < _FEWEST or len(days) < _DAILY * len(expected):
        return
    missing = sorted(set(expected) - set(days))
    if missing:
        yield Silence(
            outlet=outlet,
            first=days[0].isoformat(),
            last=days[-1].isoformat(),
            days=len(missing),
            missing=tuple(_stretches(missing)),
        )


def _resting(days: Iterable[date]) -> frozenset[int]:
    return frozenset(range(_WEEKDAYS)) - {day.weekday() for day in days}


def _stretches(days: Sequence[date]) -> Iterator[str]:
    first = days[0]
    for day, following in pairwise((*days, None)):
        if day is not None and following != day + timedelta(days=1):
            yield first.isoformat() if first == day else f"{first.isoformat()}/{day.isoformat()}"
            first = following or day
