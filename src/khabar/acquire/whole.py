"""Inputs that are read whole: one file or page, one document, or why it is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from khabar.acquire.sources import Input
from khabar.errors import KhabarError, UnreadableInputError
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document


def unopened(path: str, error: OSError) -> SetAside:
    """What is said of a file that the system will not open."""
    why = error.strerror or type(error).__name__
    reason = f"{path}: it cannot be opened ({why}). Check that it is a file you may read."
    return SetAside(item=path, path=path, reason=reason)


def whole(source: Input, most: int, remedy: str) -> bytes | SetAside:
    """All bytes of an input of at most so many, or why there are none; remedy ends the reason."""
    try:
        with source.open() as stream:
            data = stream.read(most + 1)
    except OSError as error:
        return unopened(source.path, error)
    if len(data) > most:
        reason = f"{source.path}: it is larger than {most / 1_000_000:g} MB. {remedy}"
        return SetAside(item=source.path, path=source.path, reason=reason)
    return data


def one_document(
    data: bytes | SetAside, source: Input, keep: int, make: Callable[[bytes], Document]
) -> Iterator[Document | SetAside]:
    """What is made of all bytes of an input; of one set aside, bytes are kept up to so many.

    make raises a KhabarError where they are no document, or cannot be read here.
    """
    if isinstance(data, SetAside):
        yield data
        return
    try:
        yield make(data)
    except KhabarError as error:
        told = str(error)
        reason = told if isinstance(error, UnreadableInputError) else f"{source.path}: {told}"
        kept = data if len(data) <= keep else None
        yield SetAside(item=source.path, path=source.path, reason=reason, payload=kept)
