"""A shelf of which only rows change holds what one that is filled anew does, row by row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from khabar.schema.judgement import About, Judgement, Spot
from khabar.serve import shelving
from khabar.serve.desk import Desk
from khabar.serve.shelving_numbers import by_day, loose
from khabar.store.base import StoredReading
from khabar.store.opening import open_store
from khabar.store.shelf import Shelf
from serve.sample_desk import sample_desk

_NAMES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'shelf_[ab]_[^_]*'"
_SHADOWS = (
    "_data",
    "_idx",
    "_docsize",
    "_config",
)  # FTS5's own: they tell in which order words came


def _rows(where: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a store's shelf by their table."""
    with sqlite3.connect(where) as connection:
        names = [name for (name,) in connection.execute(_NAMES)]
        found = {
            name[len("shelf_a_") :]: connection.execute(f"SELECT * FROM {name}").fetchall()
            for name in names
            if not name.endswith(_SHADOWS)
        }
    connection.close()
    found["facts"] = [row for row in found["facts"] if row[0] != "record made of"]
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def _found(where: Path, words: str) -> list[tuple[object, ...]]:
    """What the words' own index finds."""
    with sqlite3.connect(where) as connection:
        (side,) = connection.execute("SELECT side FROM shelf").fetchone()
        sql = f"SELECT rowid FROM shelf_{side}_documents_words('{words}') ORDER BY 1"
        found = connection.execute(sql).fetchall()
    connection.close()
    return found


