"""Measure speed and memory: read 2,000 articles, assemble readings, write bench/report.*.

Run by `make bench`. Each measurement is a fresh `khabar read` into a fresh store, as a user would
run it; its memory is the greatest its processes held together.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import psutil

from bench_acquire import Scanned, acquire_lines, archives_scanned
from bench_articles import write_articles
from bench_desk import write
from bench_html import PagesRead, html_lines, pages_read
from bench_record import Assembled, Copied, assembled, copied, report_of
from bench_stores import STORES
from shared import ROOT

ARTICLES = 2_000
ARTICLES_A_SECOND = 60
MEGABYTES = 300
BENCH = ROOT / "bench"
_POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One reading of all the articles: wall time, processor time and peak memory."""

    workers: int
    seconds: float
    cpu_seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One run of `make bench`. stages holds seconds by stage, measured in one process."""

    date: str
    machine: str
    articles: int
    where_from: str
    runs: tuple[Measured, ...]
    stages: dict[str, float]
    assembled: tuple[Assembled, ...]
    copied: Copied
    html: tuple[PagesRead, ...]
    archives: tuple[Scanned, ...]
    yardstick: float

    def speed(self, run: Measured) -> float:
        """Articles a second of wall time."""
        return self.articles / run.seconds


def _yardstick() -> float:
    """Processor seconds for ten million additions in plain Python: how fast this machine is now."""
    began, total = time.process_time(), 0
    for number in range(10_000_000):
        total += number
    return round(time.process_time() - began, 2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, help="fewer for a quick look")
    parser.add_argument("--whole", action="store_true", help="assemble the whole pool as well")
    told = parser.parse_args()
    articles: int = told.articles
    BENCH.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "articles.jsonl"
        where_from = write_articles(rows, articles)
        bench = Bench(
            yardstick=_yardstick(),
            date=date.today().isoformat(),
            machine=f"{psutil.cpu_count()} cores, Python {platform.python_version()}",
            articles=articles,
            where_from=where_from,
            runs=tuple(measure(rows, Path(folder), workers) for workers in (1, 2)),
            stages=_stages(rows, Path(folder)),
            assembled=tuple(assembled(whole=told.whole)),
            copied=copied(),
            html=pages_read(),
            archives=archives_scanned(),
        )
    (BENCH / "report.json").write_text(json.dumps(asdict(bench), indent=1) + "\n", "utf8")
    text = "\n".join(_report(bench)) + "\n"
    (BENCH / "report.md").write_text(text, "utf8")
    print(text)
    _time_the_copies()
    _time_the_desk()
    return 0


def _time_the_copies() -> None:
    """Time the search for near duplicates over the pool, where it lies beside us."""
    subprocess.run([sys.executable, Path(__file__).with_name("bench_copies.py")], check=False)


def _time_the_desk() -> None:
    """Time the desk on the stores that are there: to make one of 10,000 articles takes minutes."""
    stores = [store for store in STORES if store.exists()]
    if not stores:
        names = " or ".join(store.name for store in STORES)
        print(f"The desk was not timed: no {names}; `tools/bench_desk.py --make` makes them.")
        return
    write(stores)


def measure(rows: Path, folder: Path, workers: int) -> Measured:
    """Read all rows in a child process and watch it.

    Raises:
        SystemExit: the child failed; articles that were set aside are no failure.
    """
    command = [sys.executable, "-m", "khabar", "read", str(rows), "--workers", str(workers)]
    command += ["--store", str(folder / f"{workers}.db")]
    began = time.perf_counter()
    child = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak, cpu = _watch(child)
    seconds = time.perf_counter() - began
    if child.returncode not in (0, 1):
        raise SystemExit(f"bench: khabar read ended with {child.returncode}")
    return Measured(workers=workers, seconds=seconds, cpu_seconds=cpu, megabytes=peak / 1e6)


def _watch(child: psutil.Popen) -> tuple[int, float]:
    """Watch a child until it ends: peak bytes and processor time, its workers included."""
    peak, cpu = 0, 0.0
    while child.poll() is None:
        used = [*_used([child])]
        peak = max(peak, sum(memory for memory, _ in used))
        cpu = max(cpu, sum(seconds for _, seconds in used))
        time.sleep(_POLL_SECONDS)
    return peak, cpu


def _used(parents: list[psutil.Process]) -> Iterator[tuple[int, float]]:
    """Memory and processor time of processes and all they started, as far as they still live."""
    for parent in parents:
        try:
            family = [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            return
        for process in family:
            try:
                times = process.cpu_times()
                yield process.memory_info().rss, times.user + times.system
            except psutil.NoSuchProcess:
                continue


def _stages(rows: Path, folder: Path) -> dict[str, float]:
    """Seconds of each stage, in a process of its own, so that nothing is warm."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "bench_stages.py"), str(rows), str(folder / "s.db")],
        capture_output=True,
        text=True,
        check=True,
    )
    stages: dict[str, float] = json.loads(done.stdout)
    return stages


def _report(bench: Bench) -> Iterator[str]:
    one = bench.runs[0]
    yield from ("# Speed and memory", "")
    yield f"Made by `make bench` on {bench.date}: {bench.machine}."
    yield f"{bench.articles:,} articles {bench.where_from}, read into a fresh store."
    yield from ("", "| processes | articles/s | wall s | processor s | peak MB |")
    yield "|---:|---:|---:|---:|---:|"
    for run in bench.runs:
        yield (
            f"| {run.workers} | {bench.speed(run):.1f} | {run.seconds:.1f} "
            f"| {run.cpu_seconds:.1f} | {run.megabytes:.0f} |"
        )
    speed = "reached" if bench.speed(one) >= ARTICLES_A_SECOND else "missed"
    memory = "kept" if one.megabytes <= MEGABYTES else "missed"
    yield ""
    yield f"Goals for one process: at least {ARTICLES_A_SECOND} articles/s ({speed}), "
    yield f"at most {MEGABYTES} MB ({memory})."
    yield f"Ten million additions in plain Python took {bench.yardstick} s here just then;"
    yield "where they take half as long, expect twice the articles."
    yield f"Two processes are {one.seconds / bench.runs[1].seconds:.2f} times as fast as one."
    yield from (
        "",
        "## Where the time goes, one process",
        "",
        "| stage | s | share |",
        "|---|---:|---:|",
    )
    whole = sum(bench.stages.values())
    for stage, seconds in bench.stages.items():
        yield f"| {stage} | {seconds:.2f} | {seconds / whole:.0%} |"
    yield from report_of(bench.assembled, bench.copied)
    yield from html_lines(bench.html)
    yield from acquire_lines(bench.archives)


if __name__ == "__main__":
    sys.exit(main())
