"""A store that has something of everything a store can hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec

from khabar.pipeline.kit import recipe
from khabar.pipeline.revised import revised
from khabar.pipeline.together import record_of
from khabar.schema.judgement import About, Judgement, Spot
from khabar.store.base import Store, StoredReading
from khabar.store.codec import aside_of, reading_body, reading_of
from khabar.store.opening import open_store
from serve.sample_desk import SAMPLES as FOLDER
from serve.sample_desk import sample_copy
from store.builders import document

SAMPLES = len(list(FOLDER.glob("*.txt"))) + len((FOLDER / "agency.jsonl").read_bytes().splitlines())
BYTES = "\ufeffليست مقالة".encode("utf-16")


def whole_store(folder: Path) -> Path:
    """The samples, an article that was not read, an older reading, asides, judgements, a log."""
    where = sample_copy(folder)
    with open_store(where) as store:
        assembled(store, "2026-01-01")
        first = next(store.readings(recipe()))
        reading = reading_of(first.body, store.where)
        older = replace(reading, recipe="older", events=(), statements=(), reports=(), figures=(),
                        disputes=(), expectations=())  # fmt: skip
        again = [
            StoredReading(document_id=first.document_id, recipe="older", body=reading_body(older)),
            first,
        ]
        aside = aside_of("a.txt", "a.txt", "a.txt: no Arabic. Leave it out.", BYTES)
        store.write(
            documents=[document(7)], readings=again, asides=[aside], payloads={aside.key: BYTES}
        )
        for event in reading.events[:2]:
            spot = Spot(doc=first.document_id, start=event.start, end=event.end)
            store.judge(
                Judgement(
                    a=spot, about=About.EVENT, holds=False, by="م", day="2026-01-02", why="لا"
                )
            )
        assembled(store, "2026-01-03")
    return where


def assembled(store: Store, day: str) -> bytes:
    """The record with its log, as JSON."""
    return msgspec.json.encode(revised(store, recipe(), day, lambda r, j: record_of(r, judged=j)))
