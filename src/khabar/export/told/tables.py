"""Read the tables that lie beside the formats, and write lines of tables."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files


def rows_of(name: str) -> Iterator[Mapping[str, str]]:
    """The rows of a TSV table of this folder, each under the names of its header."""
    text = files("khabar.export.told").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


def tsv_line(cells: Iterable[str]) -> bytes:
    """A line of a table without quoting: no cell can hold a tab or any kind of line end."""
    plain = (" ".join(cell.split()) for cell in cells)
    return ("\t".join(plain) + "\n").encode()
