"""Documents whose pages are numbered: PDFs and scans. Each fact leads back to its page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from khabar.acquire.article import checked
from khabar.acquire.pictures import LOW, Seen
from khabar.acquire.sources import Input
from khabar.errors import UnreadableInputError
from khabar.schema.documents import Document, Source, identity

_NAMED = 8  # pages that a note names one by one


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page; confidence (of 100) where it was read from a picture."""

    text: str
    confidence: float | None = None
    doubt: str | None = None


def document_of(
    pages: Sequence[Page], data: bytes, source: Input, encoding: str, notes: Iterable[str] = ()
) -> Document:
    """The document that pages make, with the place in its text where each of them begins.

    Raises:
        UnreadableInputError: they hold no Arabic.
    """
    text, starts = _joined([page.text for page in pages])
    told = Source(
        path=source.path,
        raw_hash=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        url=source.url,
        fetched=source.fetched,
    )
    text = checked(text, source.path)
    return Document(
        id=identity(text, told),
        text=text,
        source=told,
        notes=(*notes, *_notes(pages)),
        pages=starts,
    )


def _joined(texts: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """The texts one below the other, and where each begins: an empty one where the next does."""
    starts: list[int] = []
    length = 0
    for text in texts:
        starts.append(length)
        length += len(text) + 1 if text else 0
    whole = "\n".join(filter(None, texts))
    return whole, tuple(min(start, len(whole)) for start in starts)


def _notes(pages: Sequence[Page]) -> Iterator[str]:
    for number, page in enumerate(pages, 1):
        if page.doubt:
            yield f"page {number}: {page.doubt}"
    sure = {n: page.confidence for n, page in enumerate(pages, 1) if page.confidence is not None}
    if not sure:
        return
    mean = sum(sure.values()) / len(sure)
    yield f"{_pages(list(sure))} read from pictures by Tesseract, confidence {mean:.0f} of 100"
    low = [f"{n} ({value:.0f})" for n, value in sure.items() if value < LOW]
    if low:
        shown = ", ".join(low[:_NAMED]) + (f" and {len(low) - _NAMED} more" if low[_NAMED:] else "")
        yield f"low confidence on page {shown}: check names and figures against the picture"


def _pages(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]} was"
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"pages {numbers[0]} to {numbers[-1]} were"
    return f"{len(numbers)} pages were"


def of_picture(seen: Seen) -> Page:
    """The page that a picture shows."""
    return Page(seen.text, confidence=seen.confidence)


def too_many(where: str, count: int, most: int, what: str) -> UnreadableInputError:
    """What is said of a file with more pages than are read."""
    return UnreadableInputError(
        where, f"it has {count:,} {what}, more than {most:,}", "Split it, and read the parts."
    )
