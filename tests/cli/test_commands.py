"""What each command prints and how it exits."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.running import khabar
from khabar.cli.app import app
from khabar.pipeline.kit import recipe
from khabar.store.opening import open_store
from store.builders import article, document, row, write_articles

WITHOUT_STORE = frozenset(("token", "eval"))
COMMANDS = [command.name for command in app.registered_commands if command.name]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_ends_with_an_example(command: str):
    ran = khabar(command, "--help")
    assert ran.code == 0
    assert f"Example: khabar {command}" in " ".join(ran.out.split("Options:")[0].split())
    assert ("--store" in ran.out) != (command in WITHOUT_STORE)


def test_readings_come_in_the_order_of_input_new_or_known(folder: Path):
    write_articles(folder / "news", 6)
    khabar("read", "news/0003.txt")
    ran = khabar("read", "news/0004.txt", "news/0003.txt", "news", "--format", "jsonl")
    assert ran.code == 0
    order = [4, 3, 0, 1, 2, 5]
    assert [each["text"] for each in ran.readings()] == [article(number) for number in order]
    assert "6 documents: 5 read now, 1 known before" in ran.err


def test_a_second_read_prints_the_same_and_reads_nothing(folder: Path):
    write_articles(folder / "news", 3)
    first, second = (khabar("read", "news", "--format", "jsonl") for _ in range(2))
    assert first.out == second.out
    assert "0 read now, 3 known before" in second.err


def test_workers_change_nothing_but_the_time(folder: Path):
    write_articles(folder / "news", 6)
    alone = khabar("read", "news", "--format", "jsonl", "--store", "a.db")
    command = "read news --format jsonl --store b.db --workers 2".split()
    crowd = subprocess.run(
        [sys.executable, "-m", "khabar", *command], capture_output=True, text=True
    )
    assert crowd.returncode == 0, crowd.stderr
    assert crowd.stdout == alone.out


def test_standard_input_is_read_and_a_retry_needs_no_file():
    data = f'{row(1)}\n{{"text": 7}}\n'.encode()
    command = [sys.executable, "-m", "khabar", "read", "-", "--format", "jsonl"]
    ran = subprocess.run(command, input=data, capture_output=True)
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["document"]["source_id"] == "row-1"
    again = khabar("aside", "--retry")
    assert again.code == 1
    assert "-#2" in again.err


def test_the_table_shows_outlet_date_and_title(folder: Path):
    (folder / "a.jsonl").write_text(
        row(1, title="زيارة [bold]مهمة", outlet="وكالة الأنباء", published="2020-01-02"),
        encoding="utf-8",
    )
    ran = khabar("read", "a.jsonl")
    assert ran.code == 0
    for shown in ("زيارة [bold]مهمة", "وكالة الأنباء", "2020-01-02", "actors", "statements"):
        assert shown in ran.out


@pytest.mark.parametrize("name", ["id", "row-1", "a.jsonl"])
def test_a_document_is_shown_by_id_own_id_or_file(folder: Path, name: str):
    (folder / "a.jsonl").write_text(row(1), encoding="utf-8")
    (reading,) = khabar("read", "a.jsonl", "--format", "jsonl").readings()
    facts = reading["document"]
    assert isinstance(facts, dict)
    ran = khabar("show", str(facts["id"])[:9] if name == "id" else name)
    assert ran.code == 0
    assert article(1).splitlines()[0] in ran.out
    assert "statements" in ran.out


def test_a_file_that_was_not_read_is_shown_and_not_stored(folder: Path):
    write_articles(folder, 1)
    ran = khabar("show", "0000.txt")
    assert ran.code == 0
    assert article(0).splitlines()[0] in ran.out
    assert not (folder / "khabar.db").exists()
    khabar("read", "0000.txt", "--store", "other.db")
    assert khabar("show", "0000.txt", "--store", "other.db").out == ran.out


def test_arabic_lines_are_isolated_unless_plain(folder: Path):
    write_articles(folder, 1)
    line = article(0).splitlines()[0]
    assert f"\u2067{line}\u2069" in khabar("show", "0000.txt").out
    assert "\u2067" not in khabar("show", "0000.txt", "--plain").out


def test_a_hostile_text_commands_no_terminal(folder: Path):
    hostile = article(1).replace("المقبلة", "\x1b[2J\x9b31m\u202e[red]المقبلة[/red]\x07")
    (folder / "a.txt").write_text(hostile, encoding="utf-8", newline="")
    for ran in (khabar("show", "a.txt"), khabar("read", "a.txt"), khabar("aside")):
        assert not set("\x1b\x9b\x07\u202e") & set(ran.out + ran.err)
    assert "[red]المقبلة[/red]" in khabar("show", "a.txt").out


def test_a_name_of_nothing_is_wrong_use(folder: Path):
    write_articles(folder, 2)
    khabar("read", "0000.txt", "0001.txt")
    for name in ("ffffffffffff", ""):
        ran = khabar("show", name)
        assert ran.code == 2
        assert "Give a path" in ran.err


def test_a_name_of_several_is_wrong_use(folder: Path):
    (folder / "a.jsonl").write_text(f"{row(1)}\n{row(2)}", encoding="utf-8")
    assert "holds several articles" in khabar("show", "a.jsonl").err
    khabar("read", "a.jsonl")
    (folder / "a.jsonl").unlink()
    ran = khabar("show", "a.jsonl")
    assert ran.code == 2
    assert "2 documents are meant" in ran.err


def test_an_export_holds_every_reading_by_id(folder: Path):
    write_articles(folder / "news", 5)
    printed = khabar("read", "news", "--format", "jsonl").out.splitlines()
    assert khabar("export", "-o", "out.jsonl").code == 0
    exported = (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
    ids = sorted(document(number).id for number in range(5))
    assert sorted(exported) == sorted(printed)
    assert [json.loads(line)["document"]["id"] for line in exported] == ids
    assert khabar("export").out.splitlines() == exported


def test_an_export_that_fails_leaves_the_old_file(folder: Path):
    write_articles(folder / "news", 2)
    khabar("read", "news")
    (folder / "out.jsonl").write_text("old")
    with open_store("khabar.db") as store, store._writing() as connection:
        connection.exec_driver_sql("UPDATE readings SET body = x'00'")
    ran = khabar("export", "-o", "out.jsonl")
    assert ran.code == 2
    assert (folder / "out.jsonl").read_text() == "old"
    assert sorted(each.name for each in folder.iterdir() if "out" in each.name) == ["out.jsonl"]


def test_an_export_has_the_rights_of_any_new_file(folder: Path):
    write_articles(folder / "news", 1)
    khabar("read", "news")
    khabar("export", "-o", "out.jsonl")
    (folder / "plain").touch()
    rights = [stat.S_IMODE((folder / name).stat().st_mode) for name in ("out.jsonl", "plain")]
    assert rights[0] == rights[1]


def test_an_export_to_nowhere_is_wrong_use(folder: Path):
    write_articles(folder / "news", 1)
    khabar("read", "news")
    ran = khabar("export", "-o", "no/such/folder.jsonl")
    assert ran.code == 2
    assert "no/such/folder.jsonl" in ran.err


@pytest.mark.parametrize("command", [["export"], ["aside"], ["show", "abc"]])
def test_looking_into_no_store_makes_none(folder: Path, command: list[str]):
    ran = khabar(*command)
    assert ran.code == 2
    assert "there is no store yet" in ran.err
    assert not (folder / "khabar.db").exists()


def test_nothing_set_aside_is_said(folder: Path):
    write_articles(folder / "news", 1)
    khabar("read", "news")
    assert "Nothing is set aside" in khabar("aside").err


def test_check_finds_a_new_installation_sound():
    ran = khabar("check")
    assert ran.code == 0
    assert recipe() in ran.out
    assert "broken" not in ran.out


def test_check_counts_what_a_store_holds(folder: Path):
    write_articles(folder / "news", 3)
    (folder / "news" / "empty.txt").touch()
    khabar("read", "news")
    ran = khabar("check")
    assert ran.code == 0
    assert "3 documents, 3 readings, 1 set aside" in ran.out


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE documents SET body = x'00'",
        "UPDATE readings SET body = x'789c030000000001'",
        "DELETE FROM documents",
    ],
)
def test_check_finds_damage_and_says_what_to_do(folder: Path, damage: str):
    write_articles(folder / "news", 2)
    khabar("read", "news")
    with open_store("khabar.db") as store, store._writing() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        if not damage.startswith("DELETE"):
            connection.exec_driver_sql(damage)
    if damage.startswith("DELETE"):
        _delete_documents(folder / "khabar.db")
    ran = khabar("check")
    assert ran.code == 2
    assert "broken" in ran.out
    assert "again into a new" in ran.out


def _delete_documents(path: Path) -> None:
    import sqlite3

    raw = sqlite3.connect(path)
    with raw:
        raw.execute("DELETE FROM documents")
    raw.close()


def test_the_store_can_be_named_by_option_and_by_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    write_articles(folder / "news", 1)
    khabar("read", "news", "--store", "a.db")
    monkeypatch.setenv("KHABAR_STORE", "b.db")
    khabar("read", "news")
    assert {each.name for each in folder.glob("*.db")} == {"a.db", "b.db"}


def test_an_interrupt_says_that_it_can_go_on(folder: Path):
    write_articles(folder / "news", 400)
    for workers in ("1", "2"):
        ran = _interrupted("read", "news", "--store", f"{workers}.db", "--workers", workers)
        assert ran.returncode == 130
        assert "run the same command again" in ran.stderr
        assert "Traceback" not in ran.stderr


def _interrupted(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run until something is stored, then press Ctrl-C, which reaches the whole group."""
    store = Path(arguments[3])
    process = subprocess.Popen(
        [sys.executable, "-m", "khabar", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not _has_readings(store) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def _has_readings(path: Path) -> bool:
    if not path.exists():
        return False
    with open_store(path) as store:
        return next(store.all_readings(), None) is not None
