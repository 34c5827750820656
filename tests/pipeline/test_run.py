"""Runs over many documents: what is done, what is left, what is kept."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from khabar.acquire.documents import acquire
from khabar.acquire.limits import Limits
from khabar.engine.serial import Serial
from khabar.errors import StoreError, UnreadableInputError
from khabar.pipeline import run as running
from khabar.pipeline.run import Progress, Run, Summary, retry
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document
from khabar.store.base import Store
from khabar.store.content import content_hash
from khabar.store.opening import open_store
from store.builders import article, document, reading, row, write_articles


class Reader:
    """Reads everything but what it is told to trip over, and remembers what it read."""

    def __init__(self, *bad: str) -> None:
        self.bad = bad
        self.read: list[str] = []

    def __call__(self, article: Document) -> bytes:
        self.read.append(article.id)
        if any(word in article.text for word in self.bad):
            raise KeyError("a bug of ours")
        return reading(article).body


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "khabar.db") as opened:
        yield opened


def run_of(store: Store, reader: Reader | None = None, recipe: str = "r1") -> Run:
    return Run(store=store, engine=Serial(reader or Reader()), recipe=recipe)


def feed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    data = "".join(f"{line}\n" for line in lines).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))


def test_documents_are_counted_in_the_order_given_each_once(store: Store, tmp_path: Path):
    paths = write_articles(tmp_path / "news", 70)
    copy = tmp_path / "zcopy.txt"
    copy.write_text(article(3), encoding="utf-8")
    summary = run_of(store).over(acquire([*reversed(paths), str(copy)]))
    assert summary.documents == tuple(document(number).id for number in reversed(range(70)))
    assert (summary.new, summary.known, summary.set_aside) == (70, 0, ())


def test_a_second_run_reads_only_what_is_new(store: Store, tmp_path: Path):
    paths = write_articles(tmp_path / "news", 5)
    run_of(store).over(acquire(paths[:3]))
    reader = Reader()
    summary = run_of(store, reader).over(acquire(paths))
    assert (summary.new, summary.known) == (2, 3)
    assert reader.read == [document(3).id, document(4).id]
    assert len(summary.documents) == 5


def test_another_recipe_reads_all_again_and_keeps_the_old(store: Store, tmp_path: Path):
    paths = write_articles(tmp_path / "news", 3)
    run_of(store).over(acquire(paths))
    assert run_of(store, recipe="r2").over(acquire(paths)).new == 3
    assert [each.recipe for each in store.all_readings()] == ["r1", "r2"] * 3


def test_a_row_with_another_date_is_read_again(store: Store, tmp_path: Path):
    file = tmp_path / "a.jsonl"
    file.write_text(row(1, published="2020-01-02"), encoding="utf-8")
    run_of(store).over(acquire([str(file)]))
    file.write_text(row(1, published="2020-01-03"), encoding="utf-8")
    summary = run_of(store).over(acquire([str(file)]))
    assert (summary.new, summary.known) == (1, 0)
    assert run_of(store).over(acquire([str(file)])).known == 1


def test_a_file_that_was_moved_is_not_read_again(store: Store, tmp_path: Path):
    run_of(store).over(acquire(write_articles(tmp_path / "old", 3)))
    summary = run_of(store).over(acquire(write_articles(tmp_path / "new", 3)))
    assert (summary.new, summary.known) == (0, 3)


def test_what_is_read_is_what_is_stored(store: Store):
    bare, copy = document(1, path="a.txt"), document(1, path="b.txt")
    run_of(store, Reader("الربيع")).over([bare])
    seen: list[str] = []
    engine = Serial(lambda each: seen.append(each.source.path) or reading(each).body)
    Run(store=store, engine=engine, recipe="r1").over([copy])
    assert seen == ["a.txt"]


def test_a_document_that_fails_is_set_aside_and_stops_no_other(store: Store, tmp_path: Path):
    paths = write_articles(tmp_path / "news", 5)
    summary = run_of(store, Reader("رقم 2 ")).over(acquire(paths))
    assert (summary.new, len(summary.documents)) == (4, 5)
    (aside,) = summary.set_aside
    assert aside.document_id == document(2).id
    assert aside.item == paths[2]
    assert "KeyError: 'a bug of ours'" in aside.reason
    assert tuple(store.asides()) == summary.set_aside


def test_a_document_that_failed_is_tried_again_by_the_next_run(store: Store, tmp_path: Path):
    paths = write_articles(tmp_path / "news", 3)
    run_of(store, Reader("رقم 2 ")).over(acquire(paths))
    summary = run_of(store).over(acquire(paths))
    assert (summary.new, summary.known, summary.set_aside) == (1, 2, ())
    assert list(store.asides()) == []


def test_a_row_that_was_mended_leaves_the_list(store: Store, tmp_path: Path):
    file = tmp_path / "a.jsonl"
    file.write_text(f"{row(1)}\n{{broken\n{row(2)}\n", encoding="utf-8")
    assert [each.item for each in run_of(store).over(acquire([str(file)])).set_aside] == [
        f"{file}#2"
    ]
    file.write_text(f"{row(1)}\n{row(3)}\n{row(2)}\n", encoding="utf-8")
    assert run_of(store).over(acquire([str(file)])).set_aside == ()
    assert list(store.asides()) == []


def test_what_other_files_set_aside_stays_on_the_list(store: Store, tmp_path: Path):
    (tmp_path / "a.txt").touch()
    run_of(store).over(acquire([str(tmp_path / "a.txt")]))
    run_of(store).over(acquire(write_articles(tmp_path / "news", 1)))
    assert [each.item for each in store.asides()] == [str(tmp_path / "a.txt")]


def test_a_retry_reads_a_mended_file(store: Store, tmp_path: Path):
    file = tmp_path / "a.txt"
    file.touch()
    run_of(store).over(acquire([str(file)]))
    file.write_text(article(1), encoding="utf-8")
    summary = retry(run_of(store), Limits())
    assert (summary.new, summary.set_aside) == (1, ())
    assert list(store.asides()) == []


def test_a_retry_reads_a_document_that_failed(store: Store, tmp_path: Path):
    paths = write_articles(tmp_path / "news", 2)
    run_of(store, Reader("رقم 1 ")).over(acquire(paths))
    assert len(retry(run_of(store, Reader("رقم 1 ")), Limits()).set_aside) == 1
    assert retry(run_of(store), Limits()).new == 1
    assert list(store.asides()) == []


def test_a_retry_works_from_the_bytes_of_standard_input(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    feed(monkeypatch, row(1), '{"text": 5}')
    first = run_of(store).over(acquire(["-"]))
    assert [each.item for each in first.set_aside] == ["-#2"]
    again = retry(run_of(store), Limits())
    assert [each.key for each in again.set_aside] == [each.key for each in first.set_aside]
    assert tuple(store.asides()) == first.set_aside


def test_a_retry_that_succeeds_from_kept_bytes_clears_the_list(store: Store):
    # As if an older khabar had refused what this one can read.
    kept = SetAside(item="-#1", path="-", reason="once refused", payload=row(1).encode())
    whole = SetAside(item="-", path="-", reason="once refused", payload=article(2).encode())
    run_of(store).over([kept, whole])
    summary = retry(run_of(store), Limits())
    assert (summary.new, summary.set_aside) == (2, ())
    assert list(store.asides()) == []


def test_another_standard_input_does_not_clear_what_the_last_one_left(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    for lines in (('{"text": 5}',), (row(1),), ('{"text": 6}',)):
        feed(monkeypatch, *lines)
        run_of(store).over(acquire(["-"]))
    assert [each.item for each in store.asides()] == ["-#1", "-#1"]


def test_a_thing_without_bytes_stays_on_the_list(store: Store):
    run_of(store).over([SetAside(item="gone.txt", path="gone.txt", reason="too large")])
    summary = retry(run_of(store), Limits())
    assert [each.item for each in summary.set_aside] == ["gone.txt"]
    assert len(list(store.asides())) == 1


def test_a_retry_of_nothing_does_nothing(store: Store):
    assert retry(run_of(store), Limits()) == Summary()


def test_an_interrupted_run_keeps_what_it_read(store: Store, tmp_path: Path):
    paths = write_articles(tmp_path / "news", 8)

    def interrupted(each: Document) -> bytes:
        if each.id == document(5).id:
            raise KeyboardInterrupt
        return reading(each).body

    with pytest.raises(KeyboardInterrupt):
        Run(store=store, engine=Serial(interrupted), recipe="r1").over(acquire(paths))
    assert len(list(store.readings("r1"))) == 5
    assert run_of(store).over(acquire(paths)).new == 3


def test_a_run_cut_short_and_run_again_leaves_what_a_whole_run_leaves(tmp_path: Path):
    paths = write_articles(tmp_path / "news", 100)
    (tmp_path / "news" / "empty.txt").touch()
    paths.append(str(tmp_path / "news" / "empty.txt"))
    with open_store(tmp_path / "a.db") as whole, open_store(tmp_path / "b.db") as cut:
        run_of(whole, Reader("رقم 31 ")).over(acquire(paths))
        run_of(cut, Reader("رقم 31 ", "رقم 44 ")).over(acquire(paths[:60]))
        assert content_hash(whole) != content_hash(cut)
        run_of(cut, Reader("رقم 31 ")).over(acquire(paths))
        assert content_hash(whole) == content_hash(cut)


def test_the_observer_hears_of_every_document(store: Store, tmp_path: Path):
    heard: list[Progress] = []
    paths = write_articles(tmp_path / "news", 5)
    run = Run(store=store, engine=Serial(Reader("رقم 2 ")), recipe="r1", observer=heard.append)
    run.over(acquire(paths))
    assert heard[-1] == Progress(found=5, done=5, set_aside=1)


def test_a_wrong_path_is_said_before_anything_is_read(store: Store, tmp_path: Path):
    with pytest.raises(UnreadableInputError):
        run_of(store).over(acquire([*write_articles(tmp_path / "n", 1), str(tmp_path / "no")]))
    assert list(store.documents()) == []


def test_a_file_whose_name_is_no_text_is_set_aside(store: Store):
    summary = run_of(store).over([document(1, path="a\udcff.txt")])
    assert summary.documents == ()
    assert "not UTF-8" in summary.set_aside[0].reason


def test_a_large_corpus_is_never_held_at_once(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(running, "_CHARACTERS_AT_ONCE", 300)
    taken: list[int] = []

    def found() -> Iterator[Document]:
        for number in range(40):
            taken.append(number)
            yield document(number)

    ahead: list[int] = []

    def read(each: Document) -> bytes:
        ahead.append(len(taken) - len(ahead))
        return reading(each).body

    Run(store=store, engine=Serial(read), recipe="r1").over(found())
    assert max(ahead) <= 4


def test_a_store_that_fails_ends_the_run(store: Store, monkeypatch: pytest.MonkeyPatch):
    def full(**_: object) -> None:
        raise StoreError("khabar.db", "the disk is full", "Free some space.")

    monkeypatch.setattr(store, "write", full)
    with pytest.raises(StoreError, match="full"):
        run_of(store).over([document(1)])


def test_rows_of_json_lines_are_read_like_files(store: Store, tmp_path: Path):
    file = tmp_path / "a.jsonl"
    file.write_text(f"{row(1, title='زيارة')}\n{json.dumps({'no': 'text'})}\n", encoding="utf-8")
    summary = run_of(store).over(acquire([str(file)]))
    (kept,) = store.documents()
    assert (summary.new, kept.source.title, kept.source.source_id) == (1, "زيارة", "row-1")
    assert [each.item for each in summary.set_aside] == [f"{file}#2"]
