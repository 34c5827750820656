"""Time each stage of reading in one process: `bench_stages.py ROWS STORE` prints JSON seconds."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from khabar.acquire.documents import acquire
from khabar.pipeline.document import read_document
from khabar.pipeline.kit import load_kit
from khabar.schema.documents import Document
from khabar.store.base import StoredReading
from khabar.store.codec import reading_body
from khabar.store.opening import open_store

# As many documents as are written together: khabar read commits by batches too.
_BATCH = 100


def main() -> int:
    rows, store = sys.argv[1:3]
    seconds: dict[str, float] = {}
    with _timed(seconds, "load"):
        kit = load_kit()
    with _timed(seconds, "acquire"):
        documents = [d for d in acquire([rows]) if isinstance(d, Document)]
    with _timed(seconds, "annotate"):
        readings = [read_document(document, kit) for document in documents]
    with _timed(seconds, "store"), open_store(Path(store)) as opened:
        for start in range(0, len(documents), _BATCH):
            batch = slice(start, start + _BATCH)
            opened.write(
                documents=documents[batch],
                readings=[
                    StoredReading(
                        document_id=reading.document.id,
                        recipe=reading.recipe,
                        body=reading_body(reading),
                    )
                    for reading in readings[batch]
                ],
            )
    print(json.dumps(seconds))
    return 0


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    seconds[stage] = round(time.perf_counter() - began, 4)


if __name__ == "__main__":
    sys.exit(main())
