"""Plain text: one file, one article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from khabar.acquire.article import checked
from khabar.acquire.decode import decode
from khabar.acquire.limits import Limits
from khabar.acquire.sources import Input
from khabar.acquire.whole import one_document, whole
from khabar.errors import UnreadableInputError
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document, Source, identity


def read(source: Input, limits: Limits) -> Iterator[Document | SetAside]:
    """The one document of a file of text, or why it is none."""
    data = whole(source, limits.document, "Split it into one file an article.")
    return one_document(data, source, limits.document, lambda d: document_of(d, source.path))


def document_of(data: bytes, path: str) -> Document:
    """The document that the bytes of one file make.

    Raises:
        UnreadableInputError: they make none.
    """
    if not data:
        raise UnreadableInputError(path, "it is empty", "Leave it out, or fetch it again.")
    decoded = decode(data, path)
    source = Source(path=path, raw_hash=hashlib.sha256(data).hexdigest(), encoding=decoded.encoding)
    text = checked(decoded.text, path)
    return Document(id=identity(text, source), text=text, source=source, notes=decoded.notes)
