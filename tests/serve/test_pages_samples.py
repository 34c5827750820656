"""The pages over the samples: whatever a page links to answers."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from khabar.schema.judgement import About, Judgement, Spot
from khabar.serve.api.answers import attached
from khabar.serve.app import create_app
from khabar.serve.desk import Desk
from khabar.serve.pages import pages
from khabar.serve.settings import Serving
from khabar.serve.views import Wanted
from serve.sample_desk import sample_copy, sample_desk

_LINK = re.compile(r'href="([^"]+)"')
_ID = re.compile(r"[kv]_[^/?&]+|[0-9a-f]{64}")
_EACH = 2  # so many pages of a kind are followed


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(pages(sample_desk()))
    with TestClient(app) as client:
        yield client


def test_every_link_between_pages_leads_somewhere(client: TestClient) -> None:
    kinds: Counter[str] = Counter()
    seen, queue = set[str](), ["/ar/"]
    while queue:
        path = queue.pop()
        kind = _ID.sub("X", path).partition("?")[0]
        if path in seen or kinds[kind] >= _EACH:
            continue
        seen.add(path)
        kinds[kind] += 1
        answer = client.get(path)
        assert answer.status_code == 200, path
        links = (unescape(x).partition("#")[0] for x in _LINK.findall(answer.text))
        # Jobs belong to the whole application: test_pages_adding asks for their page.
        queue += [x for x in links if x.startswith(("/ar/", "/en/")) and not x.endswith("/add")]
    assert len(kinds) > 40


def test_an_actor_is_asked_for_by_name(client: TestClient) -> None:
    (first,) = sample_desk().actors(Wanted(), None, 1).rows
    found = client.get("/ar/events", params={"actor": first.name.ar}).text
    assert f"actor={first.id}" in unescape(found)


def test_the_path_between_two_actors_needs_no_script(client: TestClient) -> None:
    (tie, *_) = sample_desk().ties()
    found = client.get("/en/network", params={"actor": tie.a.id, "other": tie.b.id}).text
    assert "data-way" in found


def test_an_article_is_shown_letter_by_letter(client: TestClient) -> None:
    (row,) = sample_desk().documents(Wanted(), None, 1).rows
    article = sample_desk().article(row.id)
    assert article is not None
    page = client.get(f"/ar/articles/{row.id}").text
    body = page.partition("<article")[2].partition(">")[2].partition("</article>")[0]
    shown = re.sub(r'<a class="here".*?</a>', "", body)
    assert unescape(re.sub(r"<[^>]+>", "", shown)) == article.text


def test_a_link_to_a_sentence_ends_at_its_first_character(client: TestClient) -> None:
    desk = sample_desk()
    for event in desk.events(limit=8).rows:
        at = desk.reports(event.id)[0].at
        text = client.get(f"/ar/articles/{at.document}?at={at.start}-{at.end}").text
        assert text.count('id="at"') == 1
        assert text.count('class="chosen"') >= 1
    assert 'id="at"' not in client.get(f"/ar/articles/{at.document}?at=9-3").text


def test_the_file_of_a_pairs_series_has_the_names_of_the_pair(client: TestClient) -> None:
    tie = sample_desk().ties(limit=1)[0]
    text = unescape(client.get(f"/en/actors/{tie.a.id}/with/{tie.b.id}").text)
    names = " - ".join(x.name.en or x.name.ar for x in (tie.a, tie.b))
    assert f'data-title="Conflict and cooperation - {names}"' in text
    assert f'download="Conflict and cooperation - {names}.json"' in text
    with TestClient(create_app(sample_desk(), Serving()), base_url="http://127.0.0.1") as api:
        asked = {"a": tie.a.id, "b": tie.b.id, "format": "csv"}
        said = api.get("/api/v1/series", params=asked).headers["content-disposition"]
    assert f"series - {names} - month.csv" in unquote(said)


def test_no_name_of_a_file_can_leave_its_header() -> None:
    assert attached('a"\r\nX: 1; b.csv') == 'attachment; filename="aX 1 b.csv"'
    assert attached("سلسلة.csv").startswith('attachment; filename="khabar.csv"; filename*=UTF-8')


def test_what_was_understood_in_an_article_is_a_table_too(client: TestClient) -> None:
    row = sample_desk().documents(limit=1).rows[0]
    page = client.get(f"/en/articles/{row.id}").text
    told = client.get(f"/en/articles/{row.id}/marks.csv")
    assert f"/en/articles/{row.id}/marks.csv" in page
    lines = list(csv.DictReader(io.StringIO(told.text.lstrip("\ufeff"))))
    assert len(lines) == page.count('<li id="m') + sum(x["layer"] == "furniture" for x in lines)
    assert {"layer", "start", "end", "label", "found_by", "sure"} <= lines[0].keys()


def test_a_search_says_how_much_there_is_of_each_kind(client: TestClient) -> None:
    page = client.get("/en/search?q=موسكو&in=events").text
    found = dict(re.findall(r"in=(\w+)\"[^>]*>[^<]*<small>(\d+)</small>", page))
    wanted = Wanted(q="موسكو")
    assert found == {
        "articles": str(sample_desk().documents(wanted).total),
        "events": str(sample_desk().events(wanted).total),
        "actors": str(sample_desk().actors(wanted).total),
        "statements": str(sample_desk().statements(wanted).total),
    }


def test_the_first_page_says_what_changed_since_yesterday(
    client: TestClient, tmp_path: Path
) -> None:
    assert "changes since yesterday" not in client.get("/en/").text
    with Desk.open(sample_copy(tmp_path)) as desk:
        event = desk.spot(desk.events(limit=1).rows[0].id)
        assert event is not None
        at = Spot(doc=event.document, start=event.start, end=event.end)
        desk.judge(Judgement(a=at, about=About.EVENT, holds=False, by="me", day="2026-01-01"))
        desk.refresh()
        app = FastAPI()
        app.include_router(pages(desk))
        with TestClient(app) as asking:
            assert "changes since yesterday" in asking.get("/en/").text
