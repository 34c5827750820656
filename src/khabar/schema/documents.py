"""One article: its original text, untouched, and what is known about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from khabar.schema.moments import Published
from khabar.schema.spans import Span


class SegmentKind(StrEnum):
    """What a stretch of a page is to its reader."""

    TITLE = "title"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    FURNITURE = "furniture"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment(Span):
    """A stretch of the text and what it is: furniture is marked, never removed."""

    kind: SegmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a document came from, as far as its file, row or page says.

    fetched is the day on which somebody's crawler met the page: never a publication date; changed
    the day on which the page says it was last edited. author, agency and section are as the page
    names them: who wrote the text, who supplied it, under which heading it stands.
    raw_hash is the SHA-256 of the bytes as they were, before decoding.
    """

    path: str
    raw_hash: str
    encoding: str = "utf-8"
    source_id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    fetched: str | None = None
    changed: str | None = None
    author: str | None = None
    agency: str | None = None
    section: str | None = None


def identity(text: str, source: Source) -> str:
    """The id of a document: SHA-256 of its text, NUL, and its own id or URL."""
    own = source.source_id or source.url or ""
    return hashlib.sha256(f"{text}\0{own}".encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article as acquired. Nothing in text was changed since it was decoded.

    pages: where in the text each page begins, of a thing that has numbered pages; else none.
    """

    id: str
    text: str
    source: Source
    published: Published = field(default_factory=Published)
    notes: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError(f"{self.source.path}: a document has words")
        if self.id != identity(self.text, self.source):
            raise ValueError(f"{self.source.path}: the id does not belong to this text")
        if list(self.pages) != sorted(self.pages) or not all(
            0 <= start <= len(self.text) for start in self.pages
        ):
            raise ValueError(f"{self.source.path}: a page begins outside the text")
