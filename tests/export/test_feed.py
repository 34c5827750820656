"""The feed: RSS 2.0 that our own reader of feeds reads back, and in which no article is HTML."""

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from html import unescape

from lxml import etree
from lxml import html as lxml_html

from export.holding import held_of
from export.sampled import hostile, sampled
from khabar.acquire.feed_entries import feed_of
from khabar.acquire.feed_tree import feed_tree
from khabar.export.told.events import Told, told_events
from khabar.export.told.feed import NEWEST, Channel, newest_feed, rss
from khabar.schema.events import EventType

REQUIRED = ("title", "link", "description")


@cache
def told() -> tuple[Told, ...]:
    return tuple(told_events(held_of(*sampled())))


@cache
def everything() -> bytes:
    return rss(told(), Channel(built="2024-05-01"), most=len(told()))


def channel_of(written: bytes) -> etree._Element:
    """The channel, checked against what RSS 2.0 asks."""
    root = etree.fromstring(written, etree.XMLParser(resolve_entities=False))
    assert root.tag == "rss"
    assert root.get("version") == "2.0"
    (channel,) = root
    for name in REQUIRED:
        assert channel.findtext(name)
    parsedate_to_datetime(channel.findtext("lastBuildDate"))
    for item in channel.iterfind("item"):
        assert item.findtext("title") or item.findtext("description")
        assert len(item.findall("guid")) == 1
        for day in item.findall("pubDate"):
            assert parsedate_to_datetime(day.text).tzinfo is not None
    return channel


def test_it_is_rss_with_the_newest_report_first():
    channel = channel_of(newest_feed(held_of(*sampled())))
    days = [parsedate_to_datetime(d.text) for d in channel.iterfind("item/pubDate")]
    assert len(days) > 50
    assert days == sorted(days, reverse=True)
    newest = max(t.first for t in told())
    assert days[0] == datetime.fromisoformat(newest).replace(tzinfo=UTC)


def test_our_own_reader_of_feeds_reads_it():
    tree = feed_tree(everything(), "feed.xml", limit=10_000_000)
    found = feed_of(tree.root, "https://desk.example/feed.xml")
    assert found is not None
    assert len(found.entries) == len(told())
    links = {t.lead.url for t in told()} - {""}
    assert links <= {entry.address for entry in found.entries}


def test_every_event_is_there_once_and_leads_to_its_article():
    channel = channel_of(everything())
    ids = [g.text for g in channel.iterfind("item/guid")]
    assert sorted(ids) == sorted(t.event.id for t in told())
    links = {t.event.id: t.lead.url for t in told()}
    for item in channel.iterfind("item"):
        assert (item.findtext("link") or "") == links[item.findtext("guid")]
    assert any(links.values())


def test_it_holds_no_more_than_the_newest():
    many = [replace(t, event=replace(t.event, id=f"v_{n}")) for n in range(3) for t in told()]
    channel = channel_of(rss(many, Channel(built="2024-05-01")))
    assert len(channel.findall("item")) == NEWEST
    assert len(channel_of(rss(many, Channel(built="2024-05-01"), most=3)).findall("item")) == 3


def test_a_search_has_its_own_title_and_only_its_events():
    found = [t for t in told() if t.event.type is EventType.CONSULT]
    about = Channel(
        title="لقاءات", link="https://desk.example/?q=1", about="a search", built="2024-05-01"
    )
    channel = channel_of(rss(found, about))
    assert channel.findtext("title") == "لقاءات"
    assert {c.text for c in channel.iterfind("item/category")} == {"CONSULT"}


def test_a_feed_without_events_is_a_feed():
    assert channel_of(rss([], Channel(built="2024-05-01"))).findall("item") == []


def test_the_sentence_and_who_says_so_stand_in_the_description():
    channel = channel_of(newest_feed(held_of(*sampled())))
    leads = {t.event.id: t.lead for t in told()}
    for item in channel.iterfind("item"):
        lead, shown = leads[item.findtext("guid")], item.findtext("description")
        text = lxml_html.fromstring(f"<div>{shown}</div>").text_content()
        assert lead.words in text
        assert all(party.name.ar in text for party in lead.chain)


def test_a_hostile_article_stays_text_even_where_readers_show_html():
    channel = channel_of(newest_feed(held_of(*hostile())))
    assert channel.findall("item")
    for item in channel.iterfind("item"):
        assert item.find("link") is None
        shown = lxml_html.fromstring(f"<div>{item.findtext('description')}</div>")
        assert {element.tag for element in shown.iter()} <= {"div", "p", "br"}
        title = item.findtext("title")
        assert "<" not in title
        assert unescape(title)


def test_what_xml_cannot_hold_is_left_out():
    about = Channel(title="a\x00b\x0b\ud800c\ufffe", built="2024-05-01")
    assert channel_of(rss([], about)).findtext("title") == "abc"
