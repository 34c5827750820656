"""What people feed to a command: never a traceback, nothing good lost, always what to do."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cli.running import khabar
from khabar.pipeline import run as running
from khabar.store import sqlite
from khabar.store.content import content_hash
from khabar.store.opening import open_store
from store.builders import article, row, write_articles

PERSIAN = "وزیر امور خارجه ایران روز دوشنبه وارد تهران شد و گفت که گفت‌وگوها خوب بود. " * 5
ENGLISH = "The minister arrived in the capital on Monday and said that the talks were good. " * 5
BAD_FILES = {
    "empty": (b"", "it is empty"),
    "spaces": (b" \n\t\n", "no words"),
    "binary": (bytes(range(256)) * 40, "binary"),
    "truncated UTF-8": (article(1).encode()[:-30][:101], None),
    "NUL": (article(1).encode().replace(b" ", b"\0", 3), None),
    "Persian": (PERSIAN.encode(), "not in Arabic"),
    "English": (ENGLISH.encode(), "not in Arabic"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_set_aside_and_the_good_one_is_read(folder: Path, kind: str):
    data, reason = BAD_FILES[kind]
    good = folder / "good.txt"
    good.write_text(article(9), encoding="utf-8")
    (folder / "bad.txt").write_bytes(data)
    ran = khabar("read", "bad.txt", "good.txt", "--format", "jsonl")
    texts = [each["text"] for each in ran.readings()]
    assert texts[-1] == article(9)
    if kind == "truncated UTF-8" and ran.code == 0:
        return
    assert ran.code == 1
    assert len(texts) == 1
    assert "bad.txt: " in ran.err
    assert reason is None or reason in ran.err
    assert "Traceback" not in ran.err
    listed = khabar("aside")
    assert listed.code == 0
    assert "bad.txt" in listed.out


def test_a_folder_without_articles_is_wrong_use(folder: Path):
    (folder / "news").mkdir()
    (folder / "news" / "photo.jpg").write_bytes(b"\xff\xd8")
    ran = khabar("read", "news")
    assert ran.code == 2
    assert "no articles found" in ran.err
    assert not (folder / "khabar.db").exists()


def test_a_line_of_fifty_megabytes_is_set_aside_and_the_next_row_is_read(folder: Path):
    with (folder / "a.jsonl").open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(50):
            file.write("نص طويل ".encode() * 66_000)
        file.write(b'"}\n' + row(1).encode() + b"\n")
    ran = khabar("read", "a.jsonl", "--format", "jsonl")
    assert ran.code == 1
    assert [each["text"] for each in ran.readings()] == [article(1)]
    assert "a.jsonl#1" in ran.err
    assert "larger than" in ran.err


def test_three_broken_rows_are_named_and_the_good_ones_read(folder: Path):
    rows = [row(1), "{broken", row(2), '{"text": 5}', row(3), '["a list"]', row(4)]
    (folder / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    ran = khabar("read", "a.jsonl", "--format", "jsonl")
    assert ran.code == 1
    assert [each["text"] for each in ran.readings()] == [article(n) for n in (1, 2, 3, 4)]
    for number in (2, 4, 6):
        assert f"a.jsonl#{number}:" in ran.err


def test_two_rows_with_one_id_are_told_apart(folder: Path):
    rows = [row(1), json.dumps({"id": "row-1", "text": article(2)})]
    (folder / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    ran = khabar("read", "a.jsonl", "--format", "jsonl")
    assert ran.code == 1
    assert [each["text"] for each in ran.readings()] == [article(1)]
    assert "id of row 1 but another text" in ran.err


def test_a_path_that_does_not_exist_is_wrong_use():
    ran = khabar("read", "no-such-file.txt")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "no-such-file.txt" in ran.err


def test_a_store_of_a_newer_version_is_left_alone(folder: Path):
    open_store(folder / "khabar.db").close()
    with sqlite3.connect(folder / "khabar.db") as raw:
        raw.execute("UPDATE khabar_revision SET version_num = 'r9999'")
    raw.close()
    write_articles(folder / "news", 1)
    for command in (["read", "news"], ["export"], ["aside"], ["show", "abc"], ["check"]):
        ran = khabar(*command)
        assert ran.code == 2
        assert "newer khabar" in ran.err + ran.out


def test_a_store_where_nothing_can_be_written_says_what_to_do(folder: Path):
    # A file stands where the folder should be: that holds for root as well.
    write_articles(folder / "news", 1)
    (folder / "locked").touch()
    ran = khabar("read", "news", "--store", "locked/khabar.db")
    assert ran.code == 2
    assert "locked/khabar.db" in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_the_right_to_write_says_what_to_do(folder: Path):
    write_articles(folder / "news", 1)
    (folder / "locked").mkdir(mode=0o500)
    ran = khabar("read", "news", "--store", "locked/khabar.db")
    assert ran.code == 2
    assert "--store" in ran.err


def test_a_disk_that_fills_up_loses_nothing_and_the_run_goes_on_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    write_articles(folder / "news", 200)
    monkeypatch.setattr(running, "_ACQUIRED_AT_ONCE", 10)
    with monkeypatch.context() as full:
        full.setattr(sqlite, "PRAGMAS", (*sqlite.PRAGMAS, "PRAGMA max_page_count=60"))
        ran = khabar("read", "news")
    assert ran.code == 2
    assert "the disk is full; everything committed before is kept" in ran.err
    assert "run the same command again" in ran.err
    with open_store("khabar.db") as store:
        kept = len(list(store.all_readings()))
    assert 0 < kept < 200
    again = khabar("read", "news")
    assert again.code == 0
    assert f"{200 - kept} read now, {kept} known before" in again.err


def test_standard_output_on_a_full_disk_is_one_sentence(folder: Path):
    write_articles(folder / "news", 1)
    for tail in ("read news --format jsonl", "read news", "export", "export -o /dev/full"):
        ran = subprocess.run(
            f"{sys.executable} -m khabar {tail} > /dev/full",
            shell=True,
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 2, tail
        assert "No space left" in ran.stderr
        assert "Traceback" not in ran.stderr


def test_two_processes_read_into_one_store_at_once(folder: Path):
    write_articles(folder / "news", 60)

    def read(_: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "khabar", "read", "news", "--format", "jsonl"]
        return subprocess.run(command, capture_output=True, text=True)

    with ThreadPoolExecutor(2) as threads:
        both = list(threads.map(read, range(2)))
    assert [ran.returncode for ran in both] == [0, 0], both[0].stderr + both[1].stderr
    assert both[0].stdout == both[1].stdout
    assert khabar("read", "news", "--store", "alone.db").code == 0
    with open_store("khabar.db") as shared, open_store("alone.db") as alone:
        assert content_hash(shared) == content_hash(alone)


def test_a_reader_of_our_output_that_stops_is_no_error_of_ours(folder: Path):
    write_articles(folder / "news", 80)
    ran = subprocess.run(
        f"{sys.executable} -m khabar read news --format jsonl | head -c 10",
        shell=True,
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("KHABAR_SECONDS", "soon"), ("KHABAR_MAX_BYTES", "-1")]
)
def test_a_setting_that_makes_no_sense_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
):
    write_articles(folder / "news", 1)
    monkeypatch.setenv(name, value)
    ran = khabar("read", "news")
    assert ran.code == 2
    assert name in ran.err
