"""The record: all stages over all readings."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.assemble.actors import build_actors
from khabar.schema.reading import Reading
from khabar.schema.record import Record


def build_record(readings: Sequence[Reading]) -> Record:
    """What the readings say together; their order does not matter."""
    return Record(actors=build_actors(readings))
