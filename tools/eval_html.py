"""Score main texts and dates of the reference pages, with what three other tools make of them.

trafilatura reads alone, as it comes; resiliparse and readability read texts only. Dates of
trafilatura are htmldate's in its strict mode.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import trafilatura
from htmldate import find_date
from readability import Document as Readability
from resiliparse.extract.html2text import extract_plain_text

from khabar.acquire.furniture import segments_of
from khabar.acquire.html import document_of
from khabar.acquire.sources import Input
from khabar.catalog.furniture import furniture_table
from khabar.errors import KhabarError
from khabar.schema.documents import Document, SegmentKind

_WORD = re.compile(r"\w+")
RIGHT, UNKNOWN, WRONG = "right", "unknown", "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """What each reader made of one page: F1 of words, and whether the date is right.

    refused: ours set it aside; None stands where the page has no such gold.
    """

    page: str
    language: str
    refused: bool
    words: dict[str, float] | None
    dates: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class _Page:
    name: str
    language: str
    data: bytes
    text: str | None
    day: str | None


def measure_html(shared: Path) -> tuple[PageResult, ...]:
    """Read every reference page with every reader."""
    return tuple(_result(page) for page in _pages(shared / "data" / "html"))


def _pages(folder: Path) -> Iterator[_Page]:
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        day = row.get("gold_date")
        data = (folder / row["file"]).read_bytes()
        yield _Page(row["id"], row["lang"], data, row.get("gold_text"), day[:10] if day else None)


def _result(page: _Page) -> PageResult:
    ours = _ours(page)
    words = None
    if page.text is not None:
        words = {"khabar": word_f1(_body(ours) if ours else "", page.text)}
        words |= {name: word_f1(read(page.data), page.text) for name, read in PEERS.items()}
    dates = None
    if page.day is not None and page.language == "ar":
        dates = {"khabar": _our_date(ours, page.day), "htmldate": _their_date(page)}
    return PageResult(
        page=page.name, language=page.language, refused=ours is None, words=words, dates=dates
    )


def _ours(page: _Page) -> Document | None:
    """Our reading of a saved page: nobody says where it came from."""
    try:
        return document_of(page.data, Input(path=page.name))
    except KhabarError:
        return None


def _body(document: Document) -> str:
    segments = segments_of(document.text, furniture_table(), document.source.title)
    return "\n".join(s.cut(document.text) for s in segments if s.kind is SegmentKind.BODY)


def word_f1(found: str, wanted: str) -> float:
    """How far two texts have the same words, each as often."""
    one, other = Counter(_WORD.findall(found)), Counter(_WORD.findall(wanted))
    total = one.total() + other.total()
    return round(2 * (one & other).total() / total, 4) if total else 1.0


def _our_date(document: Document | None, gold: str) -> str:
    """Right only where one day is given; an interval with the day in it says that it is open."""
    if document is None or document.published.basis is None:
        return UNKNOWN
    first, last = document.published.earliest or "", document.published.latest or "9"
    if first == last == gold:
        return RIGHT
    return UNKNOWN if first <= gold <= last else WRONG


def _their_date(page: _Page) -> str:
    text = page.data.decode("utf-8", "replace")
    found = find_date(text, extensive_search=False, original_date=True)
    return UNKNOWN if found is None else RIGHT if found == page.day else WRONG


def _trafilatura(data: bytes) -> str:
    return trafilatura.extract(data, fast=True, include_comments=False) or ""


def _resiliparse(data: bytes) -> str:
    return str(extract_plain_text(data.decode("utf-8", "replace"), main_content=True))


def _readability(data: bytes) -> str:
    summary = Readability(data.decode("utf-8", "replace")).summary()
    return str(lxml.html.fromstring(summary).text_content())


PEERS: dict[str, Callable[[bytes], str]] = {
    "trafilatura": _trafilatura,
    "resiliparse": _resiliparse,
    "readability": _readability,
}


def html_lines(results: Sequence[PageResult]) -> Iterator[str]:
    """The part of the report that people read."""
    yield from ("", "## Web pages (data/html)", "")
    others = [one for one in results if one.language != "ar"]
    refused = sum(one.refused for one in others)
    yield f"Pages in other languages refused: {refused} of {len(others)}."
    yield "Word F1 of the main text, furniture and headline left out of ours:"
    names = ("khabar", *PEERS)
    yield from ("", "| page | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names))
    texts = [(one.page, one.words) for one in results if one.words]
    yield from (_text_row(page, words, names) for page, words in texts)
    yield _text_row("**mean**", {n: sum(w[n] for _, w in texts) / len(texts) for n in names}, names)
    yield from ("", "| dates | right | unknown | wrong |", "|---|---:|---:|---:|")
    for name in ("khabar", "htmldate"):
        counted = Counter(one.dates[name] for one in results if one.dates)
        yield f"| {name} | {counted[RIGHT]} | {counted[UNKNOWN]} | {counted[WRONG]} |"


def _text_row(page: str, words: dict[str, float], names: Sequence[str]) -> str:
    return f"| {page} | " + " | ".join(f"{words[name]:.3f}" for name in names) + " |"
