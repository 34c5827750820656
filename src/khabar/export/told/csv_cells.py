"""Tables as CSV that opens right in spreadsheets and in R."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]

BOM = "\ufeff"
"""By it Excel knows that a file is UTF-8; without it Arabic opens as nonsense."""
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
GUARD = "'"


class Kind(StrEnum):
    """What a column holds, in the words of Frictionless Table Schema."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "number"
    YES = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what its cells are and mean."""

    name: str
    says: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; key are the columns that tell its rows apart, links go to the keys of others."""

    name: str
    says: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    key: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"


def csv_lines(table: Table) -> Iterator[bytes]:
    """The table with a header; empty cells are unknown."""
    yield BOM.encode() + _line([column.name for column in table.columns])
    for row in table.rows:
        yield _line([written(cell) for cell in row])


def written(cell: Cell) -> str:
    """A cell as text: numbers stay numbers, and no text can become a formula.

    A text that a spreadsheet would reckon out gets an apostrophe in front, as spreadsheets do
    themselves; tabs and line ends become spaces, so that none can stand before it.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if not isinstance(cell, str):
        return f"{cell}"
    text = " ".join(cell.split())
    return GUARD + text if text.startswith(_FORMULA) else text


def _line(cells: list[str]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow(cells)
    return stream.getvalue().encode("utf-8", "replace")
