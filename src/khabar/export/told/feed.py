"""Events as an RSS 2.0 feed, the newest reported first; each leads to its article.

Feed readers take descriptions for HTML, and titles sometimes: article text is escaped once more
than XML asks, so that it stays text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree

from khabar.export.told.cast import Party
from khabar.export.told.events import Told, told_events
from khabar.export.told.headlines import headline
from khabar.schema.held import Held

NEWEST = 100
"""How many events a feed holds where nobody says otherwise."""
_HERE = "urn:khabar:events"
_ABOUT = "Events that Arabic news articles report, read by khabar; newest report first."


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a feed says of itself; link is its page or a URN.

    built is the day on which it was made, as "2018-04-20": nothing here looks at a clock.
    """

    title: str = "khabar"
    link: str = _HERE
    about: str = _ABOUT
    built: str


def newest_feed(held: Held) -> bytes:
    """The newest events of a store."""
    return rss(told_events(held), Channel(built=held.day))


def rss(told: Iterable[Told], about: Channel, most: int = NEWEST) -> bytes:
    """An RSS 2.0 document of these events: those of a search, say, or of a whole record.

    Args:
        told: the events, in any order.
        about: the feed itself.
        most: how many events it may hold; those of which no report is dated come last.
    """
    root = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    _element(channel, "title", about.title)
    _element(channel, "link", about.link)
    _element(channel, "description", about.about)
    _element(channel, "language", "ar")
    _element(channel, "lastBuildDate", _stamp(about.built))
    _element(channel, "generator", "khabar")
    for each in sorted(told, key=lambda t: (t.first, t.event.id), reverse=True)[:most]:
        _item(channel, each)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _item(channel: ElementTree.Element, told: Told) -> None:
    item, lead = ElementTree.SubElement(channel, "item"), told.lead
    _element(item, "title", escape(headline(told), quote=False))
    if lead.url:
        _element(item, "link", lead.url)
    _element(item, "description", _description(told))
    _element(item, "category", told.event.type.value)
    guid = _element(item, "guid", told.event.id)
    guid.set("isPermaLink", "false")
    if told.first:
        _element(item, "pubDate", _stamp(told.first))


def _description(told: Told) -> str:
    """The sentence as HTML, and below it who says so, where, when, how it stands."""
    lead = told.lead
    facts = {
        "Said by": " ← ".join(_sources(told)),
        "When": told.event.when or "",
        "Standing": f"{told.event.standing.value}, {len(told.event.origins)} independent source(s)",
    }
    lines = [f"{name}: {escape(value)}" for name, value in facts.items() if value]
    return f'<p dir="rtl">{escape(lead.words)}</p><p>' + "<br>".join(lines) + "</p>"


def _sources(told: Told) -> list[str]:
    """From the outlet inwards to the source nearest the event."""
    return [told.lead.outlet or "an unknown outlet", *map(_source, told.lead.chain)]


def _source(party: Party) -> str:
    return party.name.ar


def _element(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = "".join(c for c in text if _is_xml(c))
    return element


def _is_xml(character: str) -> bool:
    """Whether XML 1.0 can hold a character at all."""
    code = ord(character)
    return (
        code in (0x9, 0xA, 0xD)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or code >= 0x10000
    )


def _stamp(day: str) -> str:
    return format_datetime(datetime.fromisoformat(day).replace(tzinfo=UTC))
