"""Measure how fast archives are scanned and read, one core: records of a web archive a second.

The archives are made here, gzipped as crawlers write them. Run alone:
`python tools/bench_acquire.py`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from khabar.acquire.choices import Choices
from khabar.acquire.documents import acquire

RECORDS_A_SECOND = 5_000
_RECORDS = 5_000
_STORY = (
    "<p>أعلنت وزارة الأشغال أن الطريق الدائري سيفتح أمام السيارات قبل نهاية العام الجاري،"
    " وقالت إن العمل في الجسور انتهى وإن الإنارة تركب الآن على طول الطريق.</p>"
)
_LINKS = '<li><a href="/section/page.html">The usual link of a menu</a></li>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """How fast an archive is gone through: records a second of processor time."""

    what: str
    records: int
    documents: int
    records_a_second: float


def archives_scanned() -> tuple[Scanned, ...]:
    """An archive of English pages and one of Arabic ones that nobody asked for."""
    with tempfile.TemporaryDirectory() as folder:
        english = _archive(Path(folder) / "english.warc.gz", f"<p>{'Words and more. ' * 40}</p>")
        arabic = _archive(Path(folder) / "arabic.warc.gz", _STORY * 4)
        other_outlets = Choices(hosts=frozenset({"elsewhere.example"}))
        return (
            _measured("filtered by outlet", arabic, other_outlets),
            _measured("filtered by language", english, Choices(languages=frozenset({"ar"}))),
        )


def _archive(path: Path, story: str) -> Path:
    menu = _LINKS * 150  # a page of 20 kB, of which most is no story
    body = f"<!doctype html><html><body><ul>{menu}</ul>{story}</body></html>".encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    with path.open("wb") as file:
        for number in range(_RECORDS):
            file.write(_member(head + body, f"https://news.example/{number}.html"))
    return path


def _member(block: bytes, url: str) -> bytes:
    record, out = WarcRecord(), BytesIO()
    record.init_headers(WarcRecordType.response)
    record.headers["WARC-Target-URI"] = url
    record.headers["WARC-Date"] = "2018-11-07T10:00:00Z"
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(block)
    writer = GzipWriter(out, compression_level=1)
    record.write(writer)
    writer.finish()
    return out.getvalue()


def _measured(what: str, path: Path, choices: Choices) -> Scanned:
    began = time.process_time()
    documents = sum(1 for _ in acquire([str(path)], choices=choices))
    seconds = time.process_time() - began
    return Scanned(
        what=what,
        records=_RECORDS,
        documents=documents,
        records_a_second=round(_RECORDS / seconds, 1),
    )


def acquire_lines(found: Sequence[Scanned]) -> list[str]:
    """The part of the report that people read."""
    return [
        "",
        f"## Web archives, one core (aim {RECORDS_A_SECOND:,} records a second where filtered out)",
        "",
        "| archive | records | records/s |",
        "|---|---|---|",
        *(f"| {s.what} | {s.records:,} | {s.records_a_second:,.0f} |" for s in found),
    ]


if __name__ == "__main__":
    print("\n".join(acquire_lines(archives_scanned())))
    sys.exit(0)
