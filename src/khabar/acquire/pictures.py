"""What a picture of a page says, read by Tesseract, and how sure it is of it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from khabar.errors import KhabarError

if TYPE_CHECKING:
    from PIL.Image import Image

LOW = 75
"""Below this confidence (of 100) a page is named: one word in ten or more may be wrong."""
MOST_PIXELS = 60_000_000
_SECONDS = 120
_WIDEST = 5_000  # pixels on a side: more shows no letter that less would not
_INSTALL = "As root: apt-get install tesseract-ocr tesseract-ocr-ara; then read it again."


class NoTesseractError(KhabarError):
    """Pictures cannot be read here; the message says what to install."""


class PictureError(Exception):
    """Tesseract could not read this picture; the message says why."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The text of a picture, and the mean confidence of its words, of 100."""

    text: str
    confidence: float


@cache
def _languages() -> str:
    """What Tesseract is asked to read: Arabic, and the Latin names between it if it can.

    Raises:
        NoTesseractError: it is not there, or knows no Arabic.
    """
    import pytesseract

    # Its threads stand in each other's way more than they help, and other readers run beside it.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        known = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, OSError) as error:
        told = "reading pictures needs Tesseract, which is not installed"
        raise NoTesseractError(f"{told}. {_INSTALL}") from error
    if "ara" not in known:
        raise NoTesseractError(f"Tesseract has no Arabic here. {_INSTALL}")
    return "ara+eng" if "eng" in known else "ara"


def see(picture: Image) -> Seen:
    """Read a picture of a page.

    Raises:
        NoTesseractError: see there.
        PictureError: it took too long, or Tesseract gave up.
    """
    import pytesseract

    languages = _languages()
    gray = picture.convert("L")
    gray.thumbnail((_WIDEST, _WIDEST))
    try:
        found = pytesseract.image_to_data(
            gray, lang=languages, output_type=pytesseract.Output.DICT, timeout=_SECONDS
        )
    except pytesseract.TesseractError as error:
        raise PictureError(f"Tesseract could not read it ({str(error.message)[:80]})") from error
    except RuntimeError as error:  # how pytesseract says that the time is up
        raise PictureError(f"Tesseract took more than {_SECONDS} seconds") from error
    return _seen(found)


def _seen(found: Mapping[str, Sequence[object]]) -> Seen:
    """The words of Tesseract's table, paragraph by paragraph; marks of no confidence are none."""
    rows = zip(found["block_num"], found["par_num"], found["text"], found["conf"], strict=True)
    words = [
        ((block, paragraph), str(text), float(str(sure)))
        for block, paragraph, text, sure in rows
        if str(text).strip() and float(str(sure)) >= 0
    ]
    paragraphs = (
        " ".join(word for _, word, _ in group) for _, group in groupby(words, key=lambda w: w[0])
    )
    weight = sum(len(word) for _, word, _ in words)
    sure = sum(len(word) * sure for _, word, sure in words) / weight if weight else 0.0
    return Seen("\n".join(paragraphs), sure)
