"""Workers killed at any moment, of a pool or of Ray, and the driver with them: nothing is lost."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from khabar.store.content import content_hash
from khabar.store.opening import open_store
from khabar.store.tables import READINGS
from store.builders import row, write_articles

ARTICLES = 150
KILLS = 10
PATIENCE = 120.0  # seconds until something is there to be killed, on a busy machine


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles in files and rows, and a row to set aside."""
    folder = tmp_path_factory.mktemp("killed") / "news"
    write_articles(folder, ARTICLES - 50)
    rows = [row(number) for number in range(ARTICLES - 50, ARTICLES)]
    rows.insert(20, "{broken")
    (folder / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(news: Path) -> str:
    """What a store holds that nobody disturbed."""
    done = subprocess.run(command(news, "whole.db"), capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    return content(news.parent / "whole.db")


def command(news: Path, store: str, *more: str) -> list[str]:
    program = [sys.executable, "-m", "khabar", "read", str(news)]
    return [*program, "--store", str(news.parent / store), *more]


def content(path: Path) -> str:
    with open_store(path) as store:
        assert store.faults() == ()
        return content_hash(store)


def begun(news: Path, store: str, *more: str) -> psutil.Popen:
    return psutil.Popen(
        command(news, store, *more), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def kept(path: Path) -> int:
    """How many readings are committed."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return int(connection.execute(f"SELECT count(*) FROM {READINGS.name}").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # not there yet, or its tables are not


def workers_of(driver: psutil.Popen, named: str) -> list[psutil.Process]:
    """Its processes that read, as far as they live."""
    found = []
    for each in driver.children(recursive=True):
        try:
            if named in " ".join(each.cmdline()):
                found.append(each)
        except psutil.NoSuchProcess:
            continue
    return found


def until_read(driver: psutil.Popen, path: Path, count: int) -> bool:
    """Wait until so many readings are committed; whether the driver still runs then."""
    deadline = time.monotonic() + PATIENCE
    while driver.poll() is None and time.monotonic() < deadline:
        if kept(path) >= count:
            return driver.poll() is None
        time.sleep(0.05)
    return False


def moments(seed: int) -> Iterator[tuple[int, str]]:
    """After so many readings this one is killed: a worker, the driver, or both."""
    chosen = random.Random(seed)
    for number, count in enumerate(sorted(chosen.sample(range(ARTICLES - 30), KILLS))):
        yield count, ("worker", "driver", "both")[number % 3]


def test_workers_and_drivers_killed_ten_times_leave_what_nobody_disturbed(
    news: Path, undisturbed: str
):
    """Ten moments, a worker or the driver at each; a run that lives on meets the next."""
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    path, struck, driver = news.parent / "cut.db", 0, None
    for count, whom in moments(seed):
        if driver is None or driver.poll() is not None:
            driver = begun(news, "cut.db", "--workers", "2")
        if not until_read(driver, path, count):
            break
        struck += strike(driver, whom)
    assert struck >= KILLS // 2, "the run was over before it was disturbed"
    if driver is not None:
        driver.wait(PATIENCE)
    last = subprocess.run(command(news, "cut.db"), capture_output=True, text=True)
    assert last.returncode == 1, last.stderr
    assert content(path) == undisturbed


def strike(driver: psutil.Popen, whom: str) -> int:
    """Kill a worker, the driver, or one and then the other; whether anything was there."""
    victims = [] if whom == "driver" else workers_of(driver, "spawn_main")[:1]
    if whom != "worker":
        victims.append(driver)
    for each in victims:
        if each.is_running():
            each.send_signal(signal.SIGKILL)
    if whom != "worker":
        driver.wait(PATIENCE)
    return int(bool(victims))


def test_a_ray_worker_killed_while_it_reads_loses_nothing(news: Path, undisturbed: str):
    driver = begun(news, "ray.db", "--workers", "2", "--engine", "ray")
    assert until_read(driver, news.parent / "ray.db", 1), "Ray read nothing"
    readers = workers_of(driver, "ray::MapWorker")
    assert readers
    readers[0].send_signal(signal.SIGKILL)
    assert driver.wait(PATIENCE) == 1
    assert content(news.parent / "ray.db") == undisturbed
