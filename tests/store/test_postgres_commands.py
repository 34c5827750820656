"""Every command that takes --store takes the address of a database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import khabar
from khabar.serve.jobs_kept import folder_beside
from khabar.store.codec import reading_of
from khabar.store.content import content_hash
from khabar.store.opening import beside, open_store, shown
from serve.sample_desk import SAMPLES, sample_store
from store.builders import write_articles
from store.postgres_server import Server


def _fill(place: str) -> None:
    with open_store(sample_store()) as held, open_store(place) as store:
        store.write(documents=tuple(held.documents()), readings=tuple(held.all_readings()))


@pytest.fixture(scope="module")
def address(postgres: Server) -> str:
    """A store of the samples."""
    address = postgres.new()
    _fill(address)
    return address


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("KHABAR_STORE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_is_read_is_shown_and_not_read_again(postgres: Server, folder: Path):
    address = postgres.new()
    (path,) = write_articles(folder / "news", 1)
    first = khabar("read", path, "--store", address, "--format", "jsonl")
    again = khabar("read", path, "--store", address, "--format", "jsonl")
    assert first.code == again.code == 0
    assert first.out == again.out
    id_ = str(first.readings()[0]["document"]["id"])  # type: ignore[index]
    for name in (id_[:12], path):
        ran = khabar("show", name, "--store", address)
        assert (ran.code, bool(ran.out)) == (0, True)
    ran = khabar("check", "--store", address)
    assert ran.code == 0
    assert f"{shown(address)}: 1 documents, 1 readings, 0 set aside" in ran.out.replace("\n", "")


COMMANDS = (
    ("record",), ("record", "--as-of", "2018-01-01"), ("revisions",), ("judgements",), ("aside",),
    ("gaps",), ("versions",), ("series", "حفتر"), ("check",), ("export", "--format", "reading"),
    ("export", "--format", "record"), ("export", "--format", "plover"), ("judgements",),
)  # fmt: skip


def test_a_command_says_what_it_says_of_a_file(postgres: Server):
    address = postgres.new()
    for place in ("samples.db", address):
        _fill(place)
    for command in COMMANDS:
        plain, ran = (khabar(*command, "--store", each) for each in ("samples.db", address))
        assert (plain.code, ran.code) == (0, 0), command
        assert ran.out.replace(shown(address), "samples.db") == plain.out, command
        assert "of%40ours" not in ran.out + ran.err


def test_a_dossier_is_written(address: str, folder: Path):
    assert khabar("dossier", "-o", "out", "--no-open", "--store", address).code == 0
    assert (folder / "out" / "index.html").is_file()


def test_a_judgement_is_kept_and_taken_back(address: str):
    with open_store(address) as store:
        stored = next(r for r in store.all_readings() if reading_of(r.body, "").events)
    event = reading_of(stored.body, "").events[0]
    place = f"{stored.document_id[:12]}:{event.start}-{event.end}"
    ran = khabar("judge", "event", place, "--wrong", "--by", "me", "--store", address)
    assert ran.code == 0, ran.err
    with open_store(address) as store:
        (judged,) = store.judgements()
    assert judged.id in khabar("judgements", "--store", address).out
    assert khabar("judgements", "--withdraw", judged.id, "--store", address).code == 0
    with open_store(address) as store:
        assert not list(store.judgements())


def test_a_store_is_rebuilt_in_a_database_and_shared_from_it(address: str, postgres: Server):
    target = postgres.new()
    assert khabar("export", "--format", "bundle", "-o", "b.zip", "--store", address).code == 0
    again = [khabar("import", "b.zip", "--store", target) for _ in range(2)]
    assert [ran.code for ran in again] == [0, 2]
    assert "is there already" in again[1].err
    assert shown(target) in again[0].err
    shared = khabar("share", "open.db", "--store", target)
    assert shared.code == 0
    assert not [ran for ran in (*again, shared) if "of%40ours" in ran.out + ran.err]
    with open_store(address) as one, open_store(target) as other:
        assert content_hash(one) == content_hash(other)


def test_what_is_set_aside_is_listed_and_tried_again(postgres: Server, folder: Path):
    address = postgres.new()
    (folder / "broken.jsonl").write_text('{"text": \n', encoding="utf-8")
    assert khabar("read", "broken.jsonl", "--store", address).code == 1
    assert "broken.jsonl" in khabar("aside", "--store", address).out
    (folder / "broken.jsonl").write_text(
        json.dumps({"text": "وصل الرئيس إلى القاهرة يوم الاثنين."}), encoding="utf-8"
    )
    assert khabar("aside", "--retry", "--store", address).code == 0
    assert "broken.jsonl" not in khabar("aside", "--store", address).out


def test_the_environment_may_name_the_database(address: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KHABAR_STORE", address)
    assert khabar("record").code == 0


def test_a_mistake_is_one_sentence_and_tells_no_password(postgres: Server):
    for command in (("record",), ("read", str(SAMPLES)), ("show", "x"), ("serve", "--no-open")):
        for wrong in (
            postgres.address("not_there"), postgres.address("postgres", "a-wrong-secret"),
            "postgresql://me:secret@127.0.0.1:1/db", "postgresql://me:secret@host:x/db",
        ):  # fmt: skip
            ran = khabar(*command, "--store", wrong)
            assert ran.code == 2, (command, ran.out)
            assert "secret" not in ran.out + ran.err
            assert len(ran.err.splitlines()) < 4


def test_what_lies_beside_a_database_lies_in_the_folder_of_work(address: str, folder: Path):
    assert folder_beside(shown(address)) == Path(f"{beside(address)}.jobs")
    assert (folder / folder_beside(address)).parent == folder
