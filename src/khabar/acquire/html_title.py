"""The headline of a page: the words it shows, and the element that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from khabar.acquire.html_facts import Head, plain
from khabar.acquire.html_rules import PageRules, found
from khabar.acquire.layout import likeness

_WORD = re.compile(r"\w+")
_SITE = re.compile(r"\s+[|–—•·:»-]+\s+|\s*[|»]\s*")
_ALIKE = 0.5  # likeness from which a heading says what the page's head calls it
_HEADINGS = ("h1", "h2")


def headline(root: HtmlElement, head: Head, rules: PageRules | None) -> HtmlElement | None:
    """The element that shows the headline.

    Sites put their own name, or a section's, into a first heading too: the one that says what the
    head of the page says is the headline, and where that says nothing, the only one there is.
    """
    if rules is not None and rules.title:
        return next(iter(found(root, rules.title)), None)
    stated = [words for name in _stated(head) if (words := _words(name))]
    for tag in _HEADINGS:
        headings = list(root.iter(tag))
        said = [(max((likeness(_words(text_of(h)), s) for s in stated), default=0.0), h)
                for h in headings]  # fmt: skip
        best = max(said, key=lambda pair: pair[0], default=(0.0, None))
        if best[0] >= _ALIKE:
            return best[1]
        if tag == "h1" and len(headings) == 1 and len(_words(text_of(headings[0]))) >= 3:
            return headings[0]
    return None


def title_of(head: Head, shown: HtmlElement | None) -> str | None:
    """The headline's words: as shown, or else as the head states them, without the site's name."""
    if shown is not None and (text := plain(text_of(shown))):
        return text
    title = next(_stated(head), None)
    parts = _SITE.split(title) if title else []
    # The headline is the longest part; the others are section and site.
    return max(parts, key=len, default="").strip() or title


def _stated(head: Head) -> Iterator[str]:
    """What the head calls the article, the surest first."""
    yield from filter(None, (head.first("og:title", "twitter:title"), head.linked("headline")))
    yield from filter(None, (head.title,))


def text_of(element: HtmlElement) -> str:
    """All its words."""
    return str(element.xpath("string()"))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))
