"""A copy of a store: whole, also while somebody writes."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from cli.running import khabar
from khabar.store.content import content_hash
from khabar.store.opening import open_store
from store.builders import document, reading


@pytest.fixture
def store(tmp_path: Path) -> Path:
    where = tmp_path / "s.db"
    with open_store(where) as opened:
        many = [document(n) for n in range(50)]
        opened.write(documents=many, readings=[reading(each) for each in many])
    return where


def _hash(where: Path) -> str:
    with open_store(where, create=False) as opened:
        return content_hash(opened)


def test_a_backup_is_the_same_store(store: Path, tmp_path: Path):
    ran = khabar("backup", tmp_path / "b.db", "--store", store)
    assert ran.code == 0, ran.err
    assert _hash(tmp_path / "b.db") == _hash(store)
    assert khabar("check", "--store", tmp_path / "b.db").code == 0
    assert list(tmp_path.glob(".b.db*")) == []


def test_a_newer_backup_takes_the_place_of_an_older(store: Path, tmp_path: Path):
    khabar("backup", tmp_path / "b.db", "--store", store)
    with open_store(store) as opened:
        opened.write(documents=[document(77)])
    assert khabar("backup", tmp_path / "b.db", "--store", store).code == 0
    assert _hash(tmp_path / "b.db") == _hash(store)


def test_a_batch_of_a_process_that_writes_is_in_it_whole_or_not_at_all(store: Path, tmp_path: Path):
    ended = threading.Event()

    def write() -> None:
        with open_store(store) as opened:
            number = 100
            while not ended.is_set():
                batch = [document(number + n) for n in range(10)]
                opened.write(documents=batch, readings=[reading(each) for each in batch])
                number += 10

    writing = threading.Thread(target=write)
    writing.start()
    try:
        counts = []
        for n in range(8):
            ran = khabar("backup", tmp_path / f"{n}.db", "--store", store)
            assert ran.code == 0, ran.err
            with open_store(tmp_path / f"{n}.db") as copy:
                counts.append((len(list(copy.documents())), len(list(copy.all_readings()))))
                assert copy.faults() == ()
    finally:
        ended.set()
        writing.join()
    assert all(documents == readings for documents, readings in counts)
    assert all((documents - 50) % 10 == 0 for documents, _ in counts)
    assert counts[-1][0] > counts[0][0]


def test_what_is_open_and_not_committed_is_not_in_it(store: Path, tmp_path: Path):
    with sqlite3.connect(store, isolation_level=None) as writing:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("DELETE FROM readings")
        assert khabar("backup", tmp_path / "b.db", "--store", store).code == 0
        writing.execute("ROLLBACK")
    writing.close()
    assert _hash(tmp_path / "b.db") == _hash(store)


@pytest.mark.parametrize("target", [".", "s.db", "none/b.db", "other.txt"])
def test_a_place_that_is_none_is_one_sentence(store: Path, tmp_path: Path, target: str):
    (tmp_path / "other.txt").write_text("mine")
    before = store.read_bytes()
    ran = khabar("backup", tmp_path / target, "--store", store)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert store.read_bytes() == before
    assert (tmp_path / "other.txt").read_text() == "mine"


def test_no_store_is_one_sentence(tmp_path: Path):
    assert khabar("backup", tmp_path / "b.db", "--store", tmp_path / "none.db").code == 2
    assert not (tmp_path / "b.db").exists()


def test_a_database_is_told_how(tmp_path: Path):
    ran = khabar("backup", tmp_path / "b.db", "--store", "postgresql://me:secret@127.0.0.1/x")
    assert ran.code == 2
    assert "pg_dump" in ran.err
    assert "secret" not in ran.err
