"""Pictures of pages: PNG, JPEG, and TIFF, which may hold many pages."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from khabar.acquire.inner import Found
from khabar.acquire.limits import Limits
from khabar.acquire.paged import Page, document_of, of_picture, too_many
from khabar.acquire.pictures import MOST_PIXELS, PictureError, see
from khabar.acquire.sources import Input
from khabar.acquire.whole import one_document, whole
from khabar.errors import UnreadableInputError
from khabar.schema.documents import Document

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMS = ("PNG", "JPEG", "TIFF")
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    struct.error,
    IndexError,
    KeyError,
    TypeError,
)


def read(source: Input, limits: Limits) -> Found:
    """The one document of a picture, or why it is none."""
    data = whole(source, limits.scan, "Save it with fewer dots an inch.")
    return one_document(data, source, limits.document, lambda d: _document(d, source, limits))


def _document(data: bytes, source: Input, limits: Limits) -> Document:
    pages = list(_pages(data, source.path, limits))
    if not any(page.text for page in pages):
        raise UnreadableInputError(source.path, "no words can be seen in it", "Leave it out.")
    return document_of(pages, data, source, "picture")


def _pages(data: bytes, path: str, limits: Limits) -> Iterator[Page]:
    for picture in _pictures(data, path, limits):
        try:
            yield of_picture(see(picture))
        except PictureError as error:
            yield Page("", doubt=str(error))


def _pictures(data: bytes, path: str, limits: Limits) -> Iterator[Image]:
    from io import BytesIO

    from PIL import Image, ImageOps

    told = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with Image.open(BytesIO(data), formats=_FORMS) as opened:
            count = getattr(opened, "n_frames", 1)
            if count > limits.pictured:
                raise too_many(path, count, limits.pictured, "pages")
            for number in range(count):
                opened.seek(number)
                if opened.width * opened.height > MOST_PIXELS:
                    reason = f"it has more than {MOST_PIXELS / 1e6:g} million dots"
                    raise UnreadableInputError(path, reason, "Save it with fewer dots an inch.")
                yield ImageOps.exif_transpose(opened)
    except told as error:
        reason = "it has far more dots than a page needs"
        raise UnreadableInputError(path, reason, "Save it with fewer dots an inch.") from error
    except _BROKEN as error:
        reason = "it is cut off or no whole picture"
        raise UnreadableInputError(path, reason, "Fetch it again.") from error
