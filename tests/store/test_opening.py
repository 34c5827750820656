"""Opening what may or may not be a store."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from khabar.errors import StoreError
from khabar.store import migrating, sqlite
from khabar.store.opening import open_store
from khabar.store.tables import REVISION_TABLE
from store.builders import document, reading


def test_a_store_opened_again_holds_what_it_held(tmp_path: Path):
    one = document(1)
    with open_store(tmp_path / "a.db") as store:
        store.write(documents=[one], readings=[reading(one)])
    with open_store(tmp_path / "a.db", create=False) as store:
        assert list(store.documents()) == [one]


def test_many_may_make_the_same_store_at_once(tmp_path: Path):
    def make(number: int) -> None:
        with open_store(tmp_path / "a.db") as store:
            store.write(documents=[document(number)])

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(make, range(16)))
    with open_store(tmp_path / "a.db") as store:
        assert len(list(store.documents())) == 16


def test_a_migration_that_fails_leaves_no_half_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        upgrade = migrating.command.upgrade
        broken.setattr(migrating.command, "upgrade", lambda *a: (upgrade(*a), fail()))
        with pytest.raises(RuntimeError, match="power cut"):
            open_store(tmp_path / "a.db")
    with sqlite3.connect(tmp_path / "a.db") as raw:
        assert raw.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    raw.close()
    open_store(tmp_path / "a.db").close()


def _refusal(path: Path, **options: bool) -> str:
    with pytest.raises(StoreError) as refused:
        open_store(path, **options)
    return str(refused.value)


def test_a_store_that_is_not_there_is_not_made_by_looking(tmp_path: Path):
    assert "there is no store yet" in _refusal(tmp_path / "a.db", create=False)
    assert not (tmp_path / "a.db").exists()


def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path):
    (tmp_path / "a.txt").write_text("هذا نص لا قاعدة بيانات\n" * 40, encoding="utf-8")
    before = (tmp_path / "a.txt").read_bytes()
    assert "not a khabar store" in _refusal(tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path):
    with sqlite3.connect(tmp_path / "a.db") as raw:
        raw.execute("CREATE TABLE bookmarks (url)")
    raw.close()
    before = (tmp_path / "a.db").read_bytes()
    assert "another program" in _refusal(tmp_path / "a.db")
    assert (tmp_path / "a.db").read_bytes() == before


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path):
    open_store(tmp_path / "a.db").close()
    with sqlite3.connect(tmp_path / "a.db") as raw:
        raw.execute(f"UPDATE {REVISION_TABLE} SET version_num = 'r9999'")
    raw.close()
    assert "newer khabar" in _refusal(tmp_path / "a.db")


def test_a_folder_is_no_store(tmp_path: Path):
    assert "this is a folder" in _refusal(tmp_path)


def test_a_store_in_a_folder_that_does_not_exist_is_refused(tmp_path: Path):
    assert "folder does not exist" in _refusal(tmp_path / "no" / "a.db")


def test_a_store_below_a_file_is_refused(tmp_path: Path):
    (tmp_path / "file").touch()
    assert "folder does not exist" in _refusal(tmp_path / "file" / "a.db")


def test_a_store_on_a_device_is_refused():
    assert "/dev/full" in _refusal(Path("/dev/full"))


def test_a_name_with_odd_characters_is_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for name in (":memory:", "a?b=1#50%.db", "خبر.db"):
        open_store(name).close()
        assert (tmp_path / name).is_file()


def test_a_full_disk_says_what_is_kept_and_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # A page limit makes SQLite report a full disk (SQLITE_FULL) without filling one.
    open_store(tmp_path / "a.db").close()
    monkeypatch.setattr(sqlite, "PRAGMAS", (*sqlite.PRAGMAS, "PRAGMA max_page_count=16"))
    with open_store(tmp_path / "a.db") as store:
        store.write(documents=[document(1)])
        with pytest.raises(StoreError, match="disk is full; everything committed before is kept"):
            store.write(documents=[document(number) for number in range(2, 300)])
        assert list(store.documents()) == [document(1)]
        assert store.faults() == ()


def test_a_store_that_another_holds_is_waited_for_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sqlite, "PATIENCE", 0.2)
    with open_store(tmp_path / "a.db") as store:
        other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process keeps it locked"):
            store.write(documents=[document(1)])
        other.execute("ROLLBACK")
        other.close()
        store.write(documents=[document(1)])


def test_a_store_that_may_not_be_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    # The tests may run as root, who may write anywhere: SQLite itself refuses instead.
    open_store(tmp_path / "a.db").close()
    monkeypatch.setattr(sqlite, "PRAGMAS", (*sqlite.PRAGMAS, "PRAGMA query_only=ON"))
    with (
        open_store(tmp_path / "a.db") as store,
        pytest.raises(StoreError, match="it cannot be written"),
    ):
        store.write(documents=[document(1)])


def test_a_damaged_row_is_named_and_not_a_traceback(tmp_path: Path):
    one = document(1)
    with open_store(tmp_path / "a.db") as store:
        store.write(documents=[one])
        with sqlite3.connect(tmp_path / "a.db") as raw:
            raw.execute("UPDATE documents SET body = x'00'")
        raw.close()
        with pytest.raises(StoreError, match="damaged"):
            store.document(one.id)


def test_a_store_that_another_begins_just_now_is_waited_for(tmp_path: Path):
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.3, other.execute, ["ROLLBACK"])
    release.start()
    open_store(tmp_path / "a.db").close()
    release.join()
    other.close()
