"""Measure how fast web pages are read, one core, decoding to document.

The golden pages of the tests are small; the reference pages are as the web serves them. Run alone:
`python tools/bench_html.py`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from khabar.acquire.html import document_of
from khabar.acquire.sources import Input
from khabar.errors import KhabarError
from shared import ROOT, shared_folder

PAGES_A_SECOND = 150
_SECONDS = 5.0
_GOLDEN = ROOT / "tests" / "acquire" / "golden"


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesRead:
    """How fast some pages are read: pages and megabytes a second of processor time."""

    what: str
    pages: int
    kilobytes: float
    pages_a_second: float
    megabytes_a_second: float


def pages_read() -> tuple[PagesRead, ...]:
    """Both sets, the second only where the reference data lie on this machine."""
    found = [_measured("golden pages", sorted(_GOLDEN.glob("*.html")))]
    shared = shared_folder()
    if shared is not None:
        folder = shared / "data" / "html"
        rows = map(json.loads, (folder / "index.jsonl").read_text(encoding="utf-8").splitlines())
        found.append(_measured("reference pages", [folder / row["file"] for row in rows]))
    return tuple(found)


def _measured(what: str, files: Sequence[Path]) -> PagesRead:
    pages = [file.read_bytes() for file in files]
    _read_all(pages)  # tables and models are loaded once
    rounds, began = 0, time.process_time()
    while time.process_time() - began < _SECONDS:
        _read_all(pages)
        rounds += 1
    seconds = time.process_time() - began
    size = sum(map(len, pages))
    return PagesRead(
        what=what,
        pages=len(pages),
        kilobytes=round(size / len(pages) / 1_000, 1),
        pages_a_second=round(rounds * len(pages) / seconds, 1),
        megabytes_a_second=round(rounds * size / seconds / 1e6, 2),
    )


def _read_all(pages: Sequence[bytes]) -> None:
    for data in pages:
        try:
            document_of(data, Input(path="page.html"))
        except KhabarError:
            continue


def html_lines(found: Sequence[PagesRead]) -> list[str]:
    """The part of the report that people read."""
    return [
        "",
        f"## Web pages, one core (aim {PAGES_A_SECOND} a second)",
        "",
        "| pages | mean kB | pages/s | MB/s |",
        "|---|---:|---:|---:|",
        *(
            f"| {one.pages} {one.what} | {one.kilobytes} | {one.pages_a_second}"
            f" | {one.megabytes_a_second} |"
            for one in found
        ),
    ]


if __name__ == "__main__":
    print("\n".join(html_lines(pages_read())))
    sys.exit(0)
