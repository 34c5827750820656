"""Outlets of whose pages less is read than before: the sign of a layout that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from statistics import fmean, pvariance

_FEWEST = 10  # articles, of the newest month and of all before it
_LOW = 0.6  # of what it was
_SURE = 3.0  # standard errors of the difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """An outlet, or a file, whose articles tell of fewer events in a month than before it."""

    outlet: str
    month: str
    articles: int
    before: float
    after: float


def falls(series: Iterable[tuple[str, date, int]]) -> tuple[Fall, ...]:
    """Outlets whose events an article fell in their newest month, the deepest fall first.

    Each article is its outlet, its day and its number of events. The newest month counts from ten
    articles on, against ten before it; it must have lost two fifths, and more than chance takes.
    """
    by_month: dict[str, dict[str, list[int]]] = {}
    for outlet, day, events in series:
        by_month.setdefault(outlet, {}).setdefault(f"{day:%Y-%m}", []).append(events)
    found = [fall for outlet, months in by_month.items() for fall in _fall(outlet, months)]
    return tuple(sorted(found, key=lambda f: (f.after / f.before, f.outlet)))


def _fall(outlet: str, months: Mapping[str, list[int]]) -> Iterator[Fall]:
    full = [month for month, counts in sorted(months.items()) if len(counts) >= _FEWEST]
    if not full:
        return
    newest, month = months[full[-1]], full[-1]
    before = [n for other, counts in months.items() if other < month for n in counts]
    if len(before) >= _FEWEST and _fell(before, newest):
        yield Fall(
            outlet=outlet,
            month=month,
            articles=len(newest),
            before=round(fmean(before), 2),
            after=round(fmean(newest), 2),
        )


def _fell(before: Sequence[int], after: Sequence[int]) -> bool:
    was, became = fmean(before), fmean(after)
    if not was or became > _LOW * was:
        return False
    error = sqrt(pvariance(before) / len(before) + pvariance(after) / len(after))
    return was - became > _SURE * error
