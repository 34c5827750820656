"""Readings with words alone, of a known day and outlet."""

from __future__ import annotations

from dataclasses import replace

from assemble.builders import document
from khabar.schema.reading import Reading


def article(
    doc: str, text: str, day: str | None = "2018-04-10", outlet: str | None = None
) -> Reading:
    """A reading with words alone."""
    return replace(document(doc, day=day, outlet=outlet), text=text)
