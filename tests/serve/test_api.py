"""What the API answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from khabar.serve.api import examples
from khabar.serve.views import Wanted
from serve.fake_desk import EVENTS, TEXT, FakeDesk
from serve.serving import asking

API = "/api/v1"
LISTS = (
    "documents", "readings", "actors", "events", "statements", "disputes", "expectations",
    "relations", "sources", "copies",
)  # fmt: skip
WHOLE = (
    "timeline", "ties", "places", "revisions", "changes", "doubts", "judgements", "jobs",
    f"reports?event={examples.EVENT.id}", "paths?a=k_a&b=k_b", "series?a=k_a&b=k_b&by=week",
    f"events/{examples.EVENT.id}/reports", f"events/{examples.EVENT.id}/tolls",
    f"events/{examples.EVENT.id}/parts", f"events/{examples.EVENT.id}/corrections",
    f"actors/{examples.ACTOR.id}/tenures",
    f"actors/{examples.ACTOR.id}/names",
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FakeDesk]:
    with FakeDesk(tmp_path_factory.mktemp("desk")) as opened:
        yield opened


@pytest.fixture(scope="module")
def api(desk: FakeDesk) -> Iterator[httpx.Client]:
    with asking(desk) as client:
        yield client


@pytest.mark.parametrize("path", LISTS)
def test_a_list_comes_in_parts(api: httpx.Client, path: str):
    found = api.get(f"{API}/{path}", params={"limit": 1}).json()
    assert set(found) == {"rows", "total", "next"}
    assert len(found["rows"]) == 1


@pytest.mark.parametrize("path", WHOLE)
def test_a_short_list_comes_whole(api: httpx.Client, path: str):
    answer = api.get(f"{API}/{path}")
    assert answer.status_code == 200, answer.text
    assert isinstance(answer.json(), list)


def test_parts_lead_on_until_all_is_told(api: httpx.Client):
    seen: list[str] = []
    path: str | None = f"{API}/events?limit=500&type=CONSULT"
    while path is not None:
        answer = api.get(path)
        seen += [row["id"] for row in answer.json()["rows"]]
        path = answer.links["next"]["url"] if "next" in answer.links else None
    assert seen == [f"v_{n:04}" for n in range(EVENTS)]


def test_the_filters_reach_the_desk(api: httpx.Client, desk: FakeDesk):
    asked = {
        "q": "برلين", "actor": "k_libya", "since": "2016-01-01", "until": "", "sort": "oldest",
        "outlet": "وكالة المدار",
    }  # fmt: skip
    api.get(f"{API}/events", params=asked)
    assert desk.wanted == Wanted(**asked)


def test_an_article_comes_with_its_text_untouched(api: httpx.Client, desk: FakeDesk):
    assert api.get(f"{API}/documents/{desk.document_id}").json()["text"] == TEXT
    assert api.get(f"{API}/readings/{desk.document_id}").json() == {"actors": []}
    shared = f"{API}/documents/{desk.document_id}/shared/{desk.document_id}"
    assert set(api.get(shared).json()[0]) == {"a", "b"}


def test_one_search_asks_all_lists(api: httpx.Client):
    found = api.get(f"{API}/search", params={"q": "حفتر"}).json()
    assert set(found) == {"documents", "actors", "events", "statements"}
    assert api.get(f"{API}/counts").json()["documents"] == examples.COUNTS.documents


def test_who_has_an_answer_gets_it_not_again(api: httpx.Client, desk: FakeDesk):
    first = api.get(f"{API}/events")
    asked = desk.asked
    again = api.get(f"{API}/events", headers={"If-None-Match": f'"x", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content, desk.asked) == (304, b"", asked)
    assert again.headers["etag"] == first.headers["etag"]
    other = {
        api.get(f"{API}/events", headers={"Accept": kind}).headers["etag"]
        for kind in ("text/csv", "application/x-ndjson", "application/json")
    }
    assert len(other) == 3


def test_an_answer_is_new_once_the_desk_is(tmp_path: Path):
    with FakeDesk(tmp_path) as desk, asking(desk) as api:
        tag = api.get(f"{API}/events").headers["etag"]
        desk.refresh()
        assert api.get(f"{API}/events", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("nothing", 404),
        ("actors/k_nobody", 404),
        ("actors/k_nobody/names", 404),
        ("actors/k_nobody/tenures", 404),
        ("events/v_none", 404),
        ("events/v_none/tolls", 404),
        ("reports?event=v_none", 404),
        ("documents/none", 404),
        ("documents/none/shared/none", 404),
        ("readings/none", 404),
        ("readings?format=csv", 406),
        ("jobs/none", 404),
        ("jobs/none/events", 404),
        ("reports", 422),
        ("events?limit=0", 422),
        ("events?limit=501", 422),
        ("events?limit=many", 422),
        ("events?since=yesterday", 422),
        ("events?since=2019-02-30", 422),
        ("events?actorr=k_libya", 422),
        ("events?cursor=none", 400),
        ("events?format=jsonl&cursor=none", 400),
        ("events?format=pdf", 422),
        ("events?q=" + "x" * 501, 422),
        ("timeline?by=century", 422),
    ],
)
def test_every_refusal_has_one_shape(api: httpx.Client, path: str, status: int):
    answer = api.get(f"{API}/{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"title", "status", "detail", "type", "faults"}
    assert answer.json()["status"] == status


def test_a_wrong_method_is_told_what_is_right(api: httpx.Client):
    answer = api.put(f"{API}/judgements")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"
    assert "allow" in answer.headers


def test_the_description_names_every_route_with_an_example(api: httpx.Client):
    described = api.get(f"{API}/openapi.json").json()
    names = {path.split("/")[3] for path in described["paths"]}
    assert names >= {*LISTS, "reports", "series", "search", "judgements", "jobs", "revisions"}
    for path, methods in described["paths"].items():
        for found in (methods.get("get", {}).get("responses", {}).get("200", {}),):
            content = found.get("content", {}).get("application/json")
            assert content is None or "example" in content, path


def test_a_judgement_is_kept_replaced_and_taken_back(tmp_path: Path):
    with FakeDesk(tmp_path) as desk, asking(desk) as api:
        given = {"a": {"doc": desk.document_id, "start": 7, "end": 12}, "holds": False}
        made = api.post(f"{API}/judgements", json=given | {"by": "س. علي", "why": "اسم آخر"})
        assert made.status_code == 201
        (kept,) = desk.judgements()
        assert (kept.by, kept.why, kept.holds) == ("س. علي", "اسم آخر", False)
        assert api.get(f"{API}/jobs/{made.json()['job']}").status_code == 200
        api.post(f"{API}/judgements", json=given | {"holds": True})
        assert [each.holds for each in desk.judgements()] == [True]
        where = made.headers["location"]
        assert api.delete(where).status_code == 204
        assert api.delete(where).status_code == 404
        assert desk.judgements() == ()


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"a": {"doc": "none", "start": 0, "end": 1}}, 404),
        ({"a": {"doc": "ID", "start": 5, "end": 5}}, 404),
        ({"a": {"doc": "ID", "start": 0, "end": 10_000}}, 404),
        ({"a": {"doc": "ID", "start": -1, "end": 4}}, 422),
        ({"b": {"doc": "ID", "start": 0, "end": 4}}, 409),
        ({"b": {"doc": "ID", "start": 1, "end": 4}, "about": "statement"}, 409),
        ({"about": "weather"}, 422),
        ({"day": "1999-01-01"}, 422),
        ({"why": "x" * 2_001}, 422),
    ],
)
def test_a_judgement_that_cannot_be_is_refused(
    api: httpx.Client, desk: FakeDesk, change: dict[str, object], status: int
):
    given: dict[str, object] = {"a": {"doc": "ID", "start": 0, "end": 4}, "holds": True}
    said = json.dumps(given | change).replace('"ID"', f'"{desk.document_id}"')
    answer = api.post(
        f"{API}/judgements", content=said, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == status, answer.text
    assert desk.judgements() == ()


def test_judgements_move_from_store_to_store(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    kind = {"Content-Type": "application/x-ndjson"}
    with FakeDesk(tmp_path / "a") as a, FakeDesk(tmp_path / "b") as b:
        with asking(a) as api:
            spot = {"doc": a.document_id, "start": 7, "end": 12}
            api.post(f"{API}/judgements", json={"a": spot, "holds": True, "by": "س"})
            lines = api.get(f"{API}/judgements?format=jsonl").content
        with asking(b) as api:
            told = api.post(f"{API}/judgements/import", content=lines, headers=kind).json()
            assert (told["taken"], told["older"]) == (1, 0)
            older = lines.replace(b'"day":"2', b'"day":"1')
            told = api.post(f"{API}/judgements/import", content=older, headers=kind).json()
            assert (told["taken"], told["older"], told["job"]) == (0, 1, None)
            bad = api.post(f"{API}/judgements/import", content=lines + b"{}\n", headers=kind)
            assert bad.status_code == 400
            assert bad.json()["detail"].startswith("line:2")
        assert a.judgements() == b.judgements()
