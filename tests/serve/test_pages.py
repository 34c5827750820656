"""Every page in both languages, over a desk that tries to break it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from typing import cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from khabar.serve.desk import Desk
from khabar.serve.pages import pages
from khabar.serve.pages.words import Language
from serve.page_fakes import DOC, HOSTILE, OTHER, FakeDesk

LISTS = (
    "events", "articles", "actors", "statements", "disputes", "announcements", "relations",
    "sources", "copies",
)  # fmt: skip
PAGES = (
    "/", "/search", "/search?q=وفد&in=events", "/search?in=nothing", "/timeline?by=day",
    "/network?actor=k_1&other=k_2", "/changes", "/map", "/pair", "/compare", "/compare?event=v_1",
    "/events/v_1", "/actors/k_1", "/actors/k_1/with/k_2?outlets=وكالة&by=year",
    f"/articles/{DOC}?at=2-9", f"/articles/{DOC}/beside/{OTHER}", "/review",
    f"/review/item?about=name&a={DOC}:0-5",
    f"/review/item?about=event&a={DOC}:0-5", "/review/merge?kind=events&id=v_1&q=وفد",
    "/review/merge?kind=actors&id=k_1&q=وفد", *(f"/{key}" for key in LISTS),
)  # fmt: skip


class Inspector(HTMLParser):
    """Notes what a strict policy or a careless template would trip over."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        if tag == "style" or (tag == "script" and "src" not in given):
            self.faults.append(f"inline {tag}")
        for name, value in given.items():
            if name == "style" or name.startswith("on"):
                self.faults.append(f"{name} on {tag}")
            if name in ("href", "src", "action") and (value or "").startswith("javascript:"):
                self.faults.append(f"{name} runs a script")
        if tag in ("img", "canvas") and not given.get("alt"):
            self.faults.append(f"{tag} without words")


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def client(desk: FakeDesk) -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(pages(cast(Desk, desk)))
    with TestClient(app, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_in_its_language_and_escapes_what_it_shows(
    client: TestClient, language: Language, path: str
) -> None:
    answer = client.get(f"/{language}{path}")
    assert answer.status_code == 200, answer.text[:500]
    assert f'<html lang="{language}" dir="{language.direction}">' in answer.text
    assert HOSTILE not in answer.text
    assert "<script>alert" not in answer.text
    inspector = Inspector()
    inspector.feed(answer.text)
    assert inspector.faults == []
    assert len(inspector.ids) == len(set(inspector.ids))


def test_both_languages_have_the_same_words() -> None:
    ar, en = (
        tomllib.loads(files("khabar.serve").joinpath(f"words/{x}.toml").read_text("utf-8"))
        for x in Language
    )
    assert {(s, k) for s in ar for k in ar[s]} == {(s, k) for s in en for k in en[s]}
    assert all(value for table in (ar, en) for rows in table.values() for value in rows.values())


def test_the_first_page_is_in_the_readers_language(client: TestClient) -> None:
    english = client.get("/", headers={"Accept-Language": "en-GB,ar;q=0.5"})
    assert english.headers["location"] == "/en/"
    assert client.get("/", headers={"Accept-Language": "fr"}).headers["location"] == "/ar/"


def test_what_the_store_does_not_hold_is_told_on_a_page(client: TestClient) -> None:
    for path in ("/events/v_none", "/articles/none", "/actors/none", "/review/item?a=none:0-5"):
        answer = client.get(f"/en{path}")
        assert answer.status_code == 404
        assert "That did not work" in answer.text


def test_an_event_leads_to_its_sentence(client: TestClient) -> None:
    answer = client.get("/ar/events/v_1/sentence")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/ar/articles/{DOC}?at=0-5#at"


def test_htmx_gets_the_rows_alone(client: TestClient) -> None:
    answer = client.get("/en/events", headers={"HX-Request": "true", "HX-Target": "rows"})
    assert "<html" not in answer.text
    assert "<li" in answer.text
    assert "HX-Target" in answer.headers["vary"]


def test_the_next_part_is_a_link_that_needs_no_script(client: TestClient) -> None:
    text = client.get("/en/events?type=CONSULT").text
    assert re.search(r'rel="next" href="/en/events\?type=CONSULT&amp;cursor=c2"', text)


def test_a_list_can_be_taken_away_with_its_filters(client: TestClient) -> None:
    text = client.get("/ar/events?type=CONSULT").text
    assert "/api/v1/events?type=CONSULT&amp;format=csv" in text


def test_numbers_and_days_are_written_as_the_language_does(client: TestClient) -> None:
    assert "١٬٢٣٤" in client.get("/ar/").text
    english = client.get("/en/").text
    assert "1,234" in english
    assert "27 November 2016" in english


def test_a_judgement_is_kept_with_who_and_why(client: TestClient, desk: FakeDesk) -> None:
    told = {"about": "event", "a": f"{DOC}:0-5", "holds": "no", "reason": "date", "why": "1 May"}
    answer = client.post("/en/review/judge", data=told | {"by": "سالم"})
    (judged,) = desk.judged
    assert answer.headers["location"] == f"/en/review?done={judged.id}"
    assert (judged.holds, judged.by, judged.why) == (False, "سالم", "date: 1 May")
    assert desk.refreshed == 1


def test_a_judgement_can_be_taken_back(client: TestClient, desk: FakeDesk) -> None:
    client.post("/en/review/judge", data={"about": "name", "a": f"{DOC}:0-5", "holds": "yes"})
    answer = client.post("/en/review/withdraw", data={"id": desk.judged[0].id})
    assert answer.status_code == 303
    assert desk.judged == []


def test_judgements_travel_from_one_desk_to_another(client: TestClient, desk: FakeDesk) -> None:
    told = {"about": "actors", "a": f"{DOC}:0-5", "b": f"{OTHER}:1-4", "holds": "no"}
    client.post("/en/review/judge", data=told)
    lines, judged = client.get("/en/review/judgements.jsonl").content, desk.judged.pop()
    answer = client.post("/en/review/import", files={"file": ("judgements.jsonl", lines)})
    assert answer.headers["location"].endswith("imported=1")
    assert desk.judged == [judged]


def test_one_place_is_not_judged_to_be_itself(client: TestClient, desk: FakeDesk) -> None:
    told = {"about": "actors", "a": f"{DOC}:0-5", "b": f"{DOC}:0-5", "holds": "yes"}
    assert client.post("/en/review/judge", data=told).status_code == 400
    assert desk.judged == []
