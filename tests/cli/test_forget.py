"""Forgetting a document: all of it goes, and nothing else."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from cli.running import khabar
from khabar.pipeline.kit import recipe
from khabar.serve.desk import Desk
from khabar.store.content import content_hash
from khabar.store.opening import open_store
from khabar.store.sqlite import PRAGMAS
from whole_store import SAMPLES, assembled, whole_store

PIECE = 24
LETTERS = re.compile(r"[\u0621-\u064a]{5,}")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return whole_store(tmp_path)


def _victim(store: Path) -> str:
    """The document that people judged."""
    with open_store(store) as opened:
        return next(opened.judgements()).a.doc


def _raw(store: Path) -> bytes:
    """The bytes of the file and of what SQLite keeps beside it."""
    paths = [store, *(Path(f"{store}{ending}") for ending in ("-wal", "-shm", "-journal"))]
    return b"".join(path.read_bytes() for path in paths if path.exists())


def _pieces(store: Path, document: str) -> set[bytes]:
    """Pieces of all that is packed of a document, by which it would be known again."""
    with sqlite3.connect(store) as connection:
        rows = connection.execute(
            "SELECT body FROM documents WHERE id = ?1 UNION ALL "
            "SELECT body FROM readings WHERE document_id = ?1",
            (document,),
        ).fetchall()
    connection.close()
    # A row that is longer than a page goes on elsewhere: small pieces lie whole in one.
    return {body[at : at + PIECE] for (body,) in rows for at in range(64, len(body) - PIECE, PIECE)}


def _words(store: Path, document: str) -> set[bytes]:
    """Words that only this document has."""
    with open_store(store) as opened:
        texts = {each.id: set(LETTERS.findall(each.text)) for each in opened.documents()}
    others = set().union(*(words for id_, words in texts.items() if id_ != document))
    return {word.encode() for word in texts[document] - others}


def test_nothing_of_it_remains_in_the_file(store: Path, monkeypatch: pytest.MonkeyPatch):
    # Some builds of SQLite overwrite what is deleted by themselves; others do not.
    careless = (*PRAGMAS, "PRAGMA secure_delete=OFF")
    monkeypatch.setattr("khabar.store.sqlite.PRAGMAS", careless)
    victim = _victim(store)
    with Desk.open(store) as desk:
        desk.refresh()
    pieces, words = _pieces(store, victim), _words(store, victim)
    before = _raw(store)
    there = {word for word in words if word in before}
    assert there, "the shelf has words as they are"
    assert sum(piece in before for piece in pieces) > 100
    ran = khabar("forget", victim, "--yes", "--store", store)
    assert ran.code == 0, ran.err
    after = _raw(store)
    assert [piece for piece in pieces if piece in after] == []
    assert {word for word in there if word in after} == set()


def test_all_else_stays(store: Path, tmp_path: Path):
    victim = _victim(store)
    khabar("forget", victim, "--yes", "--store", store)
    with open_store(store) as opened:
        assert opened.document(victim) is None
        assert opened.reading(victim, recipe()) is None
        assert list(opened.judgements()) == []
        assert len(list(opened.documents())) == SAMPLES
        assert len(list(opened.asides())) == 1
        left = content_hash(opened)
        record = assembled(opened, "2026-02-02")
    assert victim.encode() in record  # in the log
    khabar("export", "--format", "bundle", "-o", tmp_path / "b.zip", "--store", store)
    khabar("import", tmp_path / "b.zip", "--store", tmp_path / "n.db")
    with open_store(tmp_path / "n.db") as opened:
        assert content_hash(opened) == left
    with Desk.open(store) as desk:
        assert desk.article(victim) is None
        assert desk.counts().documents == SAMPLES - 1  # one was never read


def test_the_log_says_why_the_record_changed_and_quotes_nothing(store: Path):
    victim = _victim(store)
    khabar("forget", victim, "--yes", "--store", store)
    with open_store(store) as opened:
        changes = [each for each in opened.revisions() if victim in each.because]
        record = assembled(opened, "2026-02-02")
    assert [(c.before, c.after) for c in changes if c.what == victim] == [("read", "forgotten")]
    assert len(changes) > 1
    assert all(LETTERS.search(f"{c.what}{c.before}{c.after}") is None for c in changes)
    assert b'"doc":"%s"' % victim.encode() not in record


def test_it_says_first_what_will_go(store: Path):
    victim = _victim(store)
    before = store.read_bytes()
    ran = khabar("forget", victim[:12], "--store", store)
    assert (ran.code, ran.err) == (2, "Nobody is here to be asked. Say --yes to forget it.\n")
    assert "2 readings, 0 set aside" in ran.out
    assert "2 judgements that name it" in ran.out
    assert store.read_bytes() == before


def test_once_more_only_sweeps(store: Path):
    victim = _victim(store)
    khabar("forget", victim, "--yes", "--store", store)
    with open_store(store) as opened:
        once = content_hash(opened)
    ran = khabar("forget", victim[:12], "--yes", "--store", store)
    assert ran.code == 0
    assert "was forgotten before" in ran.err
    with open_store(store) as opened:
        assert content_hash(opened) == once
        assert sum(each.after == "forgotten" for each in opened.revisions()) == 1


def test_while_somebody_looks_it_says_that_remnants_may_be_left(
    store: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("khabar.store.sqlite.PATIENCE", 0.1)
    victim = _victim(store)
    looking = sqlite3.connect(store, isolation_level=None)
    looking.execute("BEGIN")
    looking.execute("SELECT count(*) FROM documents").fetchone()
    ran = khabar("forget", victim, "--yes", "--store", store)
    assert ran.code == 2
    assert "another process" in ran.err
    looking.execute("COMMIT")
    looking.close()
    assert khabar("forget", victim, "--yes", "--store", store).code == 0


@pytest.mark.parametrize("name", ["", "zzz", "0" * 64, "%", "samples"])
def test_an_unknown_document_is_one_sentence(store: Path, name: str):
    ran = khabar("forget", name, "--yes", "--store", store)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "no such document" in ran.err


def test_a_start_that_is_too_short_is_refused(store: Path):
    with open_store(store) as opened:
        starts = [each.id for each in opened.documents()]
    alone = next(s[:n] for n in (1, 2, 3) for s in starts
                 if sum(o.startswith(s[:n]) for o in starts) == 1)  # fmt: skip
    assert "too short" in khabar("forget", alone, "--yes", "--store", store).err


def test_a_row_is_known_by_its_own_id(store: Path):
    with open_store(store) as opened:
        row = next(each for each in opened.documents() if each.source.source_id)
    assert khabar("forget", row.source.source_id or "", "--yes", "--store", store).code == 0
    with open_store(store) as opened:
        assert opened.document(row.id) is None


def test_what_lies_beside_the_store_is_named(store: Path):
    Path(f"{store}.web").touch()
    assert (
        f"{store}.web may still hold it"
        in khabar("forget", _victim(store), "--yes", "--store", store).err
    )
