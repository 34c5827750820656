"""Tables of the catalogue: tab separated, UTF-8, one header line, surface forms joined by a bar."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Row = Mapping[str, str]


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a table by column name; what a row leaves out is empty."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
        return [{k: (v or "").strip() for k, v in row.items() if k} for row in reader]


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Write rows in the order given and say how many; columns a row lacks stay empty."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write("\t".join(columns) + "\n")
        for row in rows:
            out.write("\t".join(row.get(column, "") for column in columns) + "\n")
            count += 1
    return count


def split_forms(cell: str) -> tuple[str, ...]:
    """The forms in one cell, tidied, each once, in their order."""
    tidy = (tidy_name(form) for form in cell.split("|"))
    return tuple(dict.fromkeys(form for form in tidy if form))


def join_forms(*cells: Iterable[str]) -> str:
    """One cell from several runs of forms, each form once."""
    return "|".join(dict.fromkeys(form for cell in cells for form in cell if form))


def tidy_name(name: str) -> str:
    """A name as a newspaper prints it: no underscores, no vowel signs, no brackets behind it."""
    plain = re.sub(r"[\u064b-\u0652\u0670\u0640\u200c-\u200f]", "", name.replace("_", " "))
    return " ".join(re.sub(r"\s*\([^)]*\)", "", plain).split()).strip(" -،,")


def slug(name_en: str) -> str:
    """An id made of the English name: lower case, words joined by underscores."""
    return "_".join(re.findall(r"[a-z0-9]+", fold_latin(name_en).lower().replace("'", "")))


def fold_latin(name: str) -> str:
    """Latin letters without their marks, so that ids stay in plain ASCII."""
    parts = unicodedata.normalize("NFKD", name.translate(_LATIN))
    return "".join(part for part in parts if not unicodedata.combining(part))


_LATIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "’": "'", "ʻ": "'"})
