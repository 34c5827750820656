"""What a table of the datasets is: its name, its columns, and the rows that a thing gives."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

import pyarrow as pa

Value = str | bytes | int | float | bool | date | Sequence[str] | Sequence[int] | None
Row = tuple[Value, ...]
Of = TypeVar("Of")

TEXT, LINE, NUMBER, COUNT, SURE, FLAG, DAY, RAW = (
    pa.large_string(), pa.string(), pa.int32(), pa.int64(), pa.float64(), pa.bool_(), pa.date32(),
    pa.large_binary(),
)  # fmt: skip
LINES = pa.list_(pa.field("element", pa.string()))  # as Parquet itself calls it


@dataclass(frozen=True, slots=True)
class Table(Generic[Of]):
    """One table: what a row is in a sentence, its columns with types, and the rows of a thing.

    by_day: the rows belong to a document, so that the table is partitioned by its day.
    """

    name: str
    says: str
    columns: tuple[tuple[str, pa.DataType], ...]
    rows: Callable[[Of], Iterable[Row]]
    by_day: bool = True

    @property
    def schema(self) -> pa.Schema:
        """The columns as Arrow knows them; the day is told by the folder, not by a column."""
        return pa.schema(self.columns, metadata={"khabar": self.says})


def columns(**kinds: pa.DataType) -> tuple[tuple[str, pa.DataType], ...]:
    """Columns by name, in order; a trailing "_" of a name that Python keeps for itself goes."""
    return tuple((name.rstrip("_"), kind) for name, kind in kinds.items())


def ends(value: str | None) -> tuple[date | None, date | None]:
    """First and last day that an EDTF value may mean; None where it says nothing of that end.

    A place with unknown digits ("201X", "2018-XX") is as wide as these let it be.
    """
    if value is None:
        return None, None
    points = value.split("/")
    return _end(points[0], first=True), _end(points[-1], first=False)


def _end(point: str, *, first: bool) -> date | None:
    parts = point.rstrip("?~%").split("-")
    digits = parts[0].replace("X", "0" if first else "9")
    if not digits.isdigit() or not 1 <= int(digits) <= 9999:
        return None
    year = int(digits)
    month = _known(parts[1:2]) or (1 if first else 12)
    longest = calendar.monthrange(year, month)[1]
    return date(year, month, min(_known(parts[2:3]) or (1 if first else longest), longest))


def _known(part: Sequence[str]) -> int | None:
    return int(part[0]) if part and part[0].isdigit() else None


def day_of(value: str | None) -> date | None:
    """A whole day as a date."""
    return None if value is None else date.fromisoformat(value)


def fitting(number: int | None) -> int | None:
    """The number where 64 bits hold it; a text may tell of greater ones, which the JSON keeps."""
    return number if number is not None and abs(number) < 1 << 63 else None
