"""Pages of our own, in the layouts of common systems, with what is to be read out of each."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from khabar.acquire.furniture import segments_of
from khabar.catalog.furniture import furniture_table
from khabar.schema.documents import Document, SegmentKind

FOLDER = Path(__file__).parent / "golden"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """A page's bytes and what it says; rules names those of our files that fit it."""

    name: str
    data: bytes
    title: str
    date: str
    body: tuple[str, ...]
    url: str | None = None
    author: str | None = None
    agency: str | None = None
    section: str | None = None
    outlet: str | None = None
    rules: str | None = None
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()


def golden_pages() -> list[Golden]:
    """All of them, by name."""
    return [_golden(file) for file in sorted(FOLDER.glob("*.toml"))]


def _golden(file: Path) -> Golden:
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    told["body"], told["notes"] = tuple(told["body"]), tuple(told.get("notes", ()))
    return Golden(name=file.stem, data=file.with_suffix(".html").read_bytes(), **told)


def body_of(document: Document) -> str:
    """The lines that are read as the article's own."""
    segments = segments_of(document.text, furniture_table(), document.source.title)
    kept = (s for s in segments if s.kind is SegmentKind.BODY)
    return "\n".join(s.cut(document.text) for s in kept)


def word_f1(found: str, wanted: str) -> float:
    """How far two texts have the same words, each as often."""
    ours, theirs = Counter(_WORD.findall(found)), Counter(_WORD.findall(wanted))
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0
