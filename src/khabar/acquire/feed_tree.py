"""From the bytes of a feed to its tree: broken XML as far as it goes, entities never."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5

from lxml import etree

from khabar.acquire.html_decode import decode_page
from khabar.acquire.unpacking import BrokenError, TooLargeError, beginning, is_packed, unpacked
from khabar.errors import UnreadableInputError

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{3,40})", re.IGNORECASE)
_BEFORE = re.compile(
    r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE
)
_FORMS = "rss|feed|RDF|urlset|sitemapindex"
_ROOT = re.compile(rf"\s*<(?:\w{{1,20}}:)?(?:{_FORMS})[\s>/]|\s*<!DOCTYPE\s+(?:{_FORMS})\s*\[")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#[xX][\da-fA-F]{1,6})|([A-Za-z][A-Za-z\d]{0,30}));|&")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_START = 4_096
_LOCAL = re.compile(r"(?:\{[^}]*\})?(?:[^:]*:)?(.*)")


@dataclass(frozen=True, slots=True)
class FeedTree:
    """The root of a feed, how its bytes were read, and at which line its XML broke, if it did."""

    root: etree._Element
    encoding: str
    notes: tuple[str, ...] = ()
    broken: int | None = None


def looks_like_feed(start: bytes) -> bool:
    """Whether bytes that begin like this are a feed or a sitemap, and no other XML or page."""
    if is_packed(start):
        start = beginning(start, _START)
    head = start[:_START].removeprefix(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head[: len(head) // 2 * 2].decode("utf-16", "replace")
    else:
        text = head.decode("latin-1")
    return _ROOT.match(_BEFORE.sub("", text)) is not None


def feed_tree(data: bytes, where: str, limit: int, charset: str | None = None) -> FeedTree:
    """Parse a feed or sitemap, packed or not.

    Args:
        limit: the bytes that it may have unpacked.
        charset: the encoding that its server named.

    Raises:
        UnreadableInputError: it is no XML at all, or XML that means harm.
    """
    data = _plain(data, where, limit)
    declared = _DECLARED.search(data[:_START])
    decoded = decode_page(data, where, declared[1].decode("ascii") if declared else charset)
    if "<!ENTITY" in decoded.text:
        reason = "it declares entities of its own, which no feed needs and attacks are made of"
        raise UnreadableInputError(where, reason, "Leave it out.")
    root, broken = _parsed(_mended(decoded.text))
    if root is None:
        raise UnreadableInputError(where, "it is no XML, so no feed", "Check the address or file.")
    return FeedTree(root, decoded.encoding, decoded.notes, broken)


def _parsed(text: str) -> tuple[etree._Element | None, int | None]:
    """The root of a text, and the line at which its XML broke first, if it did."""
    # The bytes are ours by now: what the declaration says of the encoding no longer holds.
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        encoding="utf-8", remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, None
    errors = [each for each in parser.error_log if each.level_name == "FATAL"]
    return root, errors[0].line if errors else None


def _plain(data: bytes, where: str, limit: int) -> bytes:
    if not is_packed(data):
        return data
    try:
        return unpacked(data, limit)
    except TooLargeError as error:
        reason = f"unpacked it is larger than {limit / 1_000_000:g} MB"
        raise UnreadableInputError(where, reason, "Leave it out.") from error
    except BrokenError as error:
        raise UnreadableInputError(where, str(error), "Fetch it again.") from error


def _mended(text: str) -> str:
    """Outside of CDATA, names of characters that only HTML knows, and a bare &, are spelt out."""
    parts = _CDATA.split(_CONTROL.sub(" ", text))
    parts[::2] = [_AMPERSAND.sub(_spelt, part) for part in parts[::2]]
    return "".join(parts)


def _spelt(match: re.Match[str]) -> str:
    number, name = match[1], match[2]
    if number or name in _OF_XML:
        return match[0]
    known = html5.get(f"{name};") if name else None
    return known if known and known not in "<>&" else f"&amp;{match[0][1:]}"


def name_of(element: etree._Element) -> str:
    """The name of an element without its name space, declared or not; "" of what is none."""
    if not isinstance(element.tag, str):
        return ""
    match = _LOCAL.fullmatch(element.tag)
    return match[1] if match else ""
