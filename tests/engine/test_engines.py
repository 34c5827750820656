"""What every engine does, and what a pool does beside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from engine.steps import add, count_loads, load, load_nothing, tell
from khabar.engine.base import Done, Engine, Failed, attempt
from khabar.engine.pool import Pool
from khabar.engine.serial import Serial
from khabar.errors import KhabarError

TESTS = Path(__file__).parent.parent


def engines(seconds: float | None = None) -> list[Engine[int, int]]:
    return [Serial(partial(add, kit=100), seconds), Pool(add, load, 2, seconds)]


@pytest.fixture(params=[0, 1], ids=["serial", "pool"])
def engine(request: pytest.FixtureRequest) -> Engine[int, int]:
    return engines()[request.param]


def test_results_come_in_the_order_of_the_items(engine: Engine[int, int]):
    items = [number for number in range(40) if number not in (7, 13, 17)]
    assert list(engine.run(items)) == [(each, Done(each + 100)) for each in items]


def test_no_items_give_no_results(engine: Engine[int, int]):
    assert list(engine.run([])) == []


def test_one_bad_item_harms_no_other(engine: Engine[int, int]):
    found = dict(engine.run([6, 7, 8]))
    assert found == {6: Done(106), 7: Failed("KeyError: 'seven'"), 8: Done(108)}


def test_an_error_in_the_source_of_items_is_no_ones_failure(engine: Engine[int, int]):
    def items() -> Iterator[int]:
        yield 1
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(engine.run(items()))


@pytest.mark.parametrize("which", [0, 1], ids=["serial", "pool"])
def test_an_item_that_takes_too_long_fails_and_the_next_is_read(which: int):
    found = list(engines(seconds=0.5)[which].run([17, 18]))
    assert found == [(17, Failed("took longer than 0.5 seconds")), (18, Done(118))]


def test_the_clock_is_stopped_after_each_item():
    assert list(engines(seconds=0.2)[0].run([1])) == [(1, Done(101))]
    time.sleep(0.4)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_outside_the_main_thread_there_is_no_limit():
    found: list[Done[int] | Failed] = []
    thread = threading.Thread(target=lambda: found.append(attempt(lambda x: x + 1, 1, seconds=0.1)))
    thread.start()
    thread.join()
    assert found == [Done(2)]


def test_a_reason_is_one_short_line():
    def fail(_: int) -> int:
        raise ValueError("first\nsecond " + "x" * 9999)

    outcome = attempt(fail, 1, seconds=None)
    assert isinstance(outcome, Failed)
    assert outcome.reason.startswith("ValueError: first second x")
    assert len(outcome.reason) < 500
    assert attempt(lambda _: [][1], 1, seconds=None) == Failed(
        "IndexError: list index out of range"
    )


def test_an_interrupt_is_no_failure_of_an_item():
    def interrupted(_: int) -> int:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(interrupted, 1, seconds=None)


def test_an_item_that_kills_its_worker_is_the_only_one_to_fail():
    items = list(range(8, 17))
    found = dict(Pool(add, load, 2).run(items))
    assert list(found) == items
    assert [each for each in items if isinstance(found[each], Failed)] == [13]
    assert "died" in str(found[13])


def test_a_pool_takes_items_as_it_needs_them():
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100, 1000):
            taken.append(number)
            yield number

    results = Pool(add, load, 2).run(items())
    next(results)
    assert len(taken) <= 8
    results.close()  # type: ignore[attr-defined]


def test_each_worker_loads_its_kit_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KHABAR_TEST_LOADS", str(tmp_path))
    told = {kit for _, kit in Pool(tell, count_loads, 2).run(range(30))}
    files = {each.name: each.read_text() for each in tmp_path.iterdir()}
    assert len(files) <= 2
    assert set(files.values()) == {""}
    assert told <= {Done(name) for name in files}


def test_workers_that_cannot_start_are_said_and_not_blamed_on_documents():
    with pytest.raises(KhabarError, match="worker processes cannot start"):
        list(Pool(add, load_nothing, 2).run([1]))


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_workers_end_with_their_parent(sent: signal.Signals, tmp_path: Path):
    code = (
        "from engine.steps import linger, load\nfrom khabar.engine.pool import Pool\n"
        "if __name__ == '__main__':\n    list(Pool(linger, load, 2).run(range(9)))\n"
    )
    environment = {**os.environ, "KHABAR_TEST_LOADS": str(tmp_path)}
    environment["PYTHONPATH"] = f"{TESTS}:{os.environ.get('PYTHONPATH', '')}"
    parent = subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stderr=subprocess.DEVNULL
    )
    workers = [psutil.Process(int(name)) for name in _wait_for_two(tmp_path)]
    parent.send_signal(sent)
    parent.wait(10)
    assert psutil.wait_procs(workers, timeout=10)[1] == []


def _wait_for_two(folder: Path) -> list[str]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        names = os.listdir(folder)
        if len(names) == 2:
            return names
        time.sleep(0.05)
    raise AssertionError("the workers never started")
