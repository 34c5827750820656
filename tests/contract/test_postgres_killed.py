"""PostgreSQL is killed in the middle of a run: what was committed stays, a rerun does the rest."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import psycopg
import pytest

from khabar.serve.desk import Desk
from khabar.store.content import content_hash
from khabar.store.opening import open_store
from store.builders import document, reading
from store.postgres_server import Server

_PATIENCE = 120


def _start(address: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "khabar", "read", *arguments, "--store", address],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def _wait_for_readings(address: str, count: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            with psycopg.connect(address) as raw:
                row = raw.execute("SELECT count(*) FROM readings").fetchone()
                if row is not None and row[0] >= count:
                    return
        except psycopg.errors.UndefinedTable:
            pass
        time.sleep(0.02)
    raise TimeoutError("the run came to nothing")


# Ten moments of a run of 90 articles, drawn once; every third with two workers.
_MOMENTS = [
    (count, "12"[n % 3 == 2]) for n, count in enumerate(random.Random(9).sample(range(1, 58), 10))
]


@pytest.mark.parametrize(("count", "workers"), _MOMENTS)
def test_a_rerun_after_the_server_was_killed_leaves_what_an_undisturbed_run_leaves(
    postgres: Server, undisturbed: tuple[str, str], count: int, workers: str
):
    folder, wanted = undisturbed
    address = postgres.new()
    run = _start(address, folder, "--workers", workers)
    _wait_for_readings(address, count)
    postgres.kill()
    _, told = run.communicate(timeout=_PATIENCE)
    postgres.start()
    assert run.returncode == 2
    assert "Traceback" not in told
    assert "secret" not in told
    assert "everything committed before is kept" in told or "no PostgreSQL answers" in told
    with open_store(address, create=False) as store:
        assert store.faults() == ()
        assert len(list(store.all_readings())) >= count
    again = _start(address, folder)
    _, told = again.communicate(timeout=_PATIENCE)
    assert (again.returncode, told.count("Traceback")) == (0, 0)
    with open_store(address) as store:
        assert content_hash(store) == wanted


def test_a_desk_that_is_open_goes_on_when_the_server_is_back(postgres: Server):
    address = postgres.new()
    with open_store(address) as store:
        store.write(documents=[document(1)], readings=[reading(document(1))])
    with Desk.open(address) as desk:
        assert desk.counts().documents == 1
        postgres.kill()
        postgres.start()
        assert desk.counts().documents == 1
        assert not desk.refresh()
