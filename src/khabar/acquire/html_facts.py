"""What a page says of itself in its head: as text, checked, and believed no further."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from khabar.acquire.html_tree import Tree

_ARTICLES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle"
    " backgroundnewsarticle reviewnewsarticle blogposting liveblogposting report socialmediaposting"
    .split()
)  # fmt: skip
_DEEPEST = 6  # levels of linked data
_LONGEST = 500  # characters of a fact
_LONGEST_ADDRESS = 2_000
_HOST = re.compile(r"(?!\d+(?:\.\d+){3}$)(?:[\w-]{1,63}\.)+[^\W\d_][\w-]{1,62}\.?")
_SPACES = re.compile(r"\s+")
_NO_ADDRESS = re.compile('[\\s<>"{}|\\\\^`\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
Node = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Head:
    """The meta elements of a page by name in small letters, and its article in linked data."""

    meta: Mapping[str, tuple[str, ...]]
    article: Node
    links: Mapping[str, str]
    title: str | None
    language: str | None

    def first(self, *names: str) -> str | None:
        """The first of these meta elements that says anything."""
        return next((value for name in names for value in self.meta.get(name, ())), None)

    def linked(self, *path: str) -> str | None:
        """A text in the article's linked data: the first, where there are many."""
        return next(iter(_texts(self.article, path)), None)

    def all_linked(self, *path: str) -> tuple[str, ...]:
        """All texts that stand there."""
        return tuple(dict.fromkeys(_texts(self.article, path)))


def head_of(tree: Tree) -> Head:
    """Read what the head of a page, and its linked data, say."""
    root = tree.root
    title = root.find(".//title")
    nodes = [node for script in tree.linked_data for node in _nodes(_parsed(script), 0)]
    links: dict[str, str] = {}
    for link in root.iter("link"):
        for rel in (link.get("rel") or "").lower().split():
            links.setdefault(rel, (link.get("href") or "").strip())
    return Head(
        meta=_meta(tree),
        article=next((node for node in nodes if _is_article(node)), {}),
        links=links,
        title=plain(title.text_content()) if title is not None else None,
        language=(root.get("lang") or root.get("xml:lang") or "").strip().lower() or None,
    )


def _meta(tree: Tree) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for meta in tree.root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        value = plain(meta.get("content"))
        if name and value:
            key = name.strip().lower()
            found[key] = (*found.get(key, ()), value)
    return found


def plain(value: str | None) -> str | None:
    """A fact as one line without markup's escapes; None where nothing is left."""
    if value is None or len(value) > 20 * _LONGEST:
        return None
    return _SPACES.sub(" ", html.unescape(value)).strip()[:_LONGEST] or None


def _parsed(script: str) -> object:
    try:
        return json.loads(script.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):  # broken, or nested too deep: it says nothing then
        return None


def _nodes(value: object, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(name), depth + 1)


def _is_article(node: Node) -> bool:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.lower() in _ARTICLES for kind in listed)


def _texts(value: object, path: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, list):
        for each in value[:20]:
            yield from _texts(each, path)
    elif path and isinstance(value, dict):
        yield from _texts(value.get(path[0]), path[1:])
    elif isinstance(value, dict):
        yield from _texts(value.get("name"), ())
    elif isinstance(value, str | bool) and not path and (said := plain(str(value))):
        yield said


def address(value: str | None) -> str | None:
    """An address that can be one: of the web, with a host by name, and nothing hidden in it."""
    if not value or len(value) > _LONGEST_ADDRESS or _NO_ADDRESS.search(value.strip()):
        return None
    try:
        parts = urlsplit(value.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    usable = parts.scheme.lower() in ("http", "https") and "@" not in parts.netloc
    return value.strip() if usable and _HOST.fullmatch(host) and port in (None, 80, 443) else None


def host_of(url: str | None) -> str:
    """The host of an address that was checked, without "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
