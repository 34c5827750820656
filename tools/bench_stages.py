"""Time each stage of reading in one process: `bench_stages.py ROWS STORE` prints JSON seconds.

Wall and processor seconds by stage, and the peak memory of the process in MB.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from khabar.acquire.documents import acquire
from khabar.pipeline.document import read_document
from khabar.pipeline.kit import Kit, load_kit, weights_of
from khabar.schema.documents import Document
from khabar.schema.reading import Reading
from khabar.store.base import StoredReading
from khabar.store.codec import reading_body
from khabar.store.opening import open_store

# As many documents as are written together: khabar read commits by batches too.
_BATCH = 100
Seconds = dict[str, list[float]]


def main() -> int:
    """Measure and print."""
    rows, store = sys.argv[1:3]
    seconds: Seconds = {}
    with _timed(seconds, "load"):
        kit = load_kit()
    with _timed(seconds, "acquire"):
        documents = [d for d in acquire([rows]) if isinstance(d, Document)]
    with _timed(seconds, "annotate"):
        readings = [read_document(document, kit) for document in documents]
    with _timed(seconds, "rules"):
        for document in documents:
            read_document(document, _without_encoder(kit))
    with _timed(seconds, "store"):
        _write(store, documents, readings)
    whole, rules = seconds["annotate"], seconds["rules"]
    seconds["encoder"] = [round(max(0.0, a - b), 4) for a, b in zip(whole, rules, strict=True)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(json.dumps({"seconds": seconds, "megabytes": peak, "count": len(documents)}))
    return 0


def _without_encoder(kit: Kit) -> Kit:
    return replace(kit, learned=None, weights=weights_of(None))


def _write(store: str, documents: list[Document], readings: list[Reading]) -> None:
    with open_store(Path(store)) as opened:
        for start in range(0, len(documents), _BATCH):
            batch = slice(start, start + _BATCH)
            bodies = [
                StoredReading(document_id=r.document.id, recipe=r.recipe, body=reading_body(r))
                for r in readings[batch]
            ]
            opened.write(documents=documents[batch], readings=bodies)


@contextmanager
def _timed(seconds: Seconds, stage: str) -> Iterator[None]:
    began, worked = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - began, time.process_time() - worked
    seconds[stage] = [round(wall, 4), round(cpu, 4)]


if __name__ == "__main__":
    sys.exit(main())
