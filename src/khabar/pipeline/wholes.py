"""The exports from which a store can be rebuilt: all that it holds, with checksums."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby

from khabar.pipeline.sums import sum_lines, summed
from khabar.schema.held import File, Held
from khabar.schema.reading import Reading
from khabar.store.base import Store
from khabar.store.codec import reading_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored(Held):
    """What every export takes, and the store itself for those that take all of it."""

    store: Store


def parquet(stored: Stored) -> Iterator[File]:
    """Parquet datasets with their checksums."""
    # Arrow loads slowly, and no other command needs it.
    from khabar.export.parquet import Beside, parquet_files

    def reading(document_id: str) -> tuple[Reading, bytes] | None:
        found = stored.store.reading(document_id, stored.recipe)
        return None if found is None else (reading_of(found.body, stored.store.where), found.body)

    beside = Beside(
        document=stored.store.document,
        reading=reading,
        older=lambda: older(stored.store, stored.recipe),
        asides=lambda: asides(stored.store),
    )
    return summed(parquet_files(stored, beside), {})


def bundle(stored: Stored) -> Iterator[File]:
    """One zip, the same bytes for the same store."""
    from khabar.export.bundle import zipped

    yield "", zipped(_bundled(stored))


def _bundled(stored: Stored) -> Iterator[File]:
    from khabar.export.bundle import Beside, Counted, data_files, people_files

    beside = Beside(
        older=lambda: (body for _, _, body in older(stored.store, stored.recipe)),
        asides=lambda: asides(stored.store),
    )
    counted, sums = Counted(), dict[str, str]()
    yield from summed(data_files(stored, beside, counted), sums)
    yield from people_files(counted, hashlib.sha256(sum_lines(sums)).hexdigest())


def older(store: Store, recipe: str) -> Iterator[tuple[str, str, bytes]]:
    """Document, recipe and JSON of the readings that do not count."""
    counts = store.readings(recipe)
    for document_id, found in groupby(store.all_readings(), key=lambda each: each.document_id):
        present = next((each for each in counts if each.document_id >= document_id), None)
        for each in found:
            if present is None or each.recipe != present.recipe:
                yield document_id, each.recipe, each.body


def asides(store: Store) -> Iterator[dict[str, str | bytes | None]]:
    """What was set aside, with its bytes."""
    for each in store.asides():
        yield {**asdict(each), "payload": store.payload(each.key)}
