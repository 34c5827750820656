"""A page as lines: what stands between two breaks, with the element that holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp"
    " small span strike strong sub sup time tt u var wbr center img amp-img".split()
) - {"center"}  # fmt: skip
_SPACES = re.compile(r"[\x00-\x20\x7f-\x9f\u00a0\u2000-\u200a\u2028\u2029\u202f\u3000]+")
_KEY = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a page; linked is the share of its characters that lead elsewhere."""

    text: str
    element: HtmlElement
    linked: float

    @property
    def key(self) -> str:
        """Its letters and figures: what two readers of one page agree on."""
        return key_of(self.text)


def key_of(text: str) -> str:
    """The letters and figures of a line."""
    return _KEY.sub("", text)


def blocks_of(root: HtmlElement) -> list[Block]:
    """The lines below an element, in order."""
    found: list[Block] = []
    holder_of: dict[HtmlElement, tuple[HtmlElement, bool]] = {}
    current: HtmlElement | None = None
    pieces: list[str] = []
    linked = 0
    for br in root.iter("br", "hr"):
        if not br.tail:
            br.tail = " "  # so that the break is met on the way through the texts
    for text in root.xpath(".//text()"):
        parent = text.getparent()
        if text.is_tail and parent.tag in ("br", "hr"):
            _close(found, current, pieces, linked)
            pieces, linked = [], 0
        element = parent.getparent() if text.is_tail else parent
        holder, in_link = _holder(element, holder_of)
        if holder is not current:
            _close(found, current, pieces, linked)
            pieces, linked, current = [], 0, holder
        elif text.is_tail and not _is_inline(parent):
            _close(found, current, pieces, linked)
            pieces, linked = [], 0
        pieces.append(text)
        linked += len(text) if in_link else 0
    _close(found, current, pieces, linked)
    return found


def _is_inline(element: HtmlElement) -> bool:
    return not isinstance(element.tag, str) or element.tag in _INLINE


def _holder(
    element: HtmlElement, known: dict[HtmlElement, tuple[HtmlElement, bool]]
) -> tuple[HtmlElement, bool]:
    """The nearest element that breaks lines, and whether a link lies between."""
    passed = []
    at = element
    in_link = False
    while at is not None and _is_inline(at) and at not in known:
        passed.append(at)
        at = at.getparent()
    holder, in_link = known.get(at, (at, False))
    for each in reversed(passed):
        in_link = in_link or each.tag == "a"
        known[each] = (holder, in_link)
    return holder, in_link


def _close(found: list[Block], holder: HtmlElement | None, pieces: list[str], linked: int) -> None:
    raw = "".join(pieces)
    text = _SPACES.sub(" ", raw).strip()
    if text and holder is not None:
        found.append(Block(text, holder, linked / len(raw)))
