"""A desk that grows answers as one that was opened on everything at once."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from khabar.schema.judgement import About, Judgement, Spot
from khabar.schema.record import Record
from khabar.serve import shelving, standing
from khabar.serve.desk import Desk
from khabar.store.base import StoredReading
from khabar.store.opening import open_store
from serve.sample_desk import sample_desk, sample_store

LISTS = (
    "documents", "actors", "events", "statements", "disputes", "expectations", "relations",
    "sources", "copies",
)  # fmt: skip


def _readings() -> list[StoredReading]:
    return list(sample_desk().store.all_readings())


def _put(desk: Desk, readings: Sequence[StoredReading]) -> None:
    known = {d.id: d for d in sample_desk().store.documents()}
    documents = [known[r.document_id] for r in readings]
    desk.store.write(documents=documents, readings=readings)
    desk.refresh()


def _answers(desk: Desk) -> dict[str, object]:
    told: dict[str, object] = {name: getattr(desk, name)(limit=500).rows for name in LISTS}
    more = (desk.counts(), desk.timeline(), desk.ties(), desk.places(), desk.doubtful(500))
    return told | {"more": more}


def _empty(folder: Path) -> Desk:
    open_store(folder / "grows.db").close()
    return Desk.open(folder / "grows.db")


def test_a_desk_to_which_articles_are_added_is_the_one_opened_on_all(tmp_path: Path) -> None:
    readings = _readings()
    with _empty(tmp_path) as desk:
        turns = iter(readings[1::2] + readings[::2])
        while some := list(islice(turns, max(1, len(readings) // 3))):
            _put(desk, some)
        assert _answers(desk) == _answers(sample_desk())


def test_a_judgement_on_a_desk_that_stands_is_as_one_known_from_the_start(tmp_path: Path) -> None:
    told = next(e for e in sample_desk().events().rows if e.documents == 1)
    at = sample_desk().reports(told.id)[0].at
    wrong = Judgement(
        a=Spot(doc=at.document, start=at.start, end=at.end), about=About.EVENT, holds=False,
        by="me", day="2026-01-01",
    )  # fmt: skip
    with _empty(tmp_path) as desk:
        _put(desk, _readings())
        before = _answers(desk)
        desk.judge(wrong)
        desk.refresh()
        shutil.copy(sample_store(), tmp_path / "fresh.db")
        with Desk.open(tmp_path / "fresh.db") as other:
            other.judge(wrong)
            other.refresh()
            assert _answers(desk) == _answers(other) != before
        desk.withdraw(wrong.id)
        desk.refresh()
        assert _answers(desk) == before


def test_a_reading_by_another_recipe_takes_the_place_of_the_old(tmp_path: Path) -> None:
    readings = _readings()
    with _empty(tmp_path) as desk:
        _put(desk, [replace(r, recipe="old") for r in readings[:2]])
        _put(desk, readings)
        assert _answers(desk) == _answers(sample_desk())


def test_where_only_the_tables_are_of_another_form_nothing_is_assembled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(sample_store(), tmp_path / "known.db")
    monkeypatch.setattr(shelving, "_FORM", "another")

    def never(*_: object) -> Record:
        raise AssertionError("assembled")

    monkeypatch.setattr(standing.Standing, "brought_up", never)
    with Desk.open(tmp_path / "known.db") as desk:
        assert _answers(desk) == _answers(sample_desk())


def test_what_was_broken_off_is_built_anew(tmp_path: Path) -> None:
    readings = _readings()

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with _empty(tmp_path) as desk:
        _put(desk, readings[:3])
        known = {d.id: d for d in sample_desk().store.documents()}
        desk.store.write(
            documents=[known[r.document_id] for r in readings[3:]], readings=readings[3:]
        )
        with pytest.raises(KeyboardInterrupt):
            desk.refresh(broken)
        desk.refresh()
        assert _answers(desk) == _answers(sample_desk())
