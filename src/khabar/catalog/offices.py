"""Who held which office when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from khabar.catalog.files import listed, rows_of
from khabar.errors import TableError


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person of the catalogue in an office; a term whose end is None has none known.

    A year alone counts from its first to its last day. also holds what news calls the office else.
    """

    person: str
    office: str
    of: str | None
    start: date | None
    end: date | None
    also: tuple[str, ...] = ()


def tenures() -> Iterator[Tenure]:
    """All dated offices of the catalogue that have an Arabic name.

    Raises:
        TableError: a date is none.
    """
    for row in rows_of("offices", "tenures.tsv"):
        if not row["office_ar"]:
            continue
        try:
            start, end = _first_day(row["start"]), _last_day(row["end"])
        except ValueError as error:
            raise TableError("offices/tenures.tsv", f"{row['person']}: {error}") from error
        also = listed(row["also"])
        yield Tenure(row["person"], row["office_ar"], row["of"] or None, start, end, also)


def _first_day(written: str) -> date | None:
    if not written:
        return None
    year, month, day = (*map(int, written.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _last_day(written: str) -> date | None:
    parts = written.split("-") if written else []
    if len(parts) == 1:
        return date(int(parts[0]), 12, 31)
    return _first_day(written)
