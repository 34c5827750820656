"""Readings as brat stand-off: a text and an annotation file an article, and brat's configuration.

Offsets are code points of the text file as it lies there. brat's pages count otherwise behind a
character beyond the Basic Multilingual Plane, such as an emoji; its files do not.

Source: https://brat.nlplab.org/standoff.html.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from khabar.export.brat.annotations import annotation_lines
from khabar.export.brat.configuration import annotation_conf, visual_conf
from khabar.schema.held import File
from khabar.schema.reading import Reading

__all__ = ["brat_files"]


def brat_files(readings: Iterable[Reading]) -> Iterator[File]:
    """A folder that lies ready under brat's data folder."""
    yield "annotation.conf", [annotation_conf()]
    yield "visual.conf", [visual_conf()]
    for reading in readings:
        name = _file_name(reading.document.id)
        yield f"{name}.txt", [reading.text.encode()]
        yield f"{name}.ann", annotation_lines(reading)


def _file_name(id_: str) -> str:
    """The beginning of an article's id; a hash of one that others made up: it may lead anywhere."""
    plain = re.fullmatch(r"[0-9a-f]{64}", id_)
    return id_[:16] if plain else hashlib.sha256(id_.encode()).hexdigest()[:16]
