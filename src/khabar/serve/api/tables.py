"""Rows as CSV that a spreadsheet opens right: Arabic as Arabic, and no cell as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the encoding of its own country."""
_BETWEEN = " | "
_AT_ONCE = 65_536  # characters
# What makes a spreadsheet calculate; the wide forms do so where Chinese or Japanese is written.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_INVISIBLE = " \u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff\0"


@dataclass(frozen=True, slots=True)
class Column:
    """The way from a row to what stands in a cell; key is what it is called in a mapping there."""

    path: tuple[str, ...]
    key: str | None = None

    @property
    def title(self) -> str:
        """What stands above it."""
        return ".".join(self.path if self.key is None else (*self.path, self.key))


@cache
def columns(kind: type) -> tuple[Column, ...]:
    """The columns of a kind of row: one for each thing in it that has no parts of its own."""
    return tuple(_columns(kind, ()))


def csv_lines(kind: type, rows: Iterable[object], keys: Sequence[str] = ()) -> Iterator[str]:
    """Rows of one kind as CSV, a stretch at a time; keys are those of the mappings in them."""
    chosen = [each for column in columns(kind) for each in _spread(column, kind, keys)]
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([column.title for column in chosen])
    yield BOM + _taken(buffer)
    for row in rows:
        writer.writerow([_cell(_found(row, column.path), column.key) for column in chosen])
        if buffer.tell() > _AT_ONCE:
            yield _taken(buffer)
    yield _taken(buffer)


def defused(text: str) -> str:
    """The text, with a mark before it where a spreadsheet would take it for a formula."""
    shown = text.lstrip(_INVISIBLE)
    return f"'{text}" if len(shown) > 1 and shown.startswith(_FORMULA) else text


def _columns(kind: type, path: tuple[str, ...]) -> Iterator[Column]:
    hints = get_type_hints(kind)
    for field in fields(kind):
        part = _part(hints[field.name])
        here = (*path, field.name)
        if is_dataclass(part) and isinstance(part, type):
            yield from _columns(part, here)
        else:
            yield Column(here)


def _part(hint: Any) -> Any:
    """What a field holds, whether one, several or none."""
    arguments = [each for each in get_args(hint) if each not in (type(None), Ellipsis)]
    if get_origin(hint) in (Union, UnionType, tuple) and len(set(map(str, arguments))) == 1:
        return _part(arguments[0])
    return hint


def _spread(column: Column, kind: type, keys: Sequence[str]) -> Iterator[Column]:
    hint = get_type_hints(kind).get(column.path[0])
    if get_origin(hint) is dict:
        yield from (Column(column.path, key) for key in keys)
    else:
        yield column


def _found(thing: Any, path: tuple[str, ...]) -> Any:
    if thing is None or not path:
        return thing
    if isinstance(thing, tuple):
        return tuple(_found(each, path) for each in thing)
    return _found(getattr(thing, path[0]), path[1:])


def _cell(value: Any, key: str | None) -> str | int | float:
    if key is not None:
        value = value.get(key, 0)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, tuple):
        return defused(_BETWEEN.join(str(_cell(each, None)) for each in value))
    return defused(str(value))


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
