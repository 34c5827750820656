"""What a feed or a sitemap lists: addresses, with what it says of each.

RSS 0.9 to 2.0, RDF, Atom, sitemaps, news sitemaps and indexes of sitemaps. Elements are known by
their names alone: many feeds forget to declare the name spaces they use.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree

from khabar.acquire.addresses import is_web
from khabar.acquire.datelines import dated, hijri_dated
from khabar.acquire.feed_tree import name_of
from khabar.acquire.html_moments import days_of
from khabar.lang.ar.normalise import normalise
from khabar.schema.moments import Basis, Published, edtf

MOST_ENTRIES = 50_000
"""As many addresses as one sitemap may list."""
_SPACES = re.compile(r"\s+")
_MARKUP = re.compile(r"<[^>]{0,300}>")
_BESIDE = ("search.yahoo.com/mrss", "itunes.com", "itunes.apple.com", "xmlns/podcast")
_PUBLISHED = ("pubDate", "published", "issued", "publication_date", "date", "created")
_UPDATED = ("updated", "modified", "lastmod")
_FULL = ("encoded", "content", "fulltext")
_LONGEST = 500  # characters of a title or name


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article as a feed tells of it; content and summary are HTML or plain text.

    stamp is what the feed says last changed in time, word for word: another one, another version.
    """

    address: str | None = None
    key: str
    title: str | None = None
    content: str | None = None
    summary: str | None = None
    published: Published = field(default_factory=Published)
    stamp: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A list of articles, or of further lists; is_sitemap says that it holds addresses only."""

    title: str | None = None
    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()
    is_sitemap: bool = False


def feed_of(root: etree._Element, url: str | None) -> Feed | None:
    """What a tree lists; None where it is neither feed nor sitemap.

    Args:
        url: where it was, for addresses that are given relative to it.
    """
    kind = name_of(root).lower()
    if kind == "sitemapindex":
        found = (_address(_texts(each).get("loc"), url) for each in _named(root, "sitemap"))
        return Feed(sitemaps=tuple(dict.fromkeys(filter(None, found))), is_sitemap=True)
    if kind == "urlset":
        return Feed(entries=_distinct(_page(e, url) for e in _named(root, "url")), is_sitemap=True)
    if kind not in ("rss", "rdf", "feed", "channel"):
        return None
    title = _line(_texts(next(_named(root, "channel"), root)).get("title"))
    entries = (_entry(each, url, title) for each in _named(root, "item", "entry"))
    return Feed(title=title, entries=_distinct(entries))


def _named(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    return (each for each in root.iter() if name_of(each) in names)


def _distinct(entries: Iterable[Entry | None]) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry is not None:
            found.setdefault(entry.key, entry)
        if len(found) == MOST_ENTRIES:
            break
    return tuple(found.values())


def _page(element: etree._Element, url: str | None) -> Entry | None:
    """An address of a sitemap; what a news sitemap says of it stands deeper inside."""
    said: dict[str, str] = {}
    for each in element.iter():
        if not any(mark in str(each.tag) for mark in ("image", "video")):
            said.setdefault(name_of(each), (each.text or "").strip())
    address = _address(said.get("loc"), url)
    if address is None:
        return None
    return Entry(
        address=address, key=address, title=_line(said.get("title")),
        published=stated_day(said.get("publication_date")),
        stamp=said.get("lastmod") or said.get("publication_date") or None,
        outlet=_line(said.get("name")),
    )  # fmt: skip


def _entry(element: etree._Element, url: str | None, outlet: str | None) -> Entry | None:
    said = _texts(element)
    base = element.get("{http://www.w3.org/XML/1998/namespace}base") or url
    address = _link(element, said, base)
    own = said.get("guid") or said.get("id") or address
    title = _line(said.get("title"))
    content = _first(said, _FULL)
    summary = _first(said, ("description", "summary", "abstract"))
    key = own or title or (summary or "")[:200]
    if not key:
        return None
    stated = _first(said, _PUBLISHED)
    published = stated_day(stated)
    return Entry(
        address=address, key=key, title=title, content=content, summary=summary,
        published=published, stamp=_first(said, _UPDATED) or stated,
        outlet=_line(_publisher(element)) or outlet,
    )  # fmt: skip


def _first(said: dict[str, str], names: Iterable[str]) -> str | None:
    return next((said[name] for name in names if said.get(name)), None)


def _texts(element: etree._Element) -> dict[str, str]:
    """What the children of an element say, the first of each name that says anything."""
    found: dict[str, str] = {}
    for child in element:
        tag = str(child.tag)
        if any(beside in tag for beside in _BESIDE) or tag.startswith(("media:", "itunes:")):
            continue
        text = _text(child)
        if text and not found.get(name_of(child)):
            found[name_of(child)] = text
    return found


def _text(element: etree._Element) -> str:
    """The words of an element; where it holds a page of its own (XHTML), that page."""
    if len(element) and name_of(element) in ("content", "summary", "description", "title"):
        inner = (etree.tostring(each, encoding="unicode", method="html") for each in element)
        return (element.text or "") + "".join(inner)
    return "" if len(element) else (element.text or "").strip()


def _link(element: etree._Element, said: dict[str, str], base: str | None) -> str | None:
    """The address of the article itself: not its comments, its picture, or a counter of clicks."""
    links = [child for child in element if name_of(child) == "link"]
    hrefs = [
        child.get("href") for child in links
        if child.get("rel", "alternate") == "alternate" and "html" in child.get("type", "html")
    ]  # fmt: skip
    guid = next((child for child in element if name_of(child) == "guid"), None)
    permanent = guid is not None and guid.get("isPermaLink", "true").lower() == "true"
    known = (said.get("origLink"), said.get("link"), *hrefs, said.get("guid") if permanent else "")
    return next(filter(None, (_address(each, base) for each in known)), None)


def _address(said: str | None, base: str | None) -> str | None:
    if not said or len(said) > 4_000:
        return None
    said = html.unescape(said.strip())
    try:
        joined = urljoin(base, said) if base else said
    except ValueError:
        return None
    return joined if is_web(joined) and joined.isprintable() and " " not in joined else None


def _publisher(element: etree._Element) -> str | None:
    """Who an aggregator says the article is from."""
    for child in element:
        if name_of(child) == "source":
            return child.text if not len(child) else _texts(child).get("title")
    return None


def _line(said: str | None) -> str | None:
    """A title in one line, without markup."""
    if not said:
        return None
    text = _SPACES.sub(" ", html.unescape(_MARKUP.sub(" ", html.unescape(said)))).strip()
    return text[:_LONGEST] or None


def stated_day(said: str | None) -> Published:
    """The day of publication that a feed states, in figures or Arabic words; unknown if unsure."""
    if not said:
        return Published()
    said = _SPACES.sub(" ", said).strip()[:120]
    days = days_of(said)
    ends = (days.first, days.last) if days is not None else None
    if ends is None:
        view = normalise(said)
        line = dated(view)
        named = {day for _, day in line.days} if line is not None and line.agree else set()
        only = next(iter(named)) if len(named) == 1 else None
        ends = (only, only) if only is not None else None if line else hijri_dated(view)
    if ends is None:
        return Published()
    first, last = (edtf(day.isoformat()) for day in ends)
    return Published(earliest=first, latest=last, basis=Basis.METADATA, why=f"the feed says {said}")
