"""Articles are found by meaning once they are prepared, and preparing goes on where it stopped."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from numpy.typing import NDArray

from khabar.errors import KhabarError
from khabar.learned import embedder
from khabar.learned.embedder import TextKind
from khabar.serve import meaning as meanings
from khabar.serve.app import create_app
from khabar.serve.desk import Desk
from khabar.serve.meaning import Meaning
from khabar.serve.settings import Serving
from khabar.serve.views import DocumentRow, Wanted
from khabar.store.shelf import Shelf
from serve.sample_desk import sample_copy, sample_desk

WIDTH = 97
ASKED = Wanted(q="وصل الوفد إلى المدينة", sort="meaning")


class Letters:
    """Texts with the same letters side by side are alike."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def vectors(self, texts: Sequence[str], kind: TextKind) -> NDArray[np.float32]:
        found = np.zeros((len(texts), WIDTH), np.float32)
        for row, text in enumerate(texts):
            if kind is TextKind.PASSAGE:
                self.texts.append(text)
            for a, b in pairwise(text):
                found[row, (ord(a) * 31 + ord(b)) % WIDTH] += 1
        return found / np.linalg.norm(found, axis=1, keepdims=True).clip(1e-9)


@pytest.fixture
def letters() -> Letters:
    return Letters()


@pytest.fixture
def desk(letters: Letters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    def of(shelf: Shelf) -> Meaning:
        return Meaning(shelf, letters, "letters")

    monkeypatch.setattr("khabar.serve.desk.meaning_of", of)
    monkeypatch.setattr(meanings, "_AT_ONCE", 3)
    with Desk.open(sample_copy(tmp_path)) as opened:
        yield opened


def _silent(*_: object) -> None:
    """Say nothing."""


def _every(desk: Desk, wanted: Wanted, limit: int) -> list[DocumentRow]:
    rows, cursor = [], None
    while True:
        part = desk.documents(wanted, cursor, limit)
        rows += part.rows
        cursor = part.next
        if cursor is None:
            assert part.total == len(rows)
            return rows


def test_an_article_is_nearest_to_its_own_title(desk: Desk) -> None:
    desk.prepare(_silent)
    assert desk.prepared() == (desk.counts().documents,) * 2
    for row in desk.documents(limit=500).rows:
        text = desk.article(row.id)
        assert text is not None
        wanted = Wanted(q=" ".join(f"{row.title}\n{text.text}"[:500].split()), sort="meaning")
        assert desk.documents(wanted, None, 1).rows[0].id == row.id


def test_the_parts_of_a_list_by_meaning_are_the_whole(desk: Desk) -> None:
    desk.prepare(_silent)
    whole = _every(desk, ASKED, 500)
    assert len(whole) == desk.counts().documents
    assert [r.id for r in _every(desk, ASKED, 2)] == [r.id for r in whole]


def test_filters_narrow_what_is_found_by_meaning(desk: Desk) -> None:
    desk.prepare(_silent)
    outlet = desk.documents().rows[0].outlet or ""
    found = _every(desk, Wanted(q=ASKED.q, sort="meaning", outlet=outlet), 500)
    assert {r.outlet for r in found} == {outlet}
    assert [r.id for r in found] == [r.id for r in _every(desk, ASKED, 500) if r.outlet == outlet]


def test_preparing_goes_on_where_it_was_broken_off(desk: Desk, letters: Letters) -> None:
    total = desk.counts().documents

    def broken(_: str, done: int, __: int) -> None:
        if done >= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.prepare(broken)
    assert desk.prepared() == (3, total)
    desk.prepare(_silent)
    desk.prepare(_silent)
    assert len(letters.texts) == len(set(letters.texts)) == total


def test_another_title_is_prepared_anew(desk: Desk, letters: Letters) -> None:
    desk.prepare(_silent)
    known = next(desk.store.documents())
    source = replace(known.source, title="عنوان آخر تماما")
    desk.store.write(documents=[replace(known, source=source)])
    ready, total = desk.prepared()
    assert ready == total - 1
    desk.prepare(_silent)
    assert letters.texts[-1].startswith("عنوان آخر تماما")


def test_what_was_not_prepared_is_told(desk: Desk) -> None:
    with pytest.raises(KhabarError, match="no article is ready"):
        desk.documents(ASKED)


def test_without_a_model_there_is_no_search_by_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedder, "installed", lambda: None)
    with Desk.open(sample_desk().store.where) as bare:
        assert bare.prepared() == (0, 0)
        with pytest.raises(KhabarError, match="no model"):
            bare.documents(ASKED)
        with pytest.raises(KhabarError, match="no model"):
            bare.prepare(_silent)


def test_a_job_prepares_and_the_page_then_offers_it(desk: Desk) -> None:
    client = TestClient(create_app(desk, Serving()), base_url="http://127.0.0.1")
    with client:
        assert "nearest in meaning" not in client.get("/en/articles").text
        made = client.post("/api/v1/jobs/meaning", headers={"Origin": "http://127.0.0.1"})
        assert made.status_code == 201
        where = made.headers["location"]
        until = time.monotonic() + 60
        while (job := client.get(where).json())["state"] not in ("done", "failed"):
            assert time.monotonic() < until
            time.sleep(0.05)
        assert (job["state"], job["doing"]) == ("done", "")
        assert "nearest in meaning" in client.get("/en/articles").text
        tag = client.get("/api/v1/documents").headers["etag"]
        asked = {"q": ASKED.q, "sort": "meaning"}
        assert client.get("/api/v1/documents", params=asked).json()["rows"]
        assert client.get("/api/v1/documents").headers["etag"] == tag


def test_the_real_model_finds_what_is_said_in_other_words(tmp_path: Path) -> None:
    with Desk.open(sample_copy(tmp_path)) as real:
        real.prepare(_silent)
        for row in real.documents(limit=4).rows:
            found = real.documents(Wanted(q=row.title, sort="meaning"), None, 3).rows
            assert row.id in {r.id for r in found}
