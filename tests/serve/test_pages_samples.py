"""The pages over the samples: whatever a page links to answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from khabar.serve.pages import pages
from khabar.serve.views import Wanted
from serve.sample_desk import sample_desk

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
