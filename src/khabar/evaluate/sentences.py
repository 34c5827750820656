"""A sentence of a test set, read by itself."""

from __future__ import annotations

from khabar.errors import UnreadableInputError
from khabar.pipeline.corpus import read
from khabar.schema.reading import Reading


def reading_of(text: str) -> Reading | None:
    """What khabar reads in a sentence; None where it refuses to, as where there is no word."""
    try:
        return read(text)
    except (UnreadableInputError, UnicodeEncodeError):
        return None
