"""Pictures of pages: PNG, JPEG, and TIFF, which may hold many pages."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from khabar.acquire.inner import Found
from khabar.acquire.limits import Limits
from khabar.acquire.paged import Page, document_of, of_picture, too_many
from khabar.acquire.pictures import MOST_PIXELS, NoTesseractError, PictureError, see
from khabar.acquire.sources import Input
from khabar.acquire.text import unopened
from khabar.errors import UnreadableInputError
from khabar.schema.aside import SetAside
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
    try:
        with source.open() as stream:
            data = stream.read(limits.scan + 1)
    except OSError as error:
        yield unopened(source.path, error)
        return
    kept = data if len(data) <= limits.document else None
    try:
        yield _document(data, source, limits)
    except UnreadableInputError as error:
        yield SetAside(item=source.path, path=source.path, reason=str(error), payload=kept)
    except NoTesseractError as error:
        reason = f"{source.path}: {error}"
        yield SetAside(item=source.path, path=source.path, reason=reason, payload=kept)


def _document(data: bytes, source: Input, limits: Limits) -> Document:
    if len(data) > limits.scan:
        reason = f"it is larger than {limits.scan / 1e6:g} MB"
        raise UnreadableInputError(source.path, reason, "Save it with fewer dots an inch.")
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
