"""From the characters of a page to its tree, within limits, with nothing in it ever run."""

from __future__ import annotations

import re
from dataclasses import dataclass

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from khabar.errors import UnreadableInputError

MOST_ELEMENTS = 60_000
_SCRIPTS = 200_000  # characters of one block of linked data
_NEVER_TEXT = (
    "script", "style", "svg", "math", "noscript", "template", "iframe", "object", "embed", "applet",
    "audio", "video", "canvas", "map", "select", "textarea", "button", "input", "datalist",
    "amp-ad", "amp-embed", "amp-sidebar", "amp-analytics", "amp-social-share", "amp-iframe",
)  # fmt: skip
_LINKED_DATA = "//script[contains(translate(@type,'LDJSON','ldjson'),'ld+json')]"
_PARSER = {"encoding": "utf-8", "remove_comments": True, "remove_pis": True, "no_network": True}
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Tree:
    """A page without its programs: its elements, and the linked data that it brought along."""

    root: HtmlElement
    linked_data: tuple[str, ...]


def tree_of(text: str, where: str) -> Tree:
    """Parse a page as browsers do, broken or not.

    Raises:
        UnreadableInputError: it holds no element, or more than any article has.
    """
    data = _CONTROL.sub(" ", text).encode("utf-8", "replace")
    # Every page gets a parser of its own: one keeps what went wrong in it.
    parser = lxml.html.HTMLParser(**_PARSER)
    try:
        root = lxml.html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableInputError(where, "it is no web page", "Leave it out.") from error
    scripts = [_content(script) for script in root.xpath(_LINKED_DATA)]
    etree.strip_elements(root, *_NEVER_TEXT, with_tail=False)
    elements = sum(1 for _ in root.iter())
    if elements > MOST_ELEMENTS:
        reason = f"it has {elements} elements, more than any article"
        raise UnreadableInputError(where, reason, "Save the article by itself.")
    return Tree(root, tuple(script for script in scripts if script))


def _content(script: HtmlElement) -> str:
    text = script.text or ""
    return text if len(text) <= _SCRIPTS else ""
