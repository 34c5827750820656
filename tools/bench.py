"""Measure speed and memory side by side: `make bench ARGS="--sizes 1000 70000 --minutes 240"`.

Writes bench/report.json after each measurement and bench/report.md at the end. A run does what its
minutes allow, small sizes first; what it leaves out keeps its last measure, with day and commit.
Parts: read (each way of reading), stages (of one process), laid (the record and the desk on what
was read), encoder, peers; others (web pages, archives, near duplicates, every address of the desk)
only where it is named; none at all writes bench/report.md anew from what is known.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench_articles import write_articles
from bench_measures import Measure, Measures
from bench_reading import WAYS, Way, read
from bench_table import ENCODER, Table
from shared import ROOT

SIZES = (1_000, 10_000, 70_000)
MINUTES = 15.0
PARTS = ("read", "stages", "laid", "encoder", "peers", "others")
REPORT = ROOT / "bench" / "report.md"
BUILT = ROOT / "build" / "bench"
TOOLS = Path(__file__).parent
_STAGED = 300  # articles that the stages of one process are timed on, however many there are
_SECONDS = 0.12  # an article and process, as long as nothing was measured
_STAGES = {
    "acquire": "acquire", "rules": "annotate, rules", "encoder": "annotate, encoder",
    "store": "write to the store",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Job:
    """Something to measure, and how many seconds it may take."""

    what: str
    guess: float
    do: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Bench:
    """What a run measures, and where it writes."""

    measures: Measures
    folder: Path
    parts: Sequence[str]
    ways: Sequence[str]

    def jobs(self, sizes: Sequence[int]) -> Iterator[Job]:
        """All that there is to measure, what is soonest done first."""
        if "encoder" in self.parts:
            yield Job("the encoder and its limit", 20, self._encoder)
        if "peers" in self.parts:
            yield Job("peers", 90, self._peers)
        for count in sorted(sizes):
            yield from self._of_size(count)
        if "others" in self.parts:
            yield Job("web pages and archives", 60, _others)

    def _of_size(self, count: int) -> Iterator[Job]:
        rows = self.folder / f"{count}.jsonl"
        write_articles(rows, count)
        if "stages" in self.parts:
            yield Job(f"stages, of {count:,}", 60, lambda: self._stages(rows, count))
        if "read" in self.parts:
            for way in (each for each in WAYS if each.short in self.ways):
                guess = self._seconds() * count / way.workers + 10
                yield Job(f"{way.name}, {count:,} articles", guess, self._reading(way, rows, count))
        store = stored(count)
        if "laid" in self.parts and store.exists():
            laid = 20 + count * 0.03
            yield Job(f"record and desk, {count:,}", laid, lambda: self._laid(store, count))

    def _seconds(self) -> float:
        """Of processor time for an article, as it was last: the machine may be quieter today."""
        known = [m for m in self.measures.all_of(WAYS[0].name) if m.cpu_seconds]
        return (known[-1].cpu_seconds or 0) / known[-1].count if known else _SECONDS

    def _reading(self, way: Way, rows: Path, count: int) -> Callable[[], None]:
        return lambda: self.measures.add(read(way, rows, count, stored(count)))

    def _stages(self, rows: Path, count: int) -> None:
        some = self.folder / "some.jsonl"
        step = max(1, count // _STAGED)
        lines = rows.read_text("utf8").split("\n")[:-1]
        some.write_text("".join(f"{line}\n" for line in lines[::step]), "utf8")
        fresh = self.folder / f"stages-{count}.db"
        told = json.loads(_apart("bench_stages.py", str(some), str(fresh)))
        for stage, name in _STAGES.items():
            wall, worked = told["seconds"][stage]
            more = {"done": told["count"]}
            memory = round(told["megabytes"], 1)
            self.measures.add(
                Measure(name=name, count=count, seconds=wall, cpu_seconds=worked,
                        megabytes=memory, more=more)
            )  # fmt: skip

    def _laid(self, store: Path, count: int) -> None:
        told = json.loads(_apart("bench_laid.py", str(store), str(count)))
        for name in ("assemble", "assemble and lay out"):
            self.measures.add(Measure(name=name, count=count, **told[name]))
        for name in ("search", "pages"):
            self.measures.add(Measure(name=name, count=count, more=told[name]))

    def _encoder(self) -> None:
        self.measures.add(
            Measure(name=ENCODER, count=1, more=json.loads(_apart("bench_encoder.py")))
        )

    def _peers(self) -> None:
        rows = self.folder / "peers.jsonl"
        write_articles(rows, 100)
        for task, tool, things, worked in json.loads(_apart("bench_peers.py", str(rows))):
            self.measures.add(Measure(name=f"{task}: {tool}", count=things, cpu_seconds=worked))


def stored(count: int) -> Path:
    """Where the store of so many articles lies that the last run of two processes has read."""
    return BUILT / f"read-{count}.db"


def _others() -> None:
    """Reports of their own: web pages, archives, near duplicates, the addresses of the desk."""
    for tool in ("bench_html.py", "bench_acquire.py", "bench_copies.py", "bench_desk.py"):
        subprocess.run([sys.executable, TOOLS / tool], check=False)


def _apart(tool: str, *arguments: str) -> str:
    """What a tool prints that measures in a process of its own, so that nothing is warm."""
    command = [sys.executable, str(TOOLS / tool), *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip().split("\n")[-1]


def main() -> int:
    """Measure as the command line says, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES[:1], help="articles")
    parser.add_argument("--minutes", type=float, default=MINUTES, help="what may be spent")
    parser.add_argument("--parts", nargs="*", choices=PARTS, default=PARTS[:-1])
    ways = tuple(way.short for way in WAYS)
    parser.add_argument("--ways", nargs="+", choices=ways, default=ways, help="ways of reading")
    told = parser.parse_args()
    until = time.monotonic() + told.minutes * 60
    measures, left = Measures(), list[str]()
    BUILT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for job in Bench(measures, Path(folder), told.parts, told.ways).jobs(told.sizes):
            if time.monotonic() + job.guess > until:
                left.append(job.what)
                continue
            print(f"bench: {job.what}", file=sys.stderr, flush=True)
            job.do()
    text = "\n".join(Table(measures, sorted({*SIZES, *told.sizes})).lines()) + "\n"
    REPORT.write_text(text, "utf8")
    print(text)
    for what in left:
        print(f"bench: no time for {what}; give more with --minutes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
