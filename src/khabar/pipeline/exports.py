"""Every format that `khabar export` writes: one row each, and the one place to add another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from khabar.export.reading import reading_lines
from khabar.export.reading_schema import reading_schema
from khabar.export.record import record_json
from khabar.pipeline.revised import revised
from khabar.pipeline.together import record_of
from khabar.schema.held import File, Held
from khabar.store.base import Store
from khabar.store.codec import reading_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A format: what it is in one sentence, and what it writes.

    One that is no folder gives exactly one file, whose name does not matter.
    """

    says: str
    files: Callable[[Held], Iterator[File]]
    folder: bool = False


def _one(chunks: Iterable[bytes]) -> Iterator[File]:
    yield "", chunks


FORMS: dict[str, Form] = {
    "reading": Form(
        says="Readings as JSON Lines, one document a line.",
        files=lambda held: _one(reading_lines(held.bodies())),
    ),
    "record": Form(
        says="What all documents say together, as one JSON object.",
        files=lambda held: _one([record_json(held.record())]),
    ),
}

SCHEMAS: dict[str, Callable[[], bytes]] = {"schema": reading_schema}
"""Formats that need no store."""


def held_by(store: Store, recipe: str, day: str) -> Held:
    """What a store holds under a recipe; the record is assembled once, when first asked for."""
    return Held(
        record=cache(lambda: revised(store, recipe, day, lambda r, j: record_of(r, judged=j))),
        readings=lambda: (reading_of(r.body, store.where) for r in store.readings(recipe)),
        bodies=lambda: (r.body for r in store.readings(recipe)),
        documents=store.documents,
        judgements=store.judgements,
        recipe=recipe,
        day=day,
    )
