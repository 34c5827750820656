"""The last record, the log of what changed, and judgements of an older store."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

from khabar.schema.judgement import Judgement, Spot
from khabar.schema.record import Record, Revision
from khabar.store.base import Kept
from khabar.store.opening import open_store

KEPT = Kept(readings={"d1": "x"}, judged=(), record=Record())
CHANGE = Revision(what="k_1", before="a", after="b", because=("d1",), day="2018-04-20")


def test_a_record_is_kept_with_what_changed_in_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        assert store.kept() is None
        assert store.keep(KEPT, [CHANGE], after=None)
    with open_store(tmp_path / "s.db") as store:
        assert store.kept() == KEPT
        assert list(store.revisions()) == [CHANGE]
        assert list(store.revisions("2018-04-21")) == []


def test_who_comes_second_with_the_same_change_does_not_tell_it_again(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        later = replace(KEPT, readings={"d1": "x", "d2": "y"})
        assert store.keep(KEPT, [], after=None)
        assert store.keep(later, [CHANGE], after=KEPT.basis)
        assert not store.keep(later, [CHANGE], after=KEPT.basis)
        assert list(store.revisions()) == [CHANGE]


def test_a_record_that_this_khabar_cannot_read_is_as_none(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db") as store:
        store.keep(KEPT, [], after=None)
    with sqlite3.connect(tmp_path / "s.db") as raw:
        raw.execute("UPDATE records SET body = ?", (b"x\x9c\x03\x00\x00\x00\x00\x01",))
    raw.close()
    with open_store(tmp_path / "s.db") as store:
        assert store.kept() is None


def test_a_judgement_can_be_taken_back_once(tmp_path: Path) -> None:
    judged = Judgement(a=Spot(doc="d", start=0, end=1), holds=False, by="me", day="2026-01-01")
    with open_store(tmp_path / "s.db") as store:
        store.judge(judged)
        assert store.withdraw(judged.id)
        assert not store.withdraw(judged.id)
        assert not list(store.judgements())


def test_the_judgements_of_an_older_store_say_what_they_said(tmp_path: Path) -> None:
    spots = [{"start": 0, "end": 3, "doc": d} for d in ("d1", "d2")]
    old = {"a": spots[0], "b": spots[1], "same": False, "by": "a", "day": "2020-01-01", "why": "y"}
    open_store(tmp_path / "s.db").close()
    with sqlite3.connect(tmp_path / "s.db") as raw:
        raw.execute("DROP TABLE records")
        raw.execute("DROP TABLE revisions")
        raw.execute("DROP TABLE shelf")
        raw.execute("UPDATE khabar_revision SET version_num = 'r0002'")
        raw.execute("INSERT INTO judgements VALUES ('0', ?)", (json.dumps(old).encode(),))
    raw.close()
    with open_store(tmp_path / "s.db") as store:
        (kept,) = store.judgements()
        assert store.kept() is None
    assert (kept.holds, kept.why, kept.b) == (False, "y", Spot(doc="d2", start=0, end=3))
