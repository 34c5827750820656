"""The text of the pages of a PDF, in the order in which people read and write it."""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from khabar.acquire.pdf_order import Block, Line, reading_order

if TYPE_CHECKING:
    from pdfminer.layout import LTComponent, LTPage

_NUMBER = re.compile(r"\d+(?:[/:.,٫٬]\d+)+")
_NO_CHARACTER = re.compile(r"\(cid:\d+\)")
_WORD = re.compile("[ء-غف-ي]{2,}")
_USUAL = frozenset(
    "في من على إلى الى أن إن التي الذي عن مع هذا هذه بعد كان ما لا لم بين قال".split()
)
_ARTICLES = ("ال", "وال", "بال", "لل")
_ENDS = (".", "؟", "!", ":", "»", "…")
_SHORT = 0.88  # of the block's width: a shorter line that ends a sentence ends a paragraph
_ENOUGH = 0.12
_DEEPEST = 20
# What pdfminer raises on broken files is whatever its code meets; these are what fuzzing showed.
_BROKEN = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, ArithmeticError,
    RecursionError, struct.error, zlib.error, OSError, NotImplementedError,
)  # fmt: skip


def page_texts(data: bytes) -> Iterator[str | None]:
    """The text of each page, "" where it shows none, None where the page is broken.

    There may be fewer than the file has pages: a reader that stumbles says nothing of the rest.
    """
    for layout in _layouts(data):
        yield None if layout is None else _text_of(layout)


def _layouts(data: bytes) -> Iterator[LTPage | None]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.psexceptions import PSException

    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=LAParams(boxes_flow=None, all_texts=True))
    interpreter = PDFPageInterpreter(manager, device)
    try:
        for page in PDFPage.get_pages(BytesIO(data), check_extractable=False):
            try:
                interpreter.process_page(page)
                yield device.get_result()
            except (PSException, *_BROKEN):
                yield None
    except (PSException, *_BROKEN):
        return


def _text_of(layout: LTPage) -> str:
    blocks = reading_order(list(_blocks(layout)))
    drawn = [line.text for block in blocks for line in block.lines]
    written = _as_written(drawn)
    paragraphs: list[str] = []
    at = 0
    for block in blocks:
        end = at + len(block.lines)
        paragraphs += _paragraphs(block, written[at:end])
        at = end
    return "\n".join(filter(None, paragraphs))


def _blocks(thing: LTComponent, depth: int = 0) -> Iterator[Block]:
    from pdfminer.layout import LTContainer, LTTextBox, LTTextLine

    if isinstance(thing, LTTextBox):
        found = tuple(
            Line(text, line.x0, line.x1)
            for line in thing
            if isinstance(line, LTTextLine) and (text := line.get_text().strip("\n "))
        )
        if found:
            yield Block(thing.x0, thing.y0, thing.x1, thing.y1, found)
    elif isinstance(thing, LTContainer) and depth < _DEEPEST:
        for inner in thing:
            yield from _blocks(inner, depth + 1)


def _as_written(drawn: Sequence[str]) -> list[str]:
    """Lines as they were drawn, letters in the order of writing and in their plain forms.

    What reads like Arabic wins: drawn from left to right, the article stands at the ends of words.
    """
    from arafix import repair_text

    clean = [_NO_CHARACTER.sub("", line) for line in drawn]
    plain = [unicodedata.normalize("NFKC", line) for line in clean]
    mended = repair_text("\n".join(clean)).text.split("\n")
    if len(mended) != len(clean):
        mended = [" ".join(repair_text(line).text.split()) for line in clean]
    kept = [_as_numbered(a, b) for a, b in zip(clean, mended, strict=True)]
    return max(kept, plain, key=lambda lines: round(likeness(" ".join(lines)), 2))


def _as_numbered(drawn: str, mended: str) -> str:
    """A mended line with its figures as they were drawn: dates and times run from left to right
    in any script, and must not be turned round with the words."""
    for number in _NUMBER.findall(drawn):
        turned = number[::-1]
        if number not in mended and turned in mended:
            mended = mended.replace(turned, number, 1)
    return mended


def likeness(text: str) -> float:
    """The share of words that carry the article or are on every Arabic page: letters in the
    wrong order leave hardly any."""
    words = _WORD.findall(text)
    return sum(w in _USUAL or w.startswith(_ARTICLES) for w in words) / len(words) if words else 0.0


def reads_like_arabic(text: str) -> bool:
    """Whether a text of some length has the words of the language; a short one always has."""
    return len(_WORD.findall(text)) < 40 or likeness(text) >= _ENOUGH


def _paragraphs(block: Block, lines: Sequence[str]) -> Iterator[str]:
    """The lines of a block, joined where they only wrap."""
    width = block.right - block.left
    taken: list[str] = []
    for place, text in zip(block.lines, lines, strict=True):
        taken.append(" ".join(text.split()))
        if text.rstrip().endswith(_ENDS) and place.right - place.left < _SHORT * width:
            yield " ".join(filter(None, taken))
            taken = []
    yield " ".join(filter(None, taken))


def letters_of(text: str) -> Counter[str]:
    """How often each letter and digit stands in a text, whatever its shape and order."""
    plain = unicodedata.normalize("NFKC", _NO_CHARACTER.sub("", text))
    return Counter(c for c in plain if c.isalnum())
