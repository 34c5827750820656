"""The sheet of an audit as CSV, and the answers that come back from it or from its page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from khabar.errors import KhabarError
from khabar.evaluate.audit_draw import Sample, Whole
from khabar.evaluate.audit_items import Item, Kind

COLUMNS = ("item", "field", "verdict", "note")
"""What answers must have; whatever else stands there is for people."""
_SHEET = (*COLUMNS, "claim", "kind", "type", "in words", "text", "outlet", "published")
_LARGEST = 20_000_000
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
MISSING, READ, FOUND = "missing", "read", "found"
NOT_ASKED = "–"
"""The verdict of a row that only shows what khabar found: it is not empty, as those to fill in."""


class Ruling(StrEnum):
    """What a checker says of one field."""

    RIGHT = "right"
    WRONG = "wrong"
    UNCLEAR = "unclear"


_SAID = {
    "right": Ruling.RIGHT, "r": Ruling.RIGHT, "صحيح": Ruling.RIGHT,
    "wrong": Ruling.WRONG, "w": Ruling.WRONG, "خطأ": Ruling.WRONG,
    "unclear": Ruling.UNCLEAR, "u": Ruling.UNCLEAR, "غير واضح": Ruling.UNCLEAR,
}  # fmt: skip


@dataclass(slots=True)
class Answers:
    """What one checker said: rulings by item and field, what is missing and what was read whole."""

    by: str
    rulings: dict[tuple[str, str], Ruling] = field(default_factory=dict)
    missing: dict[str, list[Kind]] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)


def sheet_csv(sample: Sample) -> bytes:
    """The sheet for a spreadsheet: a row a question, then the articles to be read whole.

    Under each article stands what khabar found in it, a row a thing, so that the missing can be
    listed; these rows ask nothing.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_SHEET)
    for row in _rows(sample):
        writer.writerow([guarded(row.get(column, "")) for column in _SHEET])
    # Spreadsheets take a file without the mark for one in an old encoding.
    return out.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def _rows(sample: Sample) -> Iterator[Mapping[str, str]]:
    for item in sample.items:
        for question in item.questions:
            yield {
                "item": item.id, "field": question.field, "claim": question.claim or "(none)",
                "kind": item.kind, "type": item.type, "in words": item.arabic or item.english,
                "text": _shown(item), "outlet": item.here.outlet, "published": item.here.published,
            }  # fmt: skip
    for each in sample.whole:
        yield {"item": each.id, "field": READ, "text": each.text, "outlet": each.outlet,
               "published": each.published,
               "claim": "yes when read whole; add a row a missing thing: field missing, "
               "verdict event or statement, note its words"}  # fmt: skip
        yield from _things(each)


def _things(whole: Whole) -> Iterator[Mapping[str, str]]:
    row = {"item": whole.id, "field": FOUND, "verdict": NOT_ASKED}
    if not any(whole.found.values()):
        yield {**row, "claim": "khabar found nothing in this article"}
    for number, thing in enumerate(whole.things, 1):
        claim = f"found by khabar, {number} of {len(whole.things)}; not asked"
        yield {**row, "claim": claim, "kind": thing.kind, "type": thing.type,
               "in words": thing.claim, "text": thing.words}  # fmt: skip


def _shown(item: Item) -> str:
    ends = (item.here,) if item.other is None else (item.here, item.other)
    return " ║ ".join(f"{e.before}【{e.words}】{e.after}" for e in ends)


def answers_of(path: Path, sample: Sample) -> Answers:
    """The answers in a file.

    Raises:
        KhabarError: it cannot be read, or says something that no answer is.
    """
    known = {(i.id, q.field) for i in sample.items for q in i.questions}
    whole = {each.id for each in sample.whole}
    found = Answers(by=path.stem)
    for number, row in _read(path):
        where, said = f"{path}, row {number}", row["verdict"].strip().casefold()
        item, asked = row["item"].strip(), row["field"].strip()
        if item in whole and asked in (MISSING, READ, FOUND):
            _take_whole(found, item, asked, said, where)
        elif (item, asked) not in known:
            raise KhabarError(f"{where}: {item!r} {asked!r} is not asked. Use this sample's sheet.")
        elif said:
            if said not in _SAID:
                raise KhabarError(f"{where}: {said!r}. Write right, wrong or unclear.")
            found.rulings[item, asked] = _SAID[said]
    if not found.rulings:
        raise KhabarError(f"{path}: nothing is answered in it. Fill in the column verdict.")
    return found


def _take_whole(found: Answers, item: str, asked: str, said: str, where: str) -> None:
    if asked == FOUND:
        if said not in ("", NOT_ASKED, "-", f"'{NOT_ASKED}"):
            remedy = f"Put {NOT_ASKED} back; what is missing gets a row of its own, field missing."
            raise KhabarError(f"{where}: {said!r}, but what was found is not asked. {remedy}")
        return
    if asked == READ:
        if said in ("yes", "y", "نعم"):
            found.read.add(item)
        return
    if said not in (Kind.EVENT, Kind.STATEMENT):
        raise KhabarError(f"{where}: {said!r} is missing. Write event or statement.")
    found.missing.setdefault(item, []).append(Kind(said))


def _read(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        if path.stat().st_size > _LARGEST:
            raise KhabarError(f"{path}: too large for answers. Name the file that was filled in.")
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KhabarError(f"{path}: cannot be read ({error}). Save it as CSV in UTF-8.") from error
    # Where a comma parts decimals, spreadsheets part cells by semicolons.
    first = text.partition("\n")[0]
    comma = ";" if first.count(";") > first.count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
    names = [name.strip().casefold() for name in next(rows, [])]
    if not set(COLUMNS) <= set(names):
        raise KhabarError(f"{path}: no columns {', '.join(COLUMNS)}. Use this sample's sheet.")
    yield from _cells(rows, names, path)


def _cells(
    rows: Iterable[list[str]], names: list[str], path: Path
) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        for number, cells in enumerate(rows, 2):
            if any(cell.strip() for cell in cells):
                padded = [*cells, *[""] * len(names)]
                yield number, dict(zip(names, padded, strict=False))
    except csv.Error as error:
        raise KhabarError(f"{path}: no CSV ({error}). Save it as CSV in UTF-8.") from error
