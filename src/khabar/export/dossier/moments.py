"""A time of the record as the points of the calendar that sentences name."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.schema.moments import Edtf

Moment = tuple[int, ...]
"""Year, month and day, as far as they are known; empty where an end is open."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first to the last moment, which may be one; rough where the text says about."""

    first: Moment
    last: Moment
    rough: bool


def moment_of(when: Edtf | None) -> Stretch | None:
    """What an EDTF value means in words; None where too little of it is known to name."""
    if when is None:
        return None
    start, _, end = when.partition("/")
    first, last = _point(start), _point(end or start)
    return Stretch(first, last, when.endswith(("~", "?", "%"))) if first or last else None


def _point(value: str) -> Moment:
    found = []
    for digits in value.rstrip("~?%").split("-"):
        if not digits.isdigit():
            break
        found.append(int(digits))
    return tuple(found) if found and found[0] else ()
