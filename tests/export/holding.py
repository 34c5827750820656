"""What a store of given readings holds, without a store."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from khabar.schema.documents import Document
from khabar.schema.held import Held
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading
from khabar.schema.record import Record


def held_of(
    record: Record,
    readings: tuple[Reading, ...],
    documents: Iterable[Document] = (),
    judgements: Iterable[Judgement] = (),
) -> Held:
    """As `pipeline/exports.py` gives it to a format."""
    return Held(
        record=lambda: record,
        readings=lambda: iter(readings),
        bodies=lambda: (msgspec.json.encode(r) for r in readings),
        documents=lambda: iter(tuple(documents)),
        judgements=lambda: iter(tuple(judgements)),
        recipe="recipe-of-the-test",
        day="2024-05-01",
    )