def _anew(where: Path, to: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of a shelf that is filled at once from the same store."""
    to.unlink(missing_ok=True)
    with sqlite3.connect(where) as whole, sqlite3.connect(to) as connection:
        whole.backup(connection)
        connection.execute("DELETE FROM shelf")
        connection.execute("DELETE FROM records")
    whole.close()
    connection.close()
    Desk.open(to).close()
    return _rows(to)


class _Steps:
    """A desk to which things happen in a random order."""

    def __init__(self, desk: Desk, where: Path, random: Random) -> None:
        self.desk, self._where, self._random = desk, where, random
        self._readings = list(sample_desk().store.all_readings())
        self._known = {d.id: d for d in sample_desk().store.documents()}
        self._out = list(self._readings)
        self._in: list[StoredReading] = []
        self._judged: list[Judgement] = []

    def add(self) -> None:
        """Some articles come."""
        some = self._random.sample(self._out, min(len(self._out), self._random.choice((1, 4))))
        documents = [self._known[r.document_id] for r in some]
        self.desk.store.write(documents=documents, readings=some)
        self._move(some, self._out, self._in)

    def forget(self) -> None:
        """Some articles go."""
        some = self._random.sample(self._in, min(len(self._in), self._random.choice((1, 2))))
        with sqlite3.connect(self._where) as connection:
            for each in some:
                connection.execute("DELETE FROM readings WHERE document_id = ?", [each.document_id])
                connection.execute("DELETE FROM documents WHERE id = ?", [each.document_id])
        connection.close()
        self._move(some, self._in, self._out)

    def judge(self) -> None:
        """Somebody says that an event was read wrongly, or that two actors are one or two."""
        events = self.desk.events(limit=100).rows
        actors = self.desk.actors(limit=100).rows
        if not events or len(actors) < 2:
            return
        event = self.desk.spot(self._random.choice(events).id)
        a, b = (self.desk.spot(each.id) for each in self._random.sample(actors, 2))
        assert event
        assert a
        assert b
        holds = self._random.random() < 0.5
        spots = [Spot(doc=at.document, start=at.start, end=at.end) for at in (event, a, b)]
        made = self._random.choice((
            Judgement(a=spots[0], about=About.EVENT, holds=False, by="me", day="2026-01-01"),
            Judgement(a=spots[1], b=spots[2], holds=holds, by="me", day="2026-01-02"),
        ))  # fmt: skip
        self.desk.judge(made)
        self._judged.append(made)

    def withdraw(self) -> None:
        """A judgement is taken back."""
        if self._judged:
            self.desk.withdraw(self._judged.pop().id)

    @staticmethod
    def _move(some: list[StoredReading], a: list[StoredReading], b: list[StoredReading]) -> None:
        for each in some:
            a.remove(each)
            b.append(each)


@contextmanager
def _empty(where: Path) -> Iterator[Desk]:
    open_store(where).close()
    with Desk.open(where) as desk:
        yield desk


@pytest.mark.parametrize("seed", range(4))
def test_rows_that_change_are_those_of_a_shelf_filled_anew(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelving, "_SHARE", 1.0)
    where, random = tmp_path / "grows.db", Random(seed)
    with _empty(where) as desk:
        steps = _Steps(desk, where, random)
        turns = [steps.add, steps.add, steps.add, steps.forget, steps.judge, steps.withdraw]
        for turn in range(10):
            (steps.add if turn == 0 else random.choice(turns))()
            desk.refresh()
            rows, anew = _rows(where), _anew(where, tmp_path / "anew.db")
            assert {k: v for k, v in rows.items() if v != anew[k]} == {}
            assert _found(where, "روسيا") == _found(tmp_path / "anew.db", "روسيا")


def test_a_few_articles_more_are_not_laid_out_with_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = tmp_path / "grows.db"
    with _empty(where) as desk:
        known = {d.id: d for d in sample_desk().store.documents()}
        *most, last = sample_desk().store.all_readings()
        documents = [known[r.document_id] for r in most]
        desk.store.write(documents=documents, readings=most)
        desk.refresh()

        def never(*_: object) -> None:
            raise AssertionError("filled anew")

        monkeypatch.setattr(shelving, "_SHARE", 1.0)
        monkeypatch.setattr(Shelf, "filling", never)
        desk.store.write(documents=[known[last.document_id]], readings=[last])
        assert desk.refresh()
        assert desk.counts() == sample_desk().counts()


def test_a_change_that_fails_leaves_the_shelf_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = tmp_path / "grows.db"
    with _empty(where) as desk:
        steps = _Steps(desk, where, Random(1))
        for _ in range(3):
            steps.add()
        desk.refresh()
        before = _rows(where)
        monkeypatch.setattr(shelving, "_SHARE", 1.0)

        def fail(*_: object) -> None:
            raise RuntimeError("in the middle")

        with monkeypatch.context() as broken:
            broken.setattr("khabar.serve.shelving_layout.put_sums", fail)
            steps.add()
            with pytest.raises(RuntimeError, match="in the middle"):
                desk.refresh()
        assert _rows(where) == before
        desk.refresh()
        assert _rows(where) == _anew(where, tmp_path / "anew.db") != before


def test_two_desks_on_one_store_do_not_mix_what_they_lay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelving, "_SHARE", 1.0)
    where = tmp_path / "grows.db"
    with _empty(where) as desk:
        steps = _Steps(desk, where, Random(3))
        for _ in range(4):
            steps.add()
        desk.refresh()
        steps.add()
        whole, meanwhile = Shelf.held, list[bool]()

        def overtaken(shelf: Shelf) -> dict[tuple[str, str], tuple[int, bytes]]:
            found = whole(shelf)
            if not meanwhile:
                meanwhile.append(True)
                Desk.open(where).close()  # the other one is quicker
            return found

        monkeypatch.setattr(Shelf, "held", overtaken)
        desk.refresh()
        assert meanwhile
        assert _rows(where) == _anew(where, tmp_path / "anew.db")


def test_numbers_stand_by_day_and_do_not_hang_on_what_came_before() -> None:
    items = [(day, f"{n}") for n in range(200) for day in ("", "2018-01-01", "2020-06-30")]
    ids = [(day, f"{day}{id_}") for day, id_ in items]
    found = by_day(ids)
    assert len(set(found.values())) == len(ids)
    assert [d for d, i in sorted(ids, key=lambda x: found[x[1]])] == sorted(d for d, _ in ids)
    assert by_day(reversed(ids)) == found
    assert all(by_day([(day, id_)])[id_] == found[id_] for day, id_ in ids[::50])
    assert max(found.values()) < 1 << 50


def test_two_that_draw_one_number_stand_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.serve.shelving_numbers.lot", lambda *_: 7)
    assert loose(["b", "a", "c"]) == {"a": 7, "b": 8, "c": 9}
