"""Tables (CSV, TSV): one row, one article, with a map of columns where their names are others."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BufferedReader

from khabar.acquire.choices import Columns
from khabar.acquire.inner import Found
from khabar.acquire.jsonl import Ids
from khabar.acquire.limits import Limits
from khabar.acquire.lines import SAMPLE, Encoding, encoding_of, lines_of
from khabar.acquire.rows import document_of
from khabar.acquire.sources import Input
from khabar.acquire.whole import unopened
from khabar.errors import UnreadableInputError
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document

_DELIMITERS = ",;\t|"
_USUAL = {
    "text": "text body content article article_text full_text story النص المقال المحتوى نص",
    "title": "title headline subject العنوان عنوان",
    "published": "published date publish_date pub_date pubdate datetime published_at التاريخ تاريخ",
    "url": "url link address الرابط رابط",
    "outlet": "outlet source publisher newspaper site المصدر الموقع الصحيفة",
    "id": "id article_id doc_id docno guid المعرف",
    "fetched": "fetched crawled crawl_date scraped_at",
}
_OURS = {"date": "published", "source": "outlet"}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row and the line it begins on; cells is None where it cannot be taken apart."""

    number: int
    raw: str
    cells: Sequence[str] | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which cell of a row holds which of our fields."""

    cells: Mapping[str, int]
    has_header: bool


def read(source: Input, limits: Limits, columns: Columns | None = None) -> Found:
    """The documents of a table; a row that is none is set aside, the rest are read."""
    try:
        with source.open() as stream:
            yield from _read(stream, source.path, limits, columns or Columns())
    except OSError as error:
        yield unopened(source.path, error)
    except UnreadableInputError as error:
        yield SetAside(item=source.path, path=source.path, reason=str(error))


def _read(stream: BufferedReader, path: str, limits: Limits, columns: Columns) -> Found:
    start = stream.peek(SAMPLE)[:SAMPLE]
    if not start.strip():
        raise UnreadableInputError(path, "it is empty", "Leave it out, or fetch it again.")
    encoding = encoding_of(start, path, columns.encoding)
    sample = start[encoding.mark :].decode(encoding.codec, "ignore")
    rows = _rows(
        lines_of(stream, encoding, limits.document),
        columns.delimiter or _delimiter(sample),
        limits.document,
    )
    first = next(rows, None)
    if first is None:
        raise UnreadableInputError(path, "it has no rows", "Leave it out, or fetch it again.")
    plan = _plan(first.cells or (), columns.names, path)
    table = _Table(path, plan, encoding)
    if not plan.has_header:
        yield from table.article(first)
    for row in rows:
        yield from table.article(row)


def _delimiter(sample: str) -> str:
    """The sign that parts columns: the one that stands most often in the first line."""
    first = sample.lstrip().partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


class _Tape:
    """Hands lines to the parser of rows and remembers those of the row in hand."""

    def __init__(self, lines: Iterator[str], limit: int) -> None:
        self._lines = lines
        self._limit = limit
        self._weight = 0
        self.number = 0
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._weight > self._limit:
            raise csv.Error("a row does not end; a quotation mark may be missing")
        line = next(self._lines)
        self.number += 1
        self._weight += len(line)
        self.taken.append(line)
        return line

    def row(self) -> str:
        """The lines since the last row, which begin the next one anew."""
        raw, self.taken, self._weight = "".join(self.taken), [], 0
        return raw


def _rows(lines: Iterator[str], delimiter: str, limit: int) -> Iterator[_Row]:
    csv.field_size_limit(max(limit, csv.field_size_limit()))
    tape = _Tape(lines, limit)
    while True:
        number = tape.number + 1
        try:
            # A parser that failed is in the middle of a row: the next row gets a fresh one.
            cells = next(csv.reader(tape, delimiter=delimiter, strict=False))
        except StopIteration:
            return
        except csv.Error as error:
            yield _Row(number, tape.row(), None, str(error))
            continue
        raw = tape.row()
        if raw.strip():
            yield _Row(number, raw, cells)


def _plan(header: Sequence[str], said: Mapping[str, str], path: str) -> _Plan:
    """Where the fields stand.

    Raises:
        UnreadableInputError: a column that was named is not there, or none holds the text.
    """
    names = [name.strip().lstrip("\ufeff").casefold() for name in header]
    wanted = {_OURS.get(ours, ours): theirs for ours, theirs in said.items()}
    by_number = bool(wanted) and all(name.isdigit() for name in wanted.values())
    if by_number and not all(name in names for name in wanted.values()):
        return _Plan({ours: int(n) - 1 for ours, n in wanted.items()}, has_header=False)
    cells = {ours: _place(names, theirs, path) for ours, theirs in wanted.items()}
    for ours, usual in _USUAL.items():
        place = next((names.index(name) for name in usual.split() if name in names), None)
        if place is not None and place not in cells.values():
            cells.setdefault(ours, place)
    if "text" not in cells:
        reason = f"no column is known to hold the text (it has {_shown(header)})"
        raise UnreadableInputError(path, reason, "Say which: --columns text=NAME.")
    return _Plan(cells, has_header=True)


def _place(names: Sequence[str], name: str, path: str) -> int:
    if name.casefold() in names:
        return names.index(name.casefold())
    reason = f"it has no column {name!r} (it has {_shown(names)})"
    raise UnreadableInputError(path, reason, "Name one of those with --columns.")


def _shown(names: Sequence[str]) -> str:
    return ", ".join(repr(name[:40]) for name in names[:12]) or "none"


@dataclass(slots=True)
class _Table:
    """What holds for all rows of one table."""

    path: str
    plan: _Plan
    encoding: Encoding
    ids: Ids = field(default_factory=Ids)

    def article(self, row: _Row) -> Found:
        """The document of a row, or why it is none."""
        where = f"{self.path}#{row.number}"
        raw = row.raw.encode(self.encoding.codec, "surrogateescape")
        if row.cells is None:
            reason = f"{where}: it is no row of a table ({row.why}). Mend the file."
            yield SetAside(item=where, path=self.path, reason=reason, payload=raw)
            return
        try:
            document = self._document(row.cells, raw, where)
            if not self.ids.is_repeated(document, row.number, where):
                yield document
        except UnreadableInputError as error:
            yield SetAside(item=where, path=self.path, reason=str(error), payload=raw)

    def _document(self, cells: Sequence[str], raw: bytes, where: str) -> Document:
        found = {n: cells[i] for n, i in self.plan.cells.items() if 0 <= i < len(cells)}
        if "text" not in found:
            reason = f"it has {len(cells)} columns, too few to hold the text"
            raise UnreadableInputError(where, reason, "Mend the row, or leave it out.")
        document = document_of(_as_json(found), self.path, where, self.encoding.name)
        raw_hash = hashlib.sha256(raw).hexdigest()
        return replace(document, source=replace(document.source, raw_hash=raw_hash))


def _as_json(row: Mapping[str, str]) -> bytes:
    try:
        return json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(row).encode()  # half a character: refused by its column's name
