"""What form an input has that says so by its first bytes, or by its name where bytes are mute."""

from __future__ import annotations

from enum import StrEnum

from khabar.acquire.archives import looks_like_archive
from khabar.acquire.sources import Input
from khabar.acquire.trec import looks_like_trec
from khabar.acquire.warc import looks_like_warc

_PDF = b"%PDF-"
_PDF_WITHIN = 1_024  # readers accept what stands before it
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_TABLES = frozenset({".csv", ".tsv"})


class Form(StrEnum):
    """The forms that this module tells apart."""

    WARC = "warc"
    ARCHIVE = "archive"
    PDF = "pdf"
    PICTURE = "picture"
    TREC = "trec"
    TABLE = "table"


def form_of(source: Input, start: bytes) -> Form | None:
    """The form of an input that begins like this, None where it is none of these."""
    if looks_like_warc(start):
        return Form.WARC
    if looks_like_archive(start):
        return Form.ARCHIVE
    if _PDF in start[:_PDF_WITHIN]:
        return Form.PDF
    if start.startswith(_PICTURES):
        return Form.PICTURE
    if looks_like_trec(start):
        return Form.TREC
    is_table = source.suffix in _TABLES or (source.media_type or "") == "text/csv"
    return Form.TABLE if is_table else None
