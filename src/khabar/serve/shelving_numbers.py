"""Numbers of rows: each follows from what its row is about, and from nothing that came before.

A row keeps its number while others come and go, so that a change rewrites no row but its own.
Rows that have a day stand in the order of their days; those of one day in no order that means
anything, but always in the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

_LOT_BITS = 28
"""Of the digest beside a day: 22 bits hold every day of four-digit years, and a document leaves 12
of 62 to its statements."""
_LOOSE_BITS = 60


def by_day(items: Iterable[tuple[str, str]]) -> dict[str, int]:
    """The number of each item, given with its day (ISO 8601, "" where unknown) before its id."""
    return _apart(((_ordinal(day) << _LOT_BITS) + lot(id_, _LOT_BITS), id_) for day, id_ in items)


def loose(ids: Iterable[str]) -> dict[str, int]:
    """The numbers of items that stand in no order."""
    return _apart((lot(id_), id_) for id_ in ids)


def lot(id_: str, bits: int = _LOOSE_BITS) -> int:
    """A number from 1 on that is drawn by the id alone."""
    drawn = int.from_bytes(
        hashlib.blake2b(id_.encode("utf8", "surrogatepass"), digest_size=8).digest()
    )
    return (drawn >> (64 - bits)) + 1


def _apart(drawn: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Two that drew the same stand side by side, by id."""
    found: dict[str, int] = {}
    last = 0
    for number, id_ in sorted(drawn):
        last = max(number, last + 1)
        found[id_] = last
    return found


def _ordinal(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return 0
