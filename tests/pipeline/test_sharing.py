"""A shared store: all that was found, and no sentence of any article."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from cli.running import khabar
from khabar.pipeline.corpus import Corpus
from khabar.pipeline.kit import recipe
from khabar.pipeline.sharing import short
from khabar.schema.documents import Document
from khabar.store.content import content_hash
from khabar.store.opening import open_store
from khabar.store.withheld import FILLER, Withheld
from whole_store import SAMPLES, assembled, whole_store

WORD = re.compile(r"\w+")
RUN = 5


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store and the one that was shared of it."""
    folder = tmp_path_factory.mktemp("sharing")
    store = whole_store(folder)
    ran = khabar("share", folder / "shared.db", "--store", store)
    assert ran.code == 0, ran.err
    assert f"{SAMPLES} documents without their texts" in ran.err
    return store, folder / "shared.db"


@pytest.fixture
def shared(stores: tuple[Path, Path]) -> Path:
    return stores[1]


def _runs(text: str) -> set[str]:
    words = WORD.findall(text)
    return {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def _contents(where: Path) -> Iterator[str]:
    """All that is in the file: its raw bytes, and every value, unpacked where it is packed."""
    yield where.read_bytes().decode("utf-8", "ignore")
    with closing(sqlite3.connect(where)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in tables.fetchall():
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                yield from map(_unpacked, row)


def _unpacked(value: object) -> str:
    if isinstance(value, bytes):
        with suppress(zlib.error):
            value = zlib.decompress(value)
        value = value.decode("utf-8", "ignore")
    return str(value)


def _found(contents: Iterator[str], store: Path) -> set[str]:
    with open_store(store) as opened:
        runs = set().union(*(_runs(each.text) for each in opened.documents()))
    return {run for said in contents for run in _runs(said) & runs}


def test_no_run_of_words_of_any_article_is_in_it(stores: tuple[Path, Path]):
    store, shared = stores
    assert _found(_contents(shared), store) == set()


def test_the_search_for_runs_finds_them_in_the_store_itself(stores: tuple[Path, Path]):
    store, _ = stores
    assert len(_found(_contents(store), store)) > 1000


@pytest.mark.parametrize("form", ["bundle", "parquet", "reading", "record"])
def test_nor_in_what_is_exported_of_it(stores: tuple[Path, Path], tmp_path: Path, form: str):
    store, shared = stores
    target = tmp_path / ("t" if form == "parquet" else "t.zip")
    ran = khabar("export", "--format", form, "-o", target, "--store", shared)
    assert ran.code == 0, ran.err
    assert "without the texts" in ran.err
    if form in ("bundle", "parquet"):
        again = tmp_path / "n.db"
        assert khabar("import", target, "--store", again).code == 0
        with open_store(shared, textless=True) as one, open_store(again, textless=True) as two:
            assert content_hash(one) == content_hash(two)
            assert assembled(one, "2026-03-03") == assembled(two, "2026-03-03")
        contents = _contents(again)
    else:
        contents = iter([target.read_text()])
    assert _found(contents, store) == set()


def test_offsets_ids_and_names_stay(stores: tuple[Path, Path]):
    store, shared = stores
    with open_store(store) as opened, open_store(shared, textless=True) as bare:
        whole = {r.document.id: r for r in Corpus(opened).readings}
        for reading in Corpus(bare).readings:
            before = whole.pop(reading.document.id)
            assert len(reading.text) == len(before.text)
            assert set(reading.text) <= {FILLER, "\n"}
            assert reading.document.title is None
            assert reading.document.published.earliest == before.document.published.earliest
            assert reading.events == before.events
            assert reading.statements == before.statements
            assert [a.mentions for a in reading.actors] == [a.mentions for a in before.actors]
            for actor, was in zip(reading.actors, before.actors, strict=True):
                assert actor.name.en == was.name.en
                if len(WORD.findall(was.name.ar)) < RUN:
                    assert actor.name.ar == was.name.ar
        assert whole == {}


def test_the_record_stays_as_it_was_assembled(stores: tuple[Path, Path]):
    store, shared = stores
    with open_store(store) as opened, open_store(shared, textless=True) as bare:
        whole = json.loads(assembled(opened, "2026-03-03"))
        kept = json.loads(assembled(bare, "2026-03-03"))
    for part in ("events", "relations", "disputes", "expectations", "copies", "revisions"):
        assert len(kept[part]) == len(whole[part])
    assert [e["id"] for e in kept["events"]] == [e["id"] for e in whole["events"]]
    assert [e["members"] for e in kept["events"]] == [e["members"] for e in whole["events"]]
    assert [a["members"] for a in kept["actors"]] == [a["members"] for a in whole["actors"]]
    assert kept["disputes"] == whole["disputes"]
    assert kept["copies"] == whole["copies"]
    assert kept["revisions"] == whole["revisions"]


def test_what_is_no_finding_is_left_out(stores: tuple[Path, Path]):
    _, shared = stores
    with open_store(shared, textless=True) as bare:
        assert list(bare.asides()) == []
        assert {each.recipe for each in bare.all_readings()} == {recipe()}
        documents = list(bare.documents())
        assert len(list(bare.judgements())) == 2
    assert all(isinstance(each, Withheld) for each in documents)
    assert all("/" not in each.source.path for each in documents)


@pytest.mark.parametrize(
    "command",
    [
        ["serve", "--no-open"],
        ["dossier", "-o", "d"],
        ["read", "a.txt"],
        ["record", "--as-of", "2018-04-20"],
        ["gaps"],
        ["share", "again.db"],
    ],
)
def test_what_needs_texts_says_why_there_are_none(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("زار الوزير القاهرة يوم الاثنين وأجرى محادثات.", "utf8")
    before = shared.read_bytes()
    ran = khabar(*command, "--store", shared)
    assert (ran.code, ran.err.count("\n")) == (2, 1), ran.err
    assert "without the texts of its articles" in ran.err
    assert shared.read_bytes() == before


def test_show_and_record_say_why_there_are_no_words(shared: Path):
    with open_store(shared, textless=True) as bare:
        document = next(bare.documents()).id
    for command in (["show", document], ["record"]):
        ran = khabar(*command, "--store", shared)
        assert ran.code == 0
        assert ran.err.startswith("The store was shared without the texts")
        assert FILLER in ran.out
    assert khabar("check", "--store", shared).code == 0


def test_a_store_that_is_there_is_not_replaced(stores: tuple[Path, Path]):
    store, shared = stores
    before = shared.read_bytes()
    assert khabar("share", shared, "--store", store).code == 2
    assert khabar("share", store, "--store", store).code == 2
    assert shared.read_bytes() == before


def test_a_document_without_text_cannot_be_given_another(stores: tuple[Path, Path]):
    with open_store(stores[1], textless=True) as bare:
        document: Document = next(bare.documents())
    with pytest.raises(ValueError, match="has no words"):
        replace(document, text="نص آخر")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("المجلس الأعلى للدولة", "المجلس الأعلى للدولة"),
        ("بعثة الأمم المتحدة للدعم في ليبيا", "بعثة الأمم المتحدة للدعم…"),
        ("the day stands on the page", "the day stands on the page"),
        ("the page says «الخميس»", "the page says «الخميس»"),
        ("the page says that «الخميس» it was", "the page says that…"),
        ("we will never ever yield", "we will never ever…"),
    ],
)
def test_a_longer_stretch_is_cut(said: str, kept: str):
    assert short(said, "وقال: we will never ever yield") == kept
