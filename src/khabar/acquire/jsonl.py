"""JSON Lines: one row, one article; read row by row, so that size does not matter."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BufferedIOBase, BufferedReader, RawIOBase

from khabar.acquire.decode import is_binary, utf16_of
from khabar.acquire.limits import Limits
from khabar.acquire.rows import document_of
from khabar.acquire.sources import Input
from khabar.acquire.whole import unopened
from khabar.errors import UnreadableInputError
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document

_SNIFF = 4_096  # bytes
_SKIPPED = 65_536  # bytes at a time of a row too long to hold


def looks_like_rows(start: bytes) -> bool:
    """Whether a stream that begins like this holds JSON objects rather than prose."""
    utf16 = utf16_of(start)
    if utf16 is not None:
        codec, mark = utf16
        text = start[mark : mark + 2 * ((len(start) - mark) // 2)].decode(codec, errors="replace")
        return text.lstrip().startswith("{")
    return start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{")


class _FromUtf16(RawIOBase):
    """A UTF-16 stream as UTF-8, chunk by chunk, so that rows are cut at the same byte."""

    def __init__(self, stream: BufferedReader, codec: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(codec)(errors="surrogatepass")
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            chunk = self._stream.read(_SNIFF)
            # A half character at the very end has no row of its own: it is left to the JSON parser.
            text = self._decoder.decode(chunk) if chunk else ""
            self._rest = text.encode("utf-8", "surrogatepass")
            if not chunk:
                break
        taken, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def _as_utf_8(stream: BufferedReader) -> tuple[BufferedIOBase, str | None]:
    """The stream in an encoding whose lines end in one byte, and what it was in if not in that."""
    utf16 = utf16_of(stream.peek(_SNIFF))
    if utf16 is None:
        return stream, None
    codec, mark = utf16
    stream.read(mark)
    return BufferedReader(_FromUtf16(stream, codec)), codec


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the stream; data is None where it was longer than the limit."""

    number: int
    data: bytes | None


def _rows(stream: BufferedIOBase, limit: int) -> Iterator[_Row]:
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        whole = len(line) <= limit or line.endswith(b"\n")
        if not whole:
            _skip_line(stream)
        if not whole or line.strip():
            yield _Row(number, line.rstrip(b"\r\n") if whole else None)


def _skip_line(stream: BufferedIOBase) -> None:
    while (rest := stream.readline(_SKIPPED)) and not rest.endswith(b"\n"):
        pass


@dataclass(slots=True)
class Ids:
    """Which row of a file first had an id, and the hash of what it said."""

    seen: dict[str, tuple[int, bytes]] = field(default_factory=dict)

    def is_repeated(self, document: Document, number: int, where: str) -> bool:
        """Whether the same document stood in an earlier row.

        Raises:
            UnreadableInputError: an earlier row has this id and another text.
        """
        own = document.source.source_id
        if own is None:
            return False
        digest = hashlib.sha256(document.text.encode()).digest()[:16]
        first, other = self.seen.setdefault(own, (number, digest))
        if first != number and digest != other:
            reason = f"it has the id of row {first} but another text"
            raise UnreadableInputError(where, reason, "Give it an id of its own.")
        return first != number


def read(source: Input, limits: Limits) -> Iterator[Document | SetAside]:
    """The documents of a file of JSON Lines; a row that is none is set aside, the rest are read."""
    try:
        with source.open() as stream:
            yield from _read_stream(stream, source.path, limits)
    except OSError as error:
        yield unopened(source.path, error)


def _read_stream(
    stream: BufferedReader, path: str, limits: Limits
) -> Iterator[Document | SetAside]:
    start = stream.peek(_SNIFF)[:_SNIFF]
    if is_binary(start):
        reason = f"{path}: it holds binary data, not JSON Lines. Leave it out."
        yield SetAside(item=path, path=path, reason=reason)
        return
    ids = Ids()
    empty = True
    lines, encoding = _as_utf_8(stream)
    for row in _rows(lines, limits.document):
        empty = False
        found = _read_row(row, path, ids, limits, encoding)
        if found is not None:
            yield found
    if empty:
        reason = f"{path}: it is empty. Leave it out, or fetch it again."
        yield SetAside(item=path, path=path, reason=reason, payload=b"")


def _read_row(
    row: _Row, path: str, ids: Ids, limits: Limits, encoding: str | None
) -> Document | SetAside | None:
    where = f"{path}#{row.number}"
    if row.data is None:
        reason = f"{where}: the row is larger than {limits.in_words()}. Give one article a row."
        return SetAside(item=where, path=path, reason=reason)
    try:
        document = document_of(row.data, path, where, encoding)
        return None if ids.is_repeated(document, row.number, where) else document
    except UnreadableInputError as error:
        return SetAside(item=where, path=path, reason=str(error), payload=row.data)
