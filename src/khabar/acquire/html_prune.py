"""Take what stands beside the article out of a page's tree, as far as its markup names it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")
# Words of a class or id that name a thing beside the article, wherever it stands.
_SURE = frozenset(
    "sidebar footer navbar nav navigation menu submenu breadcrumb"
    " breadcrumbs comments comment disqus"
    " respond related relatedposts recommended recommendations recirc newsletter subscribe taboola"
    " outbrain mgid adsbygoogle advert advertisement cookie cookies consent pagination pager"
    " addthis sharethis addtoany sharing socials trending ticker popular copyright"
    " offcanvas".split()
)  # fmt: skip
# Words that name it, where it tells neither who filed the story nor when.
_MAYBE = frozenset(
    "share social tags tag ad ads banner widget widgets promo sponsored toolbar print more author"
    " meta caption credit latest also readmore embed twitter facebook whatsapp telegram popup modal"
    " login search rating vote emoji reactions counter views hidden reader next previous prev"
    " sticky"
    " video player bio topics keywords follow app download teaser teasers links linked".split()
)  # fmt: skip
_BESIDE = frozenset({"nav", "footer", "aside", "dialog", "amp-sidebar", "menu", "figcaption"})
_MAY_HOLD = frozenset({"header", "form"})
_WHOLE = frozenset({"html", "body", "main", "head"})
_MUCH = 0.3  # of the page's prose
_PROSE = 60  # characters of a stretch of text outside links that is no label


def prune(
    root: HtmlElement, title: HtmlElement | None, told: Iterable[HtmlElement] = ()
) -> tuple[HtmlElement, ...]:
    """Cut furniture out of a tree, in place; hand back what was cut.

    told: elements that are known to hold the article.

    An element that holds the headline, or much of the page's prose, is never furniture, however it
    is called: sites name whole pages "sidebar", and articles "video".
    """
    prose = _prose_in(root)
    most = _MUCH * prose.get(root, 0)
    keep = {each for each, length in prose.items() if length > most}
    for each in (*told, *((title,) if title is not None else ())):
        keep.update((each, *each.iterancestors()))
    cut = tuple(_beside(root, keep))
    for element in cut:
        element.drop_tree()
    _unfold(root, keep)
    return cut


def _unfold(root: HtmlElement, keep: set[HtmlElement]) -> None:
    """Make plain divisions of the tables by which old pages part text from margins."""
    for table in [each for each in root.iter("table") if each in keep]:
        for part in (table, *table.xpath("./tbody|./tr|./tbody/tr|./tr/td|./tbody/tr/td")):
            part.tag = "div"


def _prose_in(root: HtmlElement) -> dict[HtmlElement, int]:
    """How many characters of prose each element holds that holds any."""
    found: dict[HtmlElement, int] = {}
    for text in root.xpath(
        f"//body//text()[string-length(normalize-space()) > {_PROSE}][not(ancestor::a)]"
    ):
        parent = text.getparent()
        at = parent.getparent() if text.is_tail else parent
        while at is not None:
            found[at] = found.get(at, 0) + len(text)
            at = at.getparent()
    return found


def _beside(root: HtmlElement, keep: set[HtmlElement]) -> Iterator[HtmlElement]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        if element not in keep and element.tag not in _WHOLE and _is_beside(element):
            yield element
        else:
            waiting.extend(element)


def _is_beside(element: HtmlElement) -> bool:
    if element.tag in _BESIDE:
        return True
    names = element.get("class", "") + " " + element.get("id", "")
    words = names_of(names) if names != " " else frozenset()
    if (words & _SURE and element.tag != "article") or element.tag in _MAY_HOLD:
        return not _is_dated(words)
    return (
        bool(words & _MAYBE and not _is_dated(words))
        or element.get("hidden") is not None
        or "display:none" in (element.get("style") or "").replace(" ", "").lower()
    )


def names_of(names: str) -> frozenset[str]:
    """The words of a class or id: "entry-Meta_date" has three."""
    return frozenset(word.lower() for word in _WORD.findall(names))


def _is_dated(words: frozenset[str]) -> bool:
    """Whether an element tells when and by whom: that is read, though it is no article."""
    return not words.isdisjoint(("date", "time", "byline", "author", "meta", "info", "published"))
