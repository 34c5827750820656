"""Time the record: readings assembled at once, and one more document in a record that stands.

The readings rest in a store under build/, made once and gone on with: the whole pool takes half an
hour to read, so it is measured where that store holds it or `make bench ARGS=--whole` asks for it.
`bench_record.py STORE COUNT` measures in a process of its own and prints JSON; with `copies` behind
it, how long it takes to find who copies whom.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice, pairwise
from pathlib import Path

from bench_articles import write_articles
from khabar.assemble.copies import find_copies
from khabar.assemble.growing import Growing
from khabar.assemble.record import build_record
from khabar.pipeline.corpus import Corpus
from khabar.schema.reading import Reading
from khabar.store.opening import open_store
from shared import ROOT

STORE = ROOT / "build" / "bench" / "pool.db"
COUNTS = (1_000, 10_000)
WHOLE = 70_000
_ADDED = 50  # documents added one by one to a record that stands
_TIMES = 12  # how much longer ten times the documents may take
_BEST, _WORST = 0.5, 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """So many readings taken from a store and assembled, then some more one by one."""

    readings: int
    seconds: float
    megabytes: float
    median: float
    slow: float
    slowest: float
    equal: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """The pairs of copies among so many readings."""

    readings: int
    pairs: int
    seconds: float
    megabytes: float


def assembled(*, whole: bool) -> Iterator[Assembled]:
    """Measure every size, each in a process of its own, so that nothing is warm."""
    for count in _counts(whole=whole):
        yield Assembled(**json.loads(_apart(str(count))))


def copied() -> Copied:
    """Find the copies among as many readings as there are."""
    return Copied(**json.loads(_apart(str(_counts(whole=False)[-1]), "copies")))


def _counts(*, whole: bool) -> Sequence[int]:
    held = _held()
    counts = (*COUNTS, WHOLE) if whole or held >= WHOLE else COUNTS
    if held < counts[-1]:
        _read(counts[-1] + _ADDED)
    return counts


def _apart(*arguments: str) -> str:
    command = [sys.executable, __file__, str(STORE), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _held() -> int:
    if not STORE.is_file():
        return 0
    with Corpus(open_store(STORE, create=False)) as corpus:
        return sum(1 for _ in corpus.documents)


def _read(count: int) -> None:
    """Read articles into the store; what it holds already is not read again."""
    STORE.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "articles.jsonl"
        write_articles(rows, count)
        command = [sys.executable, "-m", "khabar", "read", str(rows), "--store", str(STORE)]
        done = subprocess.run([*command, "--workers", "2"], stdout=subprocess.DEVNULL, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"bench: khabar read ended with {done.returncode}")


def measure(store: Path, count: int) -> Assembled:
    """Assemble the first readings of a store, by document: their ids are drawn as by lot."""
    growing, adds, more = Growing(), list[float](), list[Reading]()
    with Corpus(open_store(store, create=False)) as corpus:
        began = time.process_time()
        growing.add(_others(islice(corpus.readings, count), count // _ADDED, more))
        seconds = time.process_time() - began
    for reading in more:
        began = time.process_time()
        growing.add([reading])
        adds.append(time.process_time() - began)
    adds.sort()
    megabytes = _peak()
    return Assembled(
        readings=len(growing),
        seconds=seconds,
        megabytes=megabytes,
        median=adds[int(len(adds) * _BEST)],
        slow=adds[int(len(adds) * _WORST)],
        slowest=adds[-1],
        equal=_equal(growing, store, count) if count <= COUNTS[0] else None,
    )


def _equal(growing: Growing, store: Path, count: int) -> bool:
    """Whether the record that grew is the one built at once."""
    with Corpus(open_store(store, create=False)) as corpus:
        return growing.record() == build_record(tuple(islice(corpus.readings, count)))


def measure_copies(store: Path, count: int) -> Copied:
    """Find the copies among the first readings of a store."""
    with Corpus(open_store(store, create=False)) as corpus:
        fetched = Fetched(islice(corpus.readings, count))
        began = time.process_time()
        pairs = find_copies(fetched)
        seconds = time.process_time() - began - fetched.seconds
    return Copied(readings=count, pairs=len(pairs), seconds=seconds, megabytes=_peak())


class Fetched:
    """Readings as they come from the store, and the processor's time that fetching them took."""

    def __init__(self, readings: Iterator[Reading]) -> None:
        self.readings = readings
        self.seconds = 0.0
        self.count = 0

    def __iter__(self) -> Iterator[Reading]:
        return self

    def __next__(self) -> Reading:
        began = time.process_time()
        try:
            found = next(self.readings)
            self.count += 1
            return found
        finally:
            self.seconds += time.process_time() - began


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def _others(readings: Iterable[Reading], step: int, kept: list[Reading]) -> Iterator[Reading]:
    """All but one in so many, which are kept for later: they come from anywhere among the ids."""
    for number, reading in enumerate(readings):
        if number % step == step // 2:
            kept.append(reading)
        else:
            yield reading


def report_of(measured: Sequence[Assembled], copies: Copied) -> Iterator[str]:
    """The measurements as a part of the report."""
    yield from ("", "## Assembling the record", "")
    yield "| readings | processor s | peak MB | one more: median | p95 | slowest |"
    yield "|---:|---:|---:|---:|---:|---:|"
    for each in measured:
        yield (
            f"| {each.readings:,} | {each.seconds:.1f} | {each.megabytes:.0f} "
            f"| {each.median:.3f} s | {each.slow:.3f} s | {each.slowest:.3f} s |"
        )
    yield ""
    for less, more in pairwise(measured):
        times, growth = more.readings / less.readings, more.seconds / less.seconds
        verdict = "kept" if growth <= times * _TIMES / 10 else "missed"
        yield f"{times:.1f} times the documents take {growth:.1f} times as long ({verdict})."
    for each in measured:
        if each.equal is not None:
            verdict = "the same as" if each.equal else "NOT the same as"
            yield f"The record of {each.readings:,} that grew is {verdict} the one built at once."
    yield (
        f"{copies.pairs:,} pairs of copies among {copies.readings:,} readings in "
        f"{copies.seconds:.1f} s and {copies.megabytes:.0f} MB, fetching them not counted."
    )
    if measured[-1].readings < WHOLE:
        yield f"The {WHOLE:,} of the whole pool were not measured: `make bench ARGS=--whole` does."


if __name__ == "__main__":
    wanted = measure_copies if sys.argv[3:] == ["copies"] else measure
    print(json.dumps(asdict(wanted(Path(sys.argv[1]), int(sys.argv[2])))))
