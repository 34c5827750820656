"""Where two readers differ, in the queue of review."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from khabar.pipeline.kit import load_kit, recipe
from khabar.pipeline.run import read_to_json
from khabar.pipeline.second.disagreements import differences
from khabar.schema.judgement import About, Judgement, Spot
from khabar.schema.reading import Reading
from khabar.serve import shelving_second
from khabar.serve.desk import Desk
from khabar.serve.pages import pages
from khabar.serve.views import Doubt
from khabar.store.base import StoredReading
from khabar.store.codec import reading_body
from khabar.store.codec import reading_of as stored_reading
from khabar.store.opening import open_store
from pipeline.second_builders import TEXT, VISIT, answers, document_of, read

# The scripted model takes the visit for an accusation, and hears nobody say anything.
_SCRIPT = answers(
    actors=[{"name": "سالم الحداد", "kind": "person", "unnamed": False, "also": ["الحداد"]},
            {"name": "كمال منصور", "kind": "person", "unnamed": False, "also": []}],
    events=[VISIT | {"type": "ACCUSE", "mode": "disapprove"}], statements=[],
)  # fmt: skip


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return read(_SCRIPT, tmp_path_factory.mktemp("model"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on one article that khabar alone has read."""
    document = document_of(TEXT)
    body = read_to_json(document, load_kit())
    own = StoredReading(document_id=document.id, recipe=recipe(), body=body)
    with open_store(tmp_path / "s.db") as store:
        store.write(documents=[document], readings=[own])
    with Desk.open(tmp_path / "s.db") as opened:
        yield opened


def read_twice(desk: Desk, second: Reading) -> None:
    _write(desk, second, reading_body(second))


def _write(desk: Desk, second: Reading, body: bytes) -> None:
    stored = StoredReading(document_id=second.document.id, recipe=second.recipe, body=body)
    desk.store.write(readings=[stored])


def differing(desk: Desk) -> list[Doubt]:
    return [d for d in desk.doubtful(500) if d.doubt == 0.6 and ":" in d.ids[0] and d.other]


def test_what_the_readers_see_differently_is_in_the_queue(desk: Desk, second: Reading) -> None:
    assert differing(desk) == []
    read_twice(desk, second)
    assert desk.refresh()
    assert not desk.refresh()
    stored = desk.store.reading(second.document.id, recipe())
    assert stored is not None
    first = stored_reading(stored.body, "store")
    expected = {(d.about.value, f"{d.at.doc}:{d.at.start}-{d.at.end}") for d in
                differences(first, second)}  # fmt: skip
    assert {d.kind for d in differing(desk)} == {"event", "statement"}
    assert {(d.kind, d.ids[0]) for d in differing(desk)} == expected
    assert len(differing(desk)) == len(expected)
    assert all(d.a.words == TEXT[d.a.start : d.a.end] for d in differing(desk))
    typed = next(d for d in differing(desk) if d.other and "type: " in d.other.ar)
    assert "CONSULT ⇄ ACCUSE" in typed.other.ar if typed.other else False


def test_the_record_itself_stays_what_it_was(desk: Desk, second: Reading) -> None:
    before = (desk.events().rows, desk.statements().rows, desk.counts())
    read_twice(desk, second)
    desk.refresh()
    assert (desk.events().rows, desk.statements().rows, desk.counts()) == before


def test_each_opens_on_the_pages_and_says_in_what(desk: Desk, second: Reading) -> None:
    read_twice(desk, second)
    desk.refresh()
    app = FastAPI()
    app.include_router(pages(desk))
    with TestClient(app) as client:
        for language, says in (("en", "The two readers differ"), ("ar", "اختلف القارئان")):
            queue = client.get(f"/{language}/review").text
            links = re.findall(r'href="([^"]+)">' + says, queue)
            assert links
            assert all(client.get(unescape(link)).status_code == 200 for link in links)
        for each in differing(desk):
            asked = {"about": each.kind, "a": each.ids[0]}
            page = client.get("/en/review/item", params=asked)
            assert page.status_code == 200
            assert each.ids[0] in page.text


def test_what_was_judged_drops_out_and_comes_back(desk: Desk, second: Reading) -> None:
    read_twice(desk, second)
    desk.refresh()
    all_ = differing(desk)
    one = all_[0].a
    judgement = Judgement(
        a=Spot(doc=one.document, start=one.start, end=one.end), about=About(all_[0].kind),
        holds=True, by="س", day="2026-01-02",
    )  # fmt: skip
    desk.judge(judgement)
    desk.refresh()
    assert differing(desk) == all_[1:]
    desk.withdraw(judgement.id)
    desk.refresh()
    assert differing(desk) == all_


def test_a_pair_of_readings_is_compared_once(
    desk: Desk, second: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_twice(desk, second)
    desk.refresh()
    found = differing(desk)
    monkeypatch.setattr(shelving_second, "differences", None)
    one = found[0].a
    spot = Spot(doc=one.document, start=one.start, end=one.end)
    desk.judge(Judgement(a=spot, about=About.NAME, holds=False, by="س", day="2026-01-02"))
    assert desk.refresh()
    assert differing(desk) == found[1:]


def test_readers_that_agree_leave_nothing_to_judge(desk: Desk, second: Reading) -> None:
    own = desk.store.reading(second.document.id, recipe())
    assert own is not None
    _write(desk, second, own.body)
    assert desk.refresh()
    assert differing(desk) == []
