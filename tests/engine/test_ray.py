"""Ray as an engine: the same as the others, on workers that may die."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from engine.steps import StepError, add, as_often, load, load_refused, spin, tell
from khabar.engine.base import Done, Failed
from khabar.engine.ray import Place, Ray, RayError, joined, spread, start

pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own
TESTS = Path(__file__).parent.parent
HERE = Place(2)


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """One cluster for all tests of this file: to start one takes seconds."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = f"{TESTS}:{before or ''}"
    with joined(HERE):
        yield
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


def test_results_come_in_order_and_only_the_bad_items_fail():
    items = [number for number in range(40) if number != 17]
    found = list(Ray(add, load, HERE).run(items))
    died = found[13][1]
    assert isinstance(died, Failed)
    assert "died" in died.reason
    bad = {7: Failed("KeyError: 'seven'"), 13: died}
    assert found == [(each, bad.get(each, Done(each + 100))) for each in items]


def test_no_items_give_no_results():
    assert list(Ray(add, load, HERE).run([])) == []
    assert list(spread(as_often, [], HERE)) == []


def test_an_item_that_takes_too_long_fails_and_the_next_is_read():
    found = list(Ray(spin, load, HERE, 0.5).run([17, 18]))
    assert found == [(17, Failed("took longer than 0.5 seconds")), (18, Done(118))]


def test_a_worker_killed_in_the_middle_loses_nothing():
    results = Ray(add, load, HERE).run(range(100, 900))
    first = next(results)
    started = psutil.Process().children(recursive=True)
    killed = [each for each in started if "MapWorker" in " ".join(each.cmdline())]
    assert killed
    killed[0].send_signal(signal.SIGKILL)
    assert [first, *results] == [(each, Done(each + 100)) for each in range(100, 900)]


def test_many_are_found_in_one_in_order():
    expected = [found for item in range(60) for found in as_often(item)]
    assert list(spread(as_often, range(60), HERE)) == expected


def test_what_the_user_can_mend_comes_through():
    with pytest.raises(StepError, match="999: is too much"):
        list(spread(as_often, [1, 999], HERE))
    with pytest.raises((StepError, RayError), match="The kit is gone"):
        list(Ray(tell, load_refused, HERE).run([1]))


@pytest.mark.parametrize("address", ["127.0.0.1:1", "127.0.0.1", "127.0.0.1:port", ":99999"])
def test_where_no_cluster_answers_it_is_said(address: str):
    with pytest.raises(RayError, match="no Ray cluster answers us there"):
        start(Place(2, address))


def test_outside_the_main_thread_a_watch_breaks_off():
    from khabar.engine.base import attempt

    found: list[object] = []
    for item in (17, 1):
        thread = threading.Thread(
            target=lambda n=item: found.append(attempt(lambda i: spin(i, 0), n, seconds=0.2))
        )
        thread.start()
        thread.join()
    assert found == [Failed("took longer than 0.2 seconds"), Done(1)]
