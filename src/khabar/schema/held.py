"""What a store holds, as every export takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from khabar.schema.documents import Document
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading
from khabar.schema.record import Record

File = tuple[str, Iterable[bytes]]
"""A file that an export writes: its path inside what is written, with "/", and its bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a store holds: each is asked for only where a format needs it.

    record is what the readings say together; readings are one a document, by document id, and
    bodies the same as the bytes of their JSON. recipe names what read them, day is today.
    """

    record: Callable[[], Record]
    readings: Callable[[], Iterator[Reading]]
    bodies: Callable[[], Iterator[bytes]]
    documents: Callable[[], Iterator[Document]]
    judgements: Callable[[], Iterator[Judgement]]
    recipe: str
    day: str
