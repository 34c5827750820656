"""Corrections on the desk: said in a form or over the API, shown, handed on and taken back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import msgspec
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from cli.running import khabar
from khabar.schema.correction import Correction, Facet
from khabar.schema.judgement import About, Judgement, Spot
from khabar.schema.spans import Span
from khabar.serve.desk import Desk
from khabar.serve.pages import pages
from serve.fake_desk import FakeDesk as ApiDesk
from serve.page_fakes import DOC, FakeDesk
from serve.serving import asking

API = "/api/v1"
TEXT = "لقاء\nوصل المشير خليفة حفتر إلى موسكو في 7 نوفمبر 2018 والتقى وزير الدفاع سيرغي شويغو."
AS_READ = {
    "about": "event", "a": f"{DOC}:0-5", "type": "CONSULT-visit", "status": "occurred",
    "polarity": "+", "day": "2016", "actor": "", "actor_words": "", "recipient": "",
    "recipient_words": "", "why": "", "by": "سالم",
}  # fmt: skip


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def client(desk: FakeDesk) -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(pages(cast(Desk, desk)))
    with TestClient(app, follow_redirects=False) as client:
        yield client


def test_only_what_was_said_otherwise_is_kept(client: TestClient, desk: FakeDesk) -> None:
    assert client.post("/en/review/correct", data=AS_READ).headers["location"].endswith("same=1")
    assert desk.judged == []
    other = {"day": "2016-11", "actor": "0-5", "recipient_words": "وزير آخر", "why": "لأن"}
    answer = client.post("/ar/review/correct", data=AS_READ | other)
    assert answer.status_code == 303
    said = {j.corrects.what: j.corrects for j in desk.judged if j.corrects}
    assert said == {
        Facet.DAY: Correction(what=Facet.DAY, value="2016-11"),
        Facet.ACTOR: Correction(what=Facet.ACTOR, names=(Span(start=0, end=5),)),
        Facet.RECIPIENT: Correction(what=Facet.RECIPIENT, value="وزير آخر"),
    }
    assert {(j.by, j.why, j.about) for j in desk.judged} == {("سالم", "لأن", About.EVENT)}
    assert "by" in client.get("/en/review").text


def test_what_one_form_corrected_is_taken_back_with_one_click(
    client: TestClient, desk: FakeDesk
) -> None:
    earlier = AS_READ | {"day": "2015", "by": "غيره", "a": f"{DOC}:6-9"}
    client.post("/en/review/correct", data=earlier)
    other = {"day": "2016-11", "actor": "0-5", "recipient_words": "وزير آخر"}
    where = client.post("/en/review/correct", data=AS_READ | other).headers["location"]
    (form,) = re.findall(r'class="notice good".*?</div>', client.get(where).text, re.S)
    (told,) = re.findall(r'name="id" value="([^"]+)"', form)
    assert len(desk.judged) == 4
    assert client.post("/en/review/withdraw", data={"id": told}).status_code == 303
    assert [j.by for j in desk.judged] == ["غيره"]
    assert client.post("/en/review/withdraw", data={"id": told}).status_code == 404


def test_nobody_is_somebody_who_can_be_chosen(client: TestClient, desk: FakeDesk) -> None:
    client.post("/en/review/correct", data=AS_READ | {"actor": "none"})
    assert desk.judged[0].corrects == Correction(what=Facet.ACTOR)


@pytest.mark.parametrize(
    ("change", "status"),
    [({"day": "spring"}, 400), ({"about": "name"}, 400), ({"actor": "x"}, 400),
     ({"a": "none:0-5"}, 404), ({"type": "DANCE"}, 400)],
)  # fmt: skip
def test_what_cannot_be_is_told_and_nothing_kept(
    client: TestClient, desk: FakeDesk, change: dict[str, str], status: int
) -> None:
    assert client.post("/en/review/correct", data=AS_READ | change).status_code == status
    assert desk.judged == []


def test_the_form_has_a_field_with_a_label_for_each_facet(client: TestClient) -> None:
    text = client.get(f"/en/review/item?about=event&a={DOC}:0-5").text
    for name in ("type", "status", "polarity", "day", "actor", "actor_words", "recipient"):
        assert f'name="{name}"' in text
    assert '<option value="CONSULT-visit" selected>' in text


def test_an_event_shows_what_was_corrected_and_by_whom(client: TestClient) -> None:
    assert "Corrected by" in client.get("/en/events/v_1").text
    assert "صححه" in client.get("/ar/events/v_1").text


def test_the_api_keeps_a_correction_and_takes_it_back(tmp_path: Path) -> None:
    with ApiDesk(tmp_path) as desk, asking(desk) as api:
        spot = {"doc": desk.document_id, "start": 7, "end": 12}
        given = {"a": spot, "about": "event", "holds": True, "by": "س"}
        says = {"what": "actor", "names": [{"start": 0, "end": 4}]}
        made = api.post(f"{API}/judgements", json=given | {"corrects": says})
        assert made.status_code == 201, made.text
        (kept,) = desk.judgements()
        assert kept.corrects == Correction(what=Facet.ACTOR, names=(Span(start=0, end=4),))
        lines = api.get(f"{API}/judgements?format=jsonl").content
        assert msgspec.json.decode(lines, type=Judgement) == kept
        assert api.get(f"{API}/judgements?format=csv").status_code == 200
        bad: tuple[tuple[object, int], ...] = (
            ({"what": "type", "value": "DANCE"}, 409), ({"what": "mood"}, 422),
            ({"what": "source", "value": "فلان"}, 409),
            ({"what": "actor", "names": [{"start": 0, "end": 99_999}]}, 404),
        )  # fmt: skip
        for wrong, status in bad:
            answer = api.post(f"{API}/judgements", json=given | {"corrects": wrong})
            assert answer.status_code == status, answer.text
        assert api.delete(made.headers["location"]).status_code == 204
        assert desk.judgements() == ()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    row = {"id": "one", "text": TEXT, "published": "2018-11-08", "outlet": "one"}
    (tmp_path / "news.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    where = tmp_path / "s.db"
    assert khabar("read", str(tmp_path / "news.jsonl"), "--store", str(where)).code == 0
    return where


def test_a_desk_shows_the_event_as_corrected_and_the_article_untouched(store: Path) -> None:
    with Desk.open(store) as desk:
        before = next(e for e in desk.events().rows if e.mode == "meeting")
        report = desk.reports(before.id)[0]
        spot = Spot(doc=report.at.document, start=report.at.start, end=report.at.end)
        read = desk.read_at(About.EVENT, spot)
        assert read is not None
        assert dict(read.facets)["type"] == "CONSULT-meeting"
        says = (Correction(what=Facet.TYPE, value="COOPERATE"),
                Correction(what=Facet.ACTOR, value="عقيلة صالح"))  # fmt: skip
        judged = [Judgement(a=spot, about=About.EVENT, holds=True, by="س", day="2026-01-02",
                            corrects=each) for each in says]  # fmt: skip
        for each in judged:
            desk.judge(each)
        assert desk.refresh()
        (after,) = (e for e in desk.events().rows if e.type == "COOPERATE")
        assert [a.name.ar for a in after.actors] == ["عقيلة صالح"]
        rows = {r.what: r for r in desk.corrections(after.id)}
        assert (rows["type"].before, rows["type"].after) == ("CONSULT-meeting", "COOPERATE")
        assert rows["actor"].before != rows["actor"].after
        article = desk.article(spot.doc)
        assert article is not None
        assert article.text == TEXT
        assert len(article.corrections) == 2
        assert any(m.label == "CONSULT-meeting" for m in article.marks)
        for each in judged:
            assert desk.withdraw(each.id)
        desk.refresh()
        assert desk.event(before.id) == before
