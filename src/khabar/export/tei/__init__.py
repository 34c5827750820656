"""Readings as TEI P5: an XML file an article, the text with its names and what was read beside it.

The text stands in one element as it was, so that its characters can be counted: what does not nest
(an event over the end of a quotation) is not marked in it and stands beside it all the same.

Source: TEI Consortium, P5 Guidelines 4 (standOff, names and dates, string-range pointers).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from khabar.export.tei.document import document_xml
from khabar.schema.held import File
from khabar.schema.reading import Reading

__all__ = ["tei_files"]


def tei_files(readings: Iterable[Reading]) -> Iterator[File]:
    """A folder of files, each named by the beginning of the article's id."""
    for reading in readings:
        yield f"{_file_name(reading.document.id)}.xml", [document_xml(reading)]


def _file_name(id_: str) -> str:
    """The beginning of an article's id; a hash of one that others made up: it may lead anywhere."""
    plain = re.fullmatch(r"[0-9a-f]{64}", id_)
    return id_[:16] if plain else hashlib.sha256(id_.encode()).hexdigest()[:16]
