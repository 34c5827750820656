"""Articles to measure speed on: real ones where they lie beside us, else samples made many."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from khabar.acquire.documents import acquire
from khabar.schema.documents import Document
from shared import ROOT, shared_folder

_POOL = 71_000  # articles of the pool; of them every so many-th is taken: all outlets have a share


def write_articles(path: Path, count: int) -> str:
    """Write count articles as JSON Lines and say where they are from."""
    shared = shared_folder()
    pool = shared / "data" / "articles" / "pool.jsonl.xz" if shared else None
    if pool and pool.is_file():
        lines, where_from = _of_pool(pool, max(1, _POOL // count)), "of the pool, evenly spread"
    else:
        lines, where_from = _of_samples(), "made from samples/"
    with path.open("w", encoding="utf8") as out:
        for line in islice(lines, count):
            out.write(line + "\n")
    return where_from


def _of_pool(pool: Path, step: int) -> Iterator[str]:
    with lzma.open(pool, "rt", encoding="utf8", newline="\n") as rows:
        yield from (row.rstrip("\n") for row in islice(rows, 0, None, step))


def _of_samples() -> Iterator[str]:
    """The samples again and again, each time under another id, so that each is read anew."""
    texts = [d.text for d in acquire([str(ROOT / "samples")]) if isinstance(d, Document)]
    for number, text in enumerate(cycle(texts)):
        yield json.dumps({"id": f"sample-{number}", "text": text}, ensure_ascii=False)
