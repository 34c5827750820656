"""PDF: one file, one document, its pages numbered.

The text is pdfminer's, put in order by arafix, and a second reader (PDFium) counts its letters:
what was lost is noted, or the file set aside. A page that is a picture is read by Tesseract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING

from khabar.acquire.inner import Found
from khabar.acquire.limits import Limits
from khabar.acquire.paged import Page, document_of, of_picture, too_many
from khabar.acquire.pdf_text import letters_of, page_texts, reads_like_arabic
from khabar.acquire.pictures import MOST_PIXELS, PictureError, see
from khabar.acquire.sources import Input
from khabar.acquire.whole import one_document, whole
from khabar.errors import UnreadableInputError
from khabar.schema.documents import Document

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_PASSWORD, _SECURITY = 4, 5  # PDFium's numbers for what it will not open
_NO_PAGES = re.compile(rb"/Count\s+0\b")
_FEW = 20  # letters: a page with fewer may be a picture with a stamp on it
_LOST, _NOTED = 0.2, 0.02  # of the letters: the file is set aside, the page noted
_LEAST = 12  # letters lost on a page that are worth a note
_DOTS = 300 / 72  # 300 dots an inch, of which a point is the 72nd part
_PICTURED = 3  # PDFium's number for pictures among the things on a page


def read(source: Input, limits: Limits) -> Found:
    """The one document of a PDF, or why it is none."""
    data = whole(source, limits.scan, "Split it.")
    return one_document(data, source, limits.document, lambda d: _document(d, source, limits))


def _document(data: bytes, source: Input, limits: Limits) -> Document:
    with _opened(data, source.path) as second:
        count = len(second)
        if count == 0:
            raise UnreadableInputError(source.path, "it has no pages", "Fetch it again.")
        if count > limits.pages:
            raise too_many(source.path, count, limits.pages, "pages")
        reading = _Reading(source.path, limits)
        own = islice(chain(page_texts(data), repeat(None)), count)
        pages = [reading.page(second, number, text) for number, text in enumerate(own)]
    if not any(page.text for page in pages):
        raise UnreadableInputError(source.path, "its pages hold no words", "Leave it out.")
    reading.check()
    return document_of(pages, data, source, "pdf", _note_on_order(pages))


def _opened(data: bytes, path: str) -> PdfDocument:
    """The file in the second reader.

    Raises:
        UnreadableInputError: it does not open.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            remedy = "Save it without one, and read that."
            raise UnreadableInputError(path, "it needs a password", remedy) from error
        if _NO_PAGES.search(data):  # which PDFium takes for damage
            raise UnreadableInputError(path, "it has no pages", "Fetch it again.") from error
        remedy = "Fetch it again, or print it to a new PDF."
        raise UnreadableInputError(path, "it is cut off or no whole PDF", remedy) from error


def _note_on_order(pages: list[Page]) -> Iterator[str]:
    printed = " ".join(page.text for page in pages if page.confidence is None)
    if not reads_like_arabic(printed):
        yield "few of its words are Arabic words: its letters may be in the wrong order"


@dataclass(slots=True)
class _Reading:
    """One pass over the pages: what was lost, and how many were pictures."""

    path: str
    limits: Limits
    letters: int = 0
    lost: int = 0
    pictured: int = 0

    def page(self, second: PdfDocument, number: int, own: str | None) -> Page:
        """A page as both readers have it, or from its picture.

        Raises:
            NoTesseractError, UnreadableInputError: it is a picture and cannot be read.
        """
        from pypdfium2 import PdfiumError

        try:
            other = second[number]
            text = other.get_textpage().get_text_range()
            pictured = _is_picture(other, own or "", text)
        except (PdfiumError, UnicodeDecodeError):
            doubt = None if own else "it is broken and could not be read"
            return Page(own or "", doubt=doubt)
        if own is None and text.strip():
            self.letters += letters_of(text).total()
            pictured = True
        return self._seen(other, own or "") if pictured else self._checked(own or "", text)

    def _checked(self, own: str, other: str) -> Page:
        ours, theirs = letters_of(own), letters_of(other)
        lost, all_letters = (theirs - ours).total(), max(theirs.total(), ours.total())
        self.letters += all_letters
        self.lost += lost
        if lost < max(_LEAST, _NOTED * all_letters):
            return Page(own)
        told = f"{lost:,} of {all_letters:,} letters that another reader of PDFs finds are missing"
        return Page(own, doubt=f"{told}; check it against the page")

    def _seen(self, page: PdfPage, own: str) -> Page:
        self.pictured += 1
        if self.pictured > self.limits.pictured:
            count = self.limits.pictured
            reason = f"it has more than {count:,} pages that are pictures"
            raise UnreadableInputError(self.path, reason, "Split it, and read the parts.")
        width, height = page.get_size()
        scale = min(_DOTS, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        try:
            return of_picture(see(page.render(scale=scale, grayscale=True).to_pil()))
        except PictureError as error:
            return Page(own, doubt=str(error))

    def check(self) -> None:
        """Refuse a file of which too much is lost.

        Raises:
            UnreadableInputError: it is one.
        """
        if self.lost > _LOST * self.letters and self.lost > _LEAST:
            share = f"{self.lost / self.letters:.0%} of the letters that another reader finds in it"
            reason = f"{share} are lost in reading it"
            raise UnreadableInputError(self.path, reason, "Print it to a new PDF, or scan it.")


def _is_picture(page: PdfPage, own: str, other: str) -> bool:
    """Whether what the page says stands in a picture: it has one, and hardly any letters."""
    if max(len(own.strip()), len(other.strip())) > _FEW and not _is_undecoded(own):
        return False
    return _is_undecoded(own) or any(
        True for _ in page.get_objects(filter=[_PICTURED], max_depth=3)
    )


def _is_undecoded(own: str) -> bool:
    """Whether a font without a map to characters left private signs for most letters."""
    private = sum("\ue000" <= c <= "\uf8ff" or c == "\ufffd" for c in own)
    return private * 2 > max(len("".join(own.split())), 1)
