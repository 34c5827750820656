"""khabar as a library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import khabar
from khabar.errors import KhabarError, StoreError, UnreadableInputError
from khabar.pipeline.kit import load_kit
from khabar.pipeline.run import read as read_all
from khabar.store.opening import open_store
from store.builders import article, document, write_articles


def test_importing_khabar_loads_nothing():
    code = "import khabar, sys; print(sum(name.startswith('khabar.') for name in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.stdout == "0\n"


def test_a_text_is_read():
    reading = khabar.read(article(1), published="2020-01-02")
    assert reading.text == article(1)
    assert reading.document.published.earliest == "2020-01-02"


def test_a_document_is_read():
    assert khabar.read(document(1)).document.id == document(1).id


def test_a_text_that_is_no_arabic_article_is_refused():
    with pytest.raises(UnreadableInputError, match="no words"):
        khabar.read("...")


def test_a_date_that_is_none_is_refused():
    with pytest.raises(KhabarError, match="no date"):
        khabar.read(article(1), published="soon")


def test_a_corpus_hands_out_what_was_read(tmp_path: Path):
    write_articles(tmp_path / "news", 3)
    (tmp_path / "news" / "empty.txt").touch()
    with open_store(tmp_path / "a.db") as store:
        read_all([str(tmp_path / "news")], store=store, kit=load_kit())
    with khabar.open(tmp_path / "a.db") as corpus:
        ids = sorted(document(number).id for number in range(3))
        assert [each.id for each in corpus.documents] == ids
        assert [each.document.id for each in corpus.readings] == ids
        assert [Path(each.path).name for each in corpus.aside] == ["empty.txt"]
        assert corpus.read([str(tmp_path / "news")]).known == 3


def test_a_corpus_that_is_not_there_is_not_made(tmp_path: Path):
    with pytest.raises(StoreError, match="no store yet"):
        khabar.open(tmp_path / "a.db")
    assert list(tmp_path.iterdir()) == []


def test_khabar_defines_nothing_else():
    with pytest.raises(AttributeError):
        _ = khabar.nothing
