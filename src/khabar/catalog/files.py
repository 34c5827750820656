"""Read the catalogue's own files."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from khabar.errors import TableError

Row = Mapping[str, str]


def catalogue_file(*parts: str) -> Traversable:
    """A file of the catalogue by its path inside it."""
    return files("khabar.catalog").joinpath(*parts)


def rows_of(*parts: str) -> Iterator[Row]:
    """The rows of a TSV table, each under the names of its header.

    Raises:
        TableError: the file is missing, or a row is shorter or longer than the header.
    """
    where = "/".join(parts)
    try:
        text = catalogue_file(*parts).read_text(encoding="utf-8")
    except OSError as error:
        raise TableError(where, f"cannot be read ({error})") from error
    reader = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in reader:
        if None in row or None in row.values():
            raise TableError(where, f"line {reader.line_num} does not have the header's columns")
        yield row


def toml_of(file: Traversable) -> dict[str, object]:
    """A TOML file as it stands.

    Raises:
        TableError: it cannot be read or is not TOML.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TableError(file.name, f"cannot be read ({error})") from error


def listed(cell: str) -> tuple[str, ...]:
    """The variants in a cell, written with bars between them."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
