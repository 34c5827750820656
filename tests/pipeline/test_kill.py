"""Killed at any moment and run again, khabar has lost nothing and doubled nothing."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from khabar.store.content import content_hash
from khabar.store.opening import open_store
from store.builders import row, write_articles

KILLS = 10
LONGEST = 4.0  # seconds to wait at most, so that a busy machine makes the test no longer


def command(folder: Path, store: str, *more: str) -> list[str]:
    program = [sys.executable, "-m", "khabar", "read", str(folder / "news")]
    return [*program, "--store", str(folder / store), *more]


def corpus(folder: Path) -> None:
    """Three hundred articles in files and rows, and two things to set aside."""
    write_articles(folder / "news", 240)
    rows = [row(number) for number in range(240, 300)]
    rows.insert(30, "{broken")
    (folder / "news" / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (folder / "news" / "empty.txt").touch()


def content(path: Path) -> tuple[str, int]:
    with open_store(path) as store:
        assert store.faults() == ()
        return content_hash(store), sum(1 for _ in store.documents())


def test_a_run_killed_ten_times_ends_like_one_that_was_not(tmp_path: Path):
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chosen = random.Random(seed)
    corpus(tmp_path)
    started = time.monotonic()
    whole = subprocess.run(command(tmp_path, "whole.db"), capture_output=True, text=True)
    took = time.monotonic() - started
    assert whole.returncode == 1, whole.stderr
    for kill in range(KILLS):
        process = subprocess.Popen(
            command(tmp_path, "cut.db", "--workers", str(1 + kill % 2)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chosen.uniform(0.1, min(took, LONGEST)))
        process.send_signal(signal.SIGKILL)
        process.wait()
    last = subprocess.run(command(tmp_path, "cut.db"), capture_output=True, text=True)
    assert last.returncode == 1, last.stderr
    assert content(tmp_path / "cut.db") == content(tmp_path / "whole.db")
    assert content(tmp_path / "cut.db")[1] == 300
