"""A search as a feed: which events, how safe, for whom."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from lxml import etree

from cli.running import khabar
from khabar.acquire.feed import parsed
from khabar.acquire.limits import Limits
from khabar.acquire.sources import Input
from khabar.export.told.events import told_events
from khabar.export.told.feed import Channel, rss
from khabar.pipeline.exports import held_by
from khabar.pipeline.kit import recipe
from khabar.serve.desk import Desk
from khabar.serve.safety.tokens import Holder, Role, add_token, tokens_in
from khabar.serve.settings import Serving
from khabar.serve.views import Wanted
from khabar.store.base import StoredReading
from khabar.store.opening import open_store
from serve.sample_desk import sample_copy, sample_desk
from serve.serving import asking

_HOSTILE = "</title><script>alert(1)</script>&amp;"


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with asking(sample_desk()) as client:
        yield client


def ids(body: bytes) -> list[str]:
    return [g.text or "" for g in etree.fromstring(body).iter("guid")]


@pytest.mark.parametrize("asked", [{"q": "موسكو"}, {"type": "CONSULT"}, {"q": "Moscow"}, {}])
def test_a_feed_has_the_newest_events_of_its_search(
    client: httpx.Client, asked: dict[str, str]
) -> None:
    answer = client.get("/ar/search.rss", params={**asked, "in": "articles"})
    assert answer.headers["content-type"].startswith("application/rss+xml")
    wanted = Wanted(**asked, sort="newest")
    rows = sample_desk().events(wanted, None, 50).rows
    assert rows
    assert sorted(ids(answer.content)) == sorted(row.id for row in rows)


def test_its_items_say_what_the_record_says(client: httpx.Client) -> None:
    found = etree.fromstring(client.get("/en/search.rss", params={"q": "موسكو"}).content)
    rows = {r.id: r for r in sample_desk().events(Wanted(q="موسكو", sort="newest")).rows}
    for item in found.iter("item"):
        row = rows[item.findtext("guid") or ""]
        assert item.findtext("category") == row.type
        described = item.findtext("description") or ""
        assert f"{row.standing}, {row.origins} independent source(s)" in described
        words = re.sub(r"<[^>]+>", "", described.partition("</p>")[0])
        told = [" ".join(r.sentence.words.split()) for r in sample_desk().reports(row.id)]
        assert any(unescape(words) in t or t in unescape(words) for t in told)
    days = [r.published for row in rows.values() for r in sample_desk().reports(row.id)]
    assert any(days)
    assert found.findtext(".//pubDate")


def test_its_items_are_those_of_the_whole_record(client: httpx.Client, tmp_path: Path) -> None:
    with open_store(sample_copy(tmp_path)) as store:
        held = held_by(store, recipe(), "2026-01-02")
        whole = rss(told_events(held), Channel(built=held.day), most=100_000)
    expected = {g: etree.tostring(i) for i in etree.fromstring(whole).iter("item")
                if (g := i.findtext("guid"))}  # fmt: skip
    for asked in ({}, {"q": "موسكو"}, {"type": "ASSAULT"}):
        found = etree.fromstring(client.get("/ar/search.rss", params=asked).content)
        for item in found.iter("item"):
            assert etree.tostring(item).strip() == expected[item.findtext("guid") or ""].strip()


def test_our_own_reader_of_feeds_reads_it(client: httpx.Client) -> None:
    body = client.get("/ar/search.rss", params={"q": "موسكو"}).content
    found = parsed(body, Input(path="search.rss"), Limits())
    assert found.broken is None
    assert len(found.feed.entries) == len(ids(body))
    assert "موسكو" in (found.feed.title or "")


def test_the_page_of_a_search_leads_to_its_feed(client: httpx.Client) -> None:
    for language, says in (("ar", "تابع هذا البحث"), ("en", "Follow this search")):
        page = client.get(f"/{language}/search", params={"q": "موسكو", "in": "events"}).text
        (alternate,) = re.findall(r'<link rel="alternate"[^>]*href="([^"]+)"', page)
        assert says in page
        assert client.get(unescape(alternate)).status_code == 200
    # Another tab's filters are none of events.
    assert "search.rss" not in client.get("/en/search", params={"in": "actors"}).text
    assert "search.rss" not in client.get("/en/events").text


def test_its_channel_leads_back_to_the_search(client: httpx.Client) -> None:
    found = etree.fromstring(client.get("/en/search.rss", params={"q": "موسكو"}).content)
    link = found.findtext("channel/link") or ""
    assert link.startswith(str(client.base_url))
    page = client.get(link)
    assert page.status_code == 200
    assert 'aria-current="page">Events' in page.text


def test_who_has_a_feed_gets_it_not_again(client: httpx.Client) -> None:
    first = client.get("/en/search.rss", params={"q": "موسكو"})
    tag = {"If-None-Match": first.headers["etag"]}
    assert client.get("/en/search.rss", params={"q": "موسكو"}, headers=tag).status_code == 304
    assert client.get("/en/search.rss", params={"q": "برلين"}, headers=tag).status_code == 200


def test_a_search_that_finds_nothing_is_a_feed_without_items(client: httpx.Client) -> None:
    for words in ("لا٠يوجد٠قط zzzz", "!!!"):
        answer = client.get("/ar/search.rss", params={"q": words})
        assert answer.status_code == 200
        assert ids(answer.content) == []


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"type": "NOTHING"}, 400), ({"status": "x"}, 400), ({"standing": "</title>"}, 400),
        ({"since": "yesterday"}, 422), ({"typ": "CONSULT"}, 422), ({"q": "م" * 501}, 422),
    ],
)  # fmt: skip
def test_a_filter_that_cannot_be_is_refused(
    client: httpx.Client, asked: dict[str, str], status: int
) -> None:
    answer = client.get("/en/search.rss", params=asked)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_no_words_of_a_search_leave_the_title(client: httpx.Client) -> None:
    body = client.get("/en/search.rss", params={"q": _HOSTILE + "\x00\x08"}).content
    found = etree.fromstring(body)
    assert _HOSTILE in (found.findtext("channel/title") or "")
    assert not list(found.iter("script"))


def test_no_words_of_an_article_leave_their_item(tmp_path: Path) -> None:
    text = (
        f"طرابلس - {_HOSTILE}\n\nقال وزير الخارجية الروسي سيرغي لافروف إن بلاده تدعم الحوار. "
        f"<script>alert(2)</script> زار المشير خليفة حفتر موسكو والتقى <b>لافروف</b> ]]> فيها."
    )
    row = {"id": "own", "title": _HOSTILE, "text": text, "url": "https://a.example/?a=1&b=<i>"}
    (tmp_path / "news.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    where = tmp_path / "own.db"
    assert khabar("read", str(tmp_path / "news.jsonl"), "--store", str(where)).code == 0
    with Desk.open(where) as desk, asking(desk) as client:
        found = etree.fromstring(client.get("/ar/search.rss").content)
    assert list(found.iter("item"))
    assert not list(found.iter("script"))
    for each in found.iter("title", "description"):
        # Readers take both for HTML: nothing of the article may be a tag there.
        html = re.sub(r'</?p(?: dir="rtl")?>|<br>', "", each.text or "")
        assert "<" not in html


def test_a_feed_holds_fifty_events_at_most(client: httpx.Client) -> None:
    assert sample_desk().counts().events > 50
    assert len(ids(client.get("/en/search.rss").content)) == 50


def test_a_feed_needs_a_token_where_pages_do(tmp_path: Path) -> None:
    file = tmp_path / "tokens.txt"
    secret = add_token(file, Holder(name="reader", role=Role.READ))
    with asking(sample_desk(), Serving(tokens=tokens_in(file))) as client:
        refused = client.get("/en/search.rss")
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"] == "Bearer"
        bearer = {"Authorization": f"Bearer {secret}"}
        assert client.get("/en/search.rss", headers=bearer).status_code == 200
        assert client.get("/en/search.rss", params={"token": secret}).status_code == 401


def test_a_feed_looks_at_the_readings_of_its_events_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk, looked = sample_desk(), list[str]()
    whole = desk.store.reading

    def watched(doc: str, recipe: str) -> StoredReading | None:
        looked.append(doc)
        return whole(doc, recipe)

    monkeypatch.setattr(desk.store, "reading", watched)
    wanted = Wanted(q="موسكو", sort="newest")
    told = {r.document for e in desk.events(wanted).rows for r in desk.reports(e.id)}
    held = desk.newest(wanted)
    assert {r.document.id for r in held.readings()} == set(looked)
    assert set(looked) <= told
    assert len(looked) == len(set(looked))
