"""Addresses become documents: pages, and feeds and sitemaps with the pages that they list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler

import pytest

from acquire.test_feed import FULL, LEAD, item, rss
from acquire.web_server import Hands, Site, answer, fetcher, served
from khabar.acquire.documents import acquire, read_inputs
from khabar.acquire.fetcher import Manners
from khabar.acquire.limits import Limits
from khabar.acquire.web import Web
from khabar.acquire.webstate import WebState
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as found:
        yield found


@pytest.fixture
def state() -> Iterator[WebState]:
    with WebState() as found:
        yield found


def web(state: WebState, most: int = 50, hands: Hands | None = None) -> Web:
    return Web(
        fetcher=fetcher(state, hands or Hands(), Manners(patience=0)), limits=Limits(),
        read_input=lambda source, limits: read_inputs(iter((source,)), limits), most=most,
    )  # fmt: skip


def page(n: int) -> str:
    return (
        f"<!DOCTYPE html><html lang='ar'><head><title>خبر {n}</title></head><body><article>"
        f"<h1>خبر {n}</h1><p>{LEAD} رقم {n}</p>{FULL}</article></body></html>"
    )


def feed(site: Site, *numbers: int) -> None:
    items = (item(n).replace("https://news.example", site.root) for n in numbers)
    site.page("/feed", rss(*items), "application/rss+xml")
    for n in numbers:
        site.page(f"/a/{n}", page(n))


def documents(found: Sequence[Document | SetAside]) -> list[Document]:
    return [each for each in found if isinstance(each, Document)]


def reasons(found: Sequence[Document | SetAside]) -> list[str]:
    return [each.reason for each in found if isinstance(each, SetAside)]


def test_without_the_web_an_address_is_set_aside() -> None:
    (aside,) = acquire(["https://news.example/a"])
    assert isinstance(aside, SetAside)
    assert "khabar works offline here" in aside.reason


def test_a_page_is_read_from_its_address(site: Site, state: WebState) -> None:
    site.page("/a?id=1", page(1))
    (document,) = acquire([site.url("/a?id=1")], web=web(state).read)
    assert isinstance(document, Document)
    assert "القرى البعيدة" in document.text
    assert document.source.path == site.url("/a?id=1")
    assert document.source.fetched == "2023-11-14"
    assert document.published.earliest is None


def test_a_feed_leads_to_its_pages(site: Site, state: WebState) -> None:
    feed(site, 1, 2)
    found = documents(list(web(state).read(site.url("/feed"))))
    assert [each.source.path for each in found] == [site.url("/a/1"), site.url("/a/2")]
    assert found[0].text.count("القرى البعيدة") == 11
    # What the page does not tell, its feed does.
    assert found[0].published.earliest == "2021-11-10"
    assert found[0].source.outlet == "صحيفة المثال"


def test_one_page_that_is_gone_stops_no_other(site: Site, state: WebState) -> None:
    feed(site, 1, 2, 3)
    site.status("/a/2", 404)
    found = list(web(state).read(site.url("/feed")))
    assert len(documents(found)) == 2
    assert reasons(found) == [
        f"{site.url('/a/2')}: the server has no such page (404). Check the address."
    ]


def test_a_rerun_asks_for_nothing_twice_and_goes_on_where_it_stopped(
    site: Site, state: WebState
) -> None:
    feed(site, 1, 2, 3)
    first = list(web(state, most=2).read(site.url("/feed")))
    assert len(documents(first)) == 2
    assert "Run the same command again to go on" in reasons(first)[0]
    site.asked.clear()
    second = list(web(state, most=2).read(site.url("/feed")))
    assert len(documents(second)) == 3
    assert reasons(second) == []
    assert site.asked == ["/a/3"]


def test_a_page_that_its_feed_calls_changed_is_asked_for_again(site: Site, state: WebState) -> None:
    feed(site, 1)
    list(web(state).read(site.url("/feed")))
    later = item(1, date="Thu, 16 Nov 2023 10:00:00 +0100")
    site.page("/feed", rss(later.replace("https://news.example", site.root)))
    site.page("/a/1", page(1).replace("رقم 1", "رقم واحد"))
    hands = Hands()
    hands.now += 3_600
    (document,) = documents(list(web(state, hands=hands).read(site.url("/feed"))))
    assert "رقم واحد" in document.text


def test_an_article_that_the_feed_gives_in_full_is_not_asked_for(
    site: Site, state: WebState
) -> None:
    full = f"<content:encoded><![CDATA[{FULL}]]></content:encoded></item>"
    site.page("/feed", rss(item(1).replace("</item>", full)))
    assert len(documents(list(web(state).read(site.url("/feed"))))) == 1
    assert site.asked == ["/robots.txt", "/feed"]


def test_sitemaps_lead_to_sitemaps_and_end(site: Site, state: WebState) -> None:
    loc = f"<sitemap><loc>{site.url('/index')}</loc></sitemap>"
    loc += f"<sitemap><loc>{site.url('/s1')}</loc></sitemap>"
    site.page("/index", f"<sitemapindex>{loc}</sitemapindex>", "application/xml")
    site.page("/s1", f"<urlset><url><loc>{site.url('/a/1')}</loc></url></urlset>")
    site.page("/a/1", page(1))
    found = list(web(state).read(site.url("/index")))
    assert len(documents(found)) == 1
    assert reasons(found) == []


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_feed_in_trouble_is_set_aside(site: Site, state: WebState, status: int) -> None:
    site.status("/feed", status)
    (reason,) = reasons(list(web(state).read(site.url("/feed"))))
    assert reason.startswith(f"{site.url('/feed')}: the server ")
    assert reason.endswith("Try again later.")


def test_a_feed_that_drops_the_connection_is_set_aside(site: Site, state: WebState) -> None:
    def drop(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<rss>")
        handler.close_connection = True

    site.pages["/feed"] = drop
    assert "broke off" in reasons(list(web(state).read(site.url("/feed"))))[0]


def test_entities_and_broken_xml_over_the_web(site: Site, state: WebState) -> None:
    site.page("/evil", rss(item(), head='<!DOCTYPE rss [<!ENTITY a "b">]>'))
    assert "entities of its own" in reasons(list(web(state).read(site.url("/evil"))))[0]
    feed(site, 1, 2)
    whole = rss(*(item(n).replace("https://news.example", site.root) for n in (1, 2)))
    site.page("/feed", whole[:-40])
    found = list(web(state).read(site.url("/feed")))
    assert len(documents(found)) == 2
    assert "broken at line" in reasons(found)[0]


def test_a_server_that_names_another_charset_does_no_harm(site: Site, state: WebState) -> None:
    def wrong(handler: BaseHTTPRequestHandler) -> None:
        body = rss(item()).replace("https://news.example", site.root).encode()
        answer(handler, 200, body, "text/xml; charset=windows-1252")

    site.pages["/feed"] = wrong
    site.page("/a/1", page(1).encode("windows-1256"), "text/html; charset=utf-8")
    (document,) = documents(list(web(state).read(site.url("/feed"))))
    assert LEAD in document.text
    assert document.source.title == "خبر 1"


def test_a_page_of_another_site_in_a_feed_may_not_lead_into_our_network(
    site: Site, state: WebState
) -> None:
    site.page("/feed", rss(item(1).replace("https://news.example", "http://10.0.0.1")))
    (reason,) = reasons(list(web(state).read(site.url("/feed"))))
    assert "10.0.0.1, which is no public address" in reason
