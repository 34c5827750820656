"""Two processes that read the same files into the same database share the work."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from khabar.pipeline import run
from khabar.pipeline.kit import load_kit, recipe
from khabar.store.base import StoredReading
from khabar.store.content import content_hash
from khabar.store.opening import open_store
from store.builders import document, reading, write_articles
from store.postgres_server import Server

COUNT = 90  # articles of the fixture undisturbed
_PATIENCE = 120
# Says when it is ready, waits for a line, reads, and says how many documents it read itself.
_READER = """
import sys
from khabar.pipeline import run
from khabar.pipeline.kit import load_kit
from khabar.store.opening import open_store
kit = load_kit()
with open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    print(run.read(sys.argv[2:], store=store, kit=kit).new, flush=True)
"""


def _readers(address: str, paths: Sequence[str], count: int) -> list[subprocess.Popen[str]]:
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", _READER, address, *paths],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(count)
    ]  # fmt: skip
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
    return readers


def _go(readers: Sequence[subprocess.Popen[str]]) -> None:
    for reader in readers:
        assert reader.stdin is not None
        reader.stdin.write("\n")
        reader.stdin.flush()


def _new(reader: subprocess.Popen[str]) -> int:
    told, _ = reader.communicate(timeout=_PATIENCE)
    assert reader.returncode == 0
    return int(told)


def test_no_document_is_doubled_and_none_is_read_twice(
    postgres: Server, undisturbed: tuple[str, str]
):
    folder, wanted = undisturbed
    address = postgres.database()
    readers = _readers(address, [folder], 2)
    _go(readers)
    news = [_new(reader) for reader in readers]
    assert sum(news) == COUNT
    assert all(news), "both had a share of the work"
    with open_store(address) as store:
        assert len(list(store.all_readings())) == COUNT
        assert content_hash(store) == wanted


def test_what_a_killed_reader_had_taken_is_read_by_the_other(
    postgres: Server, undisturbed: tuple[str, str]
):
    folder, wanted = undisturbed
    address = postgres.new()
    first, second = _readers(address, [folder], 2)
    _go([first])
    with open_store(address) as store:
        deadline = time.monotonic() + _PATIENCE
        while not any(store.all_readings()) and time.monotonic() < deadline:
            time.sleep(0.05)
        _go([second])
        time.sleep(0.2)
        first.kill()
        first.wait()
        assert _new(second) > 0
        assert content_hash(store) == wanted
    for pipe in (first.stdin, first.stdout):
        assert pipe is not None
        pipe.close()


def test_what_one_run_has_taken_no_other_gets_before_it_lets_go(postgres: Server):
    ids = [document(number).id for number in range(5)]
    with open_store(postgres.new()) as store, open_store(postgres.database()) as elsewhere:
        with store.claims("r1") as first, store.claims("r1") as second:
            assert first.take(ids[:3]) == set(ids[:3])
            assert second.take(ids) == set(ids[3:])
            first.drop(ids[:1])
            assert second.take(ids[:3]) == set(ids[:1])
            with store.claims("r2") as other, elsewhere.claims("r1") as far:
                assert other.take(ids) == far.take(ids) == set(ids)
        with store.claims("r1") as third:
            assert third.take(ids) == set(ids)


def test_who_waits_goes_on_when_the_other_lets_go(postgres: Server):
    one = document(1)
    with (
        open_store(postgres.new()) as store,
        store.claims("r1") as first,
        store.claims("r1") as second,
        ThreadPoolExecutor(1) as threads,
    ):
        first.take([one.id])
        waiting = threads.submit(second.wait, one.id)
        store.write(documents=[one], readings=[reading(one)])
        assert not waiting.done()
        first.drop([one.id])
        waiting.result(_PATIENCE)
        assert second.take([one.id]) == {one.id}


def test_a_document_that_another_run_has_in_hand_is_waited_for(postgres: Server, tmp_path: Path):
    (path,) = write_articles(tmp_path / "news", 1)
    kit = load_kit()
    with open_store(postgres.new()) as store:
        run.read([path], store=store, kit=kit)
        (one,) = store.documents()
        (body,) = [each.body for each in store.all_readings()]
    with open_store(postgres.new()) as store, ThreadPoolExecutor(1) as threads:
        with store.claims(recipe()) as other:
            other.take([one.id])
            reads = threads.submit(run.read, [path], store=store, kit=kit)
            store.write(documents=[one])
            store.write(readings=[StoredReading(document_id=one.id, recipe=recipe(), body=body)])
        summary = reads.result(_PATIENCE)
        assert (summary.new, summary.known) == (0, 1)
