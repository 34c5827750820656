"""Web archives (WARC, also gzipped): the pages that a crawler kept, one record after the other."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BufferedReader, BytesIO
from typing import TYPE_CHECKING

from khabar.acquire.choices import Choices
from khabar.acquire.inner import Found, Reader, from_within, name_inside, set_aside
from khabar.acquire.language import language_of
from khabar.acquire.limits import Limits
from khabar.acquire.sources import Input
from khabar.acquire.unpacking import BrokenError, TooLargeError, Unpacker
from khabar.acquire.whole import unopened
from khabar.schema.aside import SetAside

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES = frozenset({"text/html", "application/xhtml+xml", "application/pdf"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FEWEST = 100  # Arabic letters: an article has more
_NOT_ASCII = bytes(range(0x80, 0x100))
_LEADS = b"\xd8\xd9\xda\xdb"  # of Arabic letters in UTF-8
_ENTITY = re.compile(rb"&#(?:1[56]\d\d|x0?6[0-9a-f]{2});", re.IGNORECASE)
_PROSE = re.compile(r"[\u0600-\u06ff][\u0600-\u06ff\s,.:]{20,}")
_TAIL = 1 << 20  # bytes
_CHUNK = 1 << 16


class _CutOffError(Exception):
    """The archive ends inside this record."""


def looks_like_warc(start: bytes) -> bool:
    """Whether a stream that begins like this is a web archive, gzipped or not."""
    if start.startswith(b"\x1f\x8b"):
        try:
            start = zlib.decompressobj(31).decompress(start, 16)
        except zlib.error:
            return False
    return start.startswith(b"WARC/")


def read(source: Input, limits: Limits, inner: Reader, choices: Choices | None = None) -> Found:
    """The documents of the pages in a web archive.

    Args:
        inner: reads a page; it gets its bytes, its address, and what its server said it is.
        choices: which hosts and languages are wanted; of the others nothing is said.
    """
    try:
        with source.open() as stream:
            archive = _Archive(source.path, limits, choices or Choices())
            for page in archive.pages(stream):
                if isinstance(page, Input):
                    yield from from_within(inner(page, limits), source.path)
                else:
                    yield set_aside(source.path, page.reason, page.name)
            yield from archive.epilogue()
    except OSError as error:
        yield unopened(source.path, error)


@dataclass(frozen=True, slots=True)
class _Unread:
    """A record that gives no page, or the rest of an archive where it has no name."""

    reason: str
    name: str | None = None


@dataclass(slots=True)
class _Archive:
    """One pass over an archive: what was met so far."""

    path: str
    limits: Limits
    choices: Choices
    met: Counter[str] = field(default_factory=Counter)
    last: int = 0

    def pages(self, stream: BufferedReader) -> Iterator[Input | _Unread]:
        """The pages that are wanted, and what cannot be read."""
        from fastwarc.warc import ArchiveIterator

        try:
            for record in ArchiveIterator(stream, parse_http=False):
                self.met["records"] += 1
                self.last = record.stream_pos
                if record.headers.get("Content-Length") is None:
                    raise _CutOffError
                page = self._page(record)
                if page is not None:
                    yield page
        except _CutOffError:
            yield self._cut_off()
            return
        except OSError as error:
            # What fastwarc raises where records are damaged.
            yield self._broken(str(error))
            return
        if stream.seekable() and _ends_inside(stream, self.last):
            yield self._cut_off()

    def _cut_off(self) -> _Unread:
        self.met["broken"] = 1
        told = f"it is cut off in the middle of record {self.met['records']}"
        return _Unread(f"{told}; what was whole was read. Fetch it again for the rest.")

    def _broken(self, error: str) -> _Unread:
        self.met["broken"] = 1
        told = f"it is damaged after record {self.met['records']} ({error[:100]})"
        return _Unread(f"{told}; what came before was read. Fetch it again for the rest.")

    def _page(self, record: WarcRecord) -> Input | _Unread | None:
        url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
        if not _is_capture(record) or not self.choices.wants_host(url):
            _skip(record)
            return None
        media_type, charset = _kind(record)
        if media_type not in _PAGES:
            _skip(record)
            return None
        self.met["pages"] += 1
        name = str(self.met["records"])
        try:
            data = _payload(record, self.limits.document)
        except TooLargeError:
            too_large = f"the page is larger than {self.limits.in_words()}. Leave it out."
            return _Unread(too_large, name)
        except BrokenError as error:
            return _Unread(f"{error}. Fetch the page again.", name)
        if media_type != "application/pdf" and not self._is_wanted(data, charset):
            return None
        return Input(
            path=name_inside(self.path, name),
            content=data,
            url=url or None,
            media_type=media_type,
            charset=charset,
            fetched=_day(record),
        )

    def _is_wanted(self, data: bytes, charset: str | None) -> bool:
        if not may_be_arabic(data):
            self.met["foreign"] += 1
            return False
        wanted = self.choices.languages
        return not wanted or _language(data, charset) in wanted

    def epilogue(self) -> Iterator[SetAside]:
        """What is to be said of the archive as a whole."""
        if self.choices.hosts or self.choices.languages:
            return
        foreign, pages = self.met["foreign"], self.met["pages"]
        if foreign:
            reason = f"{foreign:,} of its {pages:,} pages hold no Arabic. Leave them out."
            yield set_aside(self.path, reason, "other languages")
        elif not pages and not self.met["broken"]:
            reason = f"none of its {self.met['records']:,} records is a web page. Leave it out."
            yield set_aside(self.path, reason)


def _is_capture(record: WarcRecord) -> bool:
    from fastwarc.warc import WarcRecordType

    return record.record_type in (WarcRecordType.response, WarcRecordType.resource)


def _skip(record: WarcRecord) -> None:
    """Leave a record unread.

    Raises:
        _CutOffError: the archive ends before it does.
    """
    if record.consume() < record.content_length:
        raise _CutOffError


def _kind(record: WarcRecord) -> tuple[str, str | None]:
    """The media type and charset of a page that was there, "" where none was."""
    if not record.is_http:
        return (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower(), None
    record.parse_http(strict_mode=False)
    if record.http_headers.status_code != 200:
        return "", None
    return (record.http_content_type or "").strip().lower(), record.http_charset


def _payload(record: WarcRecord, limit: int) -> bytes:
    """What a record holds, unpacked.

    Raises:
        TooLargeError: it is larger than the limit.
        BrokenError: it cannot be unpacked.
        _CutOffError: the archive ends before it does.
    """
    length = record.content_length
    data = record.reader.read(min(limit, length) + 1)
    if length > limit:
        record.consume()
        raise TooLargeError
    if len(data) < length:
        raise _CutOffError
    if not record.is_http:
        return data
    headers = record.http_headers
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        data = _without_chunks(data, limit)
    unpacker = Unpacker(headers.get("Content-Encoding") or "", limit)
    return unpacker.take(data) + unpacker.rest()


def _without_chunks(data: bytes, limit: int) -> bytes:
    """The body of an answer that was sent in chunks; crawlers often joined them already."""
    from fastwarc.stream_io import ChunkedReader

    try:
        return ChunkedReader(BytesIO(data)).read(limit)
    except OSError:
        return data


def may_be_arabic(page: bytes) -> bool:
    """Whether a page can hold an article in Arabic: cheap, and never wrong when it says no."""
    beyond = len(page) - len(page.translate(None, _NOT_ASCII))
    if beyond >= _FEWEST:
        try:
            page.decode("utf-8")
        except UnicodeDecodeError:
            return True
        return len(page) - len(page.translate(None, _LEADS)) >= _FEWEST or _has_entities(page)
    return page.count(b"\x06") >= _FEWEST or _has_entities(page)


def _has_entities(page: bytes) -> bool:
    found = _ENTITY.finditer(page)
    return sum(1 for _ in zip(range(_FEWEST), found, strict=False)) == _FEWEST


def _language(data: bytes, charset: str | None) -> str:
    try:
        text = data.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text = data.decode("cp1256", "replace")
    return language_of(" ".join(_PROSE.findall(text[:400_000]))[:20_000])


def _day(record: WarcRecord) -> str | None:
    match = _DAY.match(record.headers.get("WARC-Date") or "")
    return match[0] if match else None


def _ends_inside(stream: BufferedReader, last: int) -> bool:
    """Whether a gzipped archive ends inside a member: its last, or one that begins after it."""
    stream.seek(last)
    chunk = stream.read(_CHUNK)
    if not chunk.startswith(b"\x1f\x8b"):
        return False
    member = zlib.decompressobj(31)
    try:
        while chunk:
            rest = member.decompress(chunk, _TAIL)
            while member.unconsumed_tail and rest:
                rest = member.decompress(member.unconsumed_tail, _TAIL)
            if member.eof:
                return member.unused_data.startswith(b"\x1f\x8b")
            chunk = stream.read(_CHUNK)
    except zlib.error:
        return False
    return True
