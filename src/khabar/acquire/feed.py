"""Feeds as files: what they hold of each article is read; nothing is fetched."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from khabar.acquire.article import checked, plain
from khabar.acquire.feed_entries import Entry, Feed, feed_of
from khabar.acquire.feed_tree import feed_tree, looks_like_feed
from khabar.acquire.html_text import page_lines
from khabar.acquire.html_tree import tree_of
from khabar.acquire.limits import Limits
from khabar.acquire.sources import Input
from khabar.acquire.whole import whole
from khabar.errors import UnreadableInputError
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document, Source, identity
from khabar.schema.moments import Published

__all__ = ["ReadFeed", "looks_like_feed", "parsed", "read"]

_TAG = re.compile(r"<[a-zA-Z/!]")
_WHOLE = 500  # characters: less is no article that a feed gives in full
_CUT = re.compile(r"(?:\[?(?:…|\.\.\.)\]?|(?:اقر[أا]|قراءة|للمزيد|المزيد)[^\n]{0,30})\s*$")
_APPENDED = re.compile(r"^(?:The post .* appeared first on|ظهرت المقال[ةه] .* على) ")
_FEWEST_WORDS = 12  # of a text that says more than its title


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFeed:
    """A feed that was parsed; broken is what is to be said of the part that could not be."""

    feed: Feed
    encoding: str
    notes: tuple[str, ...]
    broken: str | None


def read(source: Input, limits: Limits) -> Iterator[Document | SetAside]:
    """The articles that a feed holds, each in full or as its summary."""
    data = whole(source, limits.document, "Split it.")
    if isinstance(data, SetAside):
        yield data
        return
    try:
        found = parsed(data, source, limits)
    except UnreadableInputError as error:
        yield SetAside(item=source.path, path=source.path, reason=str(error), payload=data)
        return
    yield from _documents(found, data, source)


def parsed(data: bytes, source: Input, limits: Limits) -> ReadFeed:
    """What the bytes of a feed list.

    Raises:
        UnreadableInputError: they are no feed.
    """
    tree = feed_tree(data, source.path, limits.document, source.charset)
    feed = feed_of(tree.root, source.url)
    if feed is None:
        reason = "it is XML, but neither a feed nor a sitemap"
        raise UnreadableInputError(source.path, reason, "Leave it out.")
    broken = None
    if tree.broken is not None:
        what = f"its XML is broken at line {tree.broken}; {len(feed.entries)} entries were read"
        broken = f"{source.path}: {what}. Fetch it again, or tell its publisher."
    return ReadFeed(feed=feed, encoding=tree.encoding, notes=tree.notes, broken=broken)


def _documents(found: ReadFeed, data: bytes, source: Input) -> Iterator[Document | SetAside]:
    path = source.path
    if found.broken:
        yield SetAside(item=path, path=path, reason=found.broken, payload=data)
    if found.feed.is_sitemap or not found.feed.entries:
        what = "a sitemap lists addresses and holds no articles" if found.feed.is_sitemap else (
            "the feed lists no article"
        )  # fmt: skip
        remedy = "Read it from its address on the web, and its pages are read."
        if not found.broken:
            yield SetAside(item=path, path=path, reason=f"{path}: {what}. {remedy}", payload=data)
        return
    for number, entry in enumerate(found.feed.entries, 1):
        where = f"{path}#{number}"
        try:
            yield document_of(entry, path, where, found, source.fetched)
        except UnreadableInputError as error:
            said = entry.content or entry.summary or entry.title or ""
            kept = said.encode("utf-8", "replace")
            yield SetAside(item=where, path=path, reason=str(error), payload=kept)


def document_of(
    entry: Entry, path: str, where: str, found: ReadFeed, fetched: str | None = None
) -> Document:
    """The document that an entry makes by itself.

    Raises:
        UnreadableInputError: it says too little, or nothing in Arabic.
    """
    text = full_text(entry, where) or _text(entry.content or entry.summary or "", where)
    whole = full_text(entry, where) is not None
    if len(text.split()) < _FEWEST_WORDS:
        remedy = f"Read its page: {entry.address}" if entry.address else "Leave it out"
        raise UnreadableInputError(where, "the feed gives no more than its title", f"{remedy}.")
    notes = found.notes if whole else (*found.notes, "only what the feed says of it, not the page")
    raw = hashlib.sha256((entry.content or entry.summary or "").encode("utf-8", "replace"))
    source = Source(
        path=path, raw_hash=raw.hexdigest(), encoding=found.encoding,
        source_id=None if entry.address else entry.key, url=entry.address, outlet=entry.outlet,
        title=plain(entry.title, where) if entry.title else None, fetched=fetched,
    )  # fmt: skip
    return Document(
        id=identity(checked(text, where), source), text=text, source=source,
        published=entry.published, notes=notes,
    )  # fmt: skip


def full_text(entry: Entry, where: str) -> str | None:
    """The article, where the feed itself holds the whole of it; None where that is not sure."""
    if not entry.content:
        return None
    text = _text(entry.content, where)
    return text if len(text) >= _WHOLE and not _CUT.search(text[-80:]) else None


def _text(said: str, where: str) -> str:
    """The lines of what a feed quotes, which is HTML, escaped HTML, or plain text."""
    if not _TAG.search(said) and _TAG.search(html.unescape(said)):
        said = html.unescape(said)
    if _TAG.search(said):
        lines = [block.text for block in page_lines(tree_of(f"<div>{said}</div>", where).root)]
    else:
        lines = [" ".join(line.split()) for line in html.unescape(said).splitlines()]
    return "\n".join(line for line in lines if line and not _APPENDED.match(line))


def completed(document: Document, entry: Entry) -> Document:
    """A page's document, with what its feed says where the page itself is silent."""
    source = document.source
    if source.title is None and entry.title is not None:
        source = replace(source, title=entry.title)
    if source.outlet is None and entry.outlet is not None:
        source = replace(source, outlet=entry.outlet)
    known = document.published
    unknown = known.earliest is None and known.latest is None
    published = entry.published if unknown and entry.published != Published() else known
    return replace(document, source=source, published=published)
