"""Test files as their authors publish them: what goes wrong with them is said in one sentence."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from khabar.errors import KhabarError

Row = Mapping[str, Any]  # a row of somebody else's JSON or CSV, before it is looked at
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FIELD = 1 << 20  # characters of a field of a CSV file


class TestFileError(KhabarError):
    """A file is not what a test set looks like."""

    __test__ = False

    def __init__(self, where: Path, reason: str, wanted: str) -> None:
        super().__init__(f"{where}: {reason}. Give {wanted}.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a command reads: in words, and the columns that a row must have."""

    words: str
    columns: tuple[str, ...] = ()


def read_text(path: Path, wanted: Wanted) -> str:
    """The text of a file.

    Raises:
        TestFileError: it cannot be read.
    """
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise TestFileError(path, error.strerror or "cannot be read", wanted.words) from error
    except UnicodeDecodeError as error:
        raise TestFileError(path, "is not UTF-8 text", wanted.words) from error


def read_rows(path: Path, wanted: Wanted) -> tuple[Row, ...]:
    """The rows of a CSV, JSON Lines, JSON or Excel file, by its name.

    Raises:
        TestFileError: it cannot be read, has no rows, or a row lacks a column.
    """
    readers: Mapping[str, Callable[[Path, Wanted], Sequence[Any]]] = {
        ".csv": _csv,
        ".jsonl": _jsonl,
        ".json": _json,
        ".xlsx": _xlsx,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise TestFileError(path, f"no test file ends in {path.suffix or 'nothing'}", wanted.words)
    rows = reader(path, wanted)
    for number, row in enumerate(rows, 1):
        _check(path, number, row, wanted)
    if not rows:
        raise TestFileError(path, "holds no rows", wanted.words)
    return tuple(rows)


def _check(path: Path, number: int, row: object, wanted: Wanted) -> None:
    if not isinstance(row, Mapping):
        raise TestFileError(path, f"row {number} has no named fields", wanted.words)
    missing = [column for column in wanted.columns if row.get(column) is None]
    if missing:
        raise TestFileError(path, f"row {number} has no {' or '.join(missing)}", wanted.words)


def _csv(path: Path, wanted: Wanted) -> list[Any]:
    csv.field_size_limit(_FIELD)
    try:
        return list(csv.DictReader(read_text(path, wanted).splitlines(keepends=True), strict=True))
    except csv.Error as error:
        raise TestFileError(path, f"is not CSV ({error})", wanted.words) from error


def _jsonl(path: Path, wanted: Wanted) -> list[Any]:
    lines = (line for line in read_text(path, wanted).split("\n") if line.strip())
    return [_parsed(line, path, wanted) for line in lines]


def _json(path: Path, wanted: Wanted) -> list[Any]:
    found = _parsed(read_text(path, wanted), path, wanted)
    if not isinstance(found, list):
        raise TestFileError(path, "is no list of rows", wanted.words)
    return found


def _parsed(text: str, path: Path, wanted: Wanted) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TestFileError(path, "is not JSON", wanted.words) from error


def _xlsx(path: Path, wanted: Wanted) -> list[Any]:
    """The first sheet of a workbook; its first row names the columns."""
    try:
        with zipfile.ZipFile(path) as book:
            shared = _shared(book)
            sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    except (OSError, KeyError, zipfile.BadZipFile, ElementTree.ParseError) as error:
        raise TestFileError(path, "is no Excel workbook", wanted.words) from error
    rows = [dict(_cells(row, shared)) for row in sheet.iter(f"{_SHEET}row")]
    names = {at: name.strip().lower() for at, name in (rows[0] if rows else {}).items()}
    return [{names[at]: cell for at, cell in row.items() if at in names} for row in rows[1:]]


def _shared(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    found = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    return ["".join(t.text or "" for t in i.iter(f"{_SHEET}t")) for i in found]


def _cells(row: ElementTree.Element, shared: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The cells of a row by the letters of their column."""
    for cell in row:
        column = cell.get("r", "").rstrip("0123456789")
        value = cell.findtext(f"{_SHEET}v")
        if cell.get("t") == "s" and value is not None and int(value) < len(shared):
            yield column, shared[int(value)]
        elif value is not None:
            yield column, value
        else:
            yield column, "".join(t.text or "" for t in cell.iter(f"{_SHEET}t"))
