"""Plain text: one file, one article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from khabar.acquire.article import checked
from khabar.acquire.decode import decode
from khabar.acquire.limits import Limits
from khabar.acquire.sources import Input
from khabar.errors import UnreadableInputError
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document, Source, identity


def read(source: Input, limits: Limits) -> Iterator[Document | SetAside]:
    """The one document of a file of text, or why it is none."""
    try:
        with source.open() as stream:
            data = stream.read(limits.document + 1)
    except OSError as error:
        yield unopened(source.path, error)
        return
    if len(data) > limits.document:
        reason = f"it is larger than {limits.in_words()}; split it into one file an article"
        yield SetAside(item=source.path, path=source.path, reason=f"{source.path}: {reason}.")
        return
    try:
        yield document_of(data, source.path)
    except UnreadableInputError as error:
        yield SetAside(item=source.path, path=source.path, reason=str(error), payload=data)


def unopened(path: str, error: OSError) -> SetAside:
    """What is said of a file that the system will not open."""
    why = error.strerror or type(error).__name__
    reason = f"{path}: it cannot be opened ({why}). Check that it is a file you may read."
    return SetAside(item=path, path=path, reason=reason)


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
