"""Time the search for near duplicates over every article of the pool, and write bench/copies.md.

What is measured is `assemble.copies.find_copies` alone: to fetch the articles and to part story
from furniture, which reading does anyhow, is timed apart. It runs in a process of its own, so that
the memory is that of the search and of what it holds.
"""

from __future__ import annotations

import argparse
import json
import lzma
import platform
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from itertools import islice

from bench_record import WHOLE, Fetched
from khabar.acquire.dates import published_of
from khabar.acquire.furniture import segments_of
from khabar.assemble.copies import Copy, find_copies
from khabar.catalog.furniture import furniture_table
from khabar.schema.moments import Published
from khabar.schema.reading import DocumentFacts, Reading
from shared import ABSENT, ROOT, shared_folder

GOAL = 60  # processor seconds for the whole pool
_MB = 1e3  # the system counts kilobytes
_SAME = 0.9  # share from which one document is the other


def readings() -> Iterator[Reading]:
    """The articles of the pool as far as copies are known by them, one at a time.

    Raises:
        SystemExit: the pool is not here.
    """
    shared = shared_folder()
    pool = shared / "data" / "articles" / "pool.jsonl.xz" if shared else None
    if pool is None or not pool.is_file():
        raise SystemExit(f"bench: {ABSENT}")
    table = furniture_table()
    with lzma.open(pool, "rt", encoding="utf8", newline="\n") as rows:
        for row in map(json.loads, rows):
            if row["text"].strip():
                yield Reading(
                    text=row["text"],
                    document=_facts(row),
                    recipe="",
                    segments=segments_of(row["text"], table, row.get("title")),
                )


def _facts(row: dict[str, str]) -> DocumentFacts:
    return DocumentFacts(
        id=sha256(f"{row['text']}\0{row['id']}".encode()).hexdigest(),
        source_id=row["id"],
        path="pool.jsonl",
        outlet=row.get("source"),
        title=row.get("title"),
        language="ar",
        published=published_of(row.get("date")) or Published(),
    )


def main() -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, help="the first so many; all if not said")
    fetched = Fetched(islice(readings(), parser.parse_args().articles))
    began = time.process_time()
    pairs = find_copies(fetched)
    seconds = time.process_time() - began - fetched.seconds
    lines = "\n".join(_report(fetched, pairs, seconds)) + "\n"
    (ROOT / "bench" / "copies.md").write_text(lines, "utf8")
    print(lines)
    return 0


def _report(fetched: Fetched, pairs: tuple[Copy, ...], seconds: float) -> Iterator[str]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB
    alike = {doc for pair in pairs for doc in (pair.a, pair.b)}
    yield "# Speed of the search for near duplicates"
    yield ""
    yield f"Made by `tools/bench_copies.py` on {date.today()}: Python {platform.python_version()}."
    yield ""
    yield "| articles | processor s | peak MB | pairs | nearly the same | articles in a pair |"
    yield "|---:|---:|---:|---:|---:|---:|"
    yield (
        f"| {fetched.count:,} | {seconds:.1f} | {peak:.0f} | {len(pairs):,} "
        f"| {sum(pair.share >= _SAME for pair in pairs):,} | {len(alike):,} |"
    )
    yield ""
    verdict = "not measured" if fetched.count < WHOLE else "kept" if seconds <= GOAL else "missed"
    yield f"The goal is {GOAL} s for the whole pool ({verdict}). To fetch the articles and to part"
    yield f"story from furniture, {fetched.seconds:.0f} s, is not counted; nor is it done again."


if __name__ == "__main__":
    sys.exit(main())
