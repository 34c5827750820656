"""When something was, as days that can be compared: an EDTF value is the window it leaves open."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from khabar.schema.moments import Edtf, Published

_EARLIEST, _LATEST = date(1000, 1, 1).toordinal(), date(2999, 12, 31).toordinal()


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """The days (proleptic ordinals, both ends inside) between which something lies."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """How many days are left open; 1 is a known day."""
        return self.last - self.first + 1

    def meets(self, other: Window) -> bool:
        """Whether one day can be meant by both."""
        return self.first <= other.last and other.first <= self.last

    def gap(self, other: Window) -> int:
        """The days between the two; 0 where they meet."""
        return max(0, self.first - other.last, other.first - self.last)


def window_of(value: Edtf | None) -> Window | None:
    """The window of an EDTF value; None where it is open at an end or its year is unknown."""
    if value is None:
        return None
    first, _, last = value.partition("/")
    low, high = _point(first), _point(last or first)
    if low is None or high is None or low.first > high.last:
        return None
    return Window(low.first, high.last)


def _point(value: str) -> Window | None:
    parts = value.rstrip("?~%").split("-")
    if not parts[0].isdigit() or len(parts[0]) != 4:
        return None
    year = int(parts[0])
    month = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else None
    day = int(parts[2]) if len(parts) > 2 and parts[2].isdigit() else None
    if month is None or not 1 <= year <= 9998:
        return _window(year, 1, 1, 12, 31) if 1 <= year <= 9998 else None
    if day is None:
        return _window(year, month, 1, month, calendar.monthrange(year, month)[1])
    return _window(year, month, day, month, day)


def _window(year: int, month: int, day: int, last_month: int, last_day: int) -> Window:
    return Window(date(year, month, day).toordinal(), date(year, last_month, last_day).toordinal())


def published_window(published: Published) -> Window | None:
    """The days on which a document can have appeared; None where either end is unknown."""
    if published.earliest is None or published.latest is None:
        return None
    low, high = window_of(published.earliest), window_of(published.latest)
    return Window(low.first, high.last) if low and high else None


def agreed(values: Iterable[Edtf | None]) -> Edtf | None:
    """The most precise of several times that most of the others allow; None where none is known.

    A time that fewer others allow loses even if it is more precise: one slip does not date an
    event. Among equals the earliest written wins, so that order cannot matter.
    """
    known = sorted((w, v) for v in values if v is not None and (w := window_of(v)) is not None)
    if not known:
        return None
    return min(known, key=lambda k: (-sum(k[0].meets(w) for w, _ in known), k[0].days, k))[1]
