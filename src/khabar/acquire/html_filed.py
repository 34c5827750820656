"""Who wrote a page's article, who supplied it, and under which heading it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from khabar.acquire.bylines import filing_words
from khabar.acquire.datelines import dated
from khabar.acquire.furniture import segments_of
from khabar.acquire.html_blocks import Block
from khabar.acquire.html_facts import Head
from khabar.acquire.html_prune import names_of
from khabar.acquire.layout import lines_of
from khabar.acquire.marks import key_of
from khabar.catalog.furniture import FurnitureTable
from khabar.schema.documents import SegmentKind

_PARTS = re.compile(r"\s*[-–—/|،,()\[\]:]+\s*")
_CALL = re.compile(r"^(?:كتب(?:ت|ه)?|بقلم|بواسطة|إعداد|اعداد|تحرير|by)\s*[:/-]?\s+", re.I)
_NAME = range(2, 6)  # words
_FILED = frozenset({SegmentKind.BYLINE, SegmentKind.DATELINE})
_NAMED = frozenset("byline author writer editor source agency auther".split())
_NO_SECTION = frozenset(
    "featured uncategorized general main home slider الرئيسية عام غير_مصنف".split()
)
_LONGEST = 120  # characters of a line that says who filed the story
_FEWEST_SHARED = 3


def author_of(head: Head, above: Iterable[Block], outlet: str | None) -> str | None:
    """The name of the person who wrote it; a site or agency is none.

    The lines at the headline are asked where the head names nobody.
    """
    own = {key_of(name) for name in (outlet, head.first("og:site_name")) if name}
    stated = (*head.all_linked("author"), *head.meta.get("author", ()),
              *head.meta.get("article:author", ()), *head.meta.get("dc.creator", ()))  # fmt: skip
    called = (block.text for block in above if _CALL.search(block.text) or _names_author(block))
    for value in (*stated, *called):
        for part in _PARTS.split(_CALL.sub("", value)):
            if _is_name(part) and key_of(part) not in own:
                return part.strip()
    return None


def _names_author(block: Block) -> bool:
    names = names_of(f"{block.element.get('class', '')} {block.element.get('rel', '')}")
    return not names.isdisjoint(("author", "byline", "writer"))


def _is_name(part: str) -> bool:
    words = part.split()
    plain = not any(c.isdigit() or c in "@_/." for c in part.replace(". ", " "))
    return len(words) in _NAME and plain


def agency_of(
    head: Head, lines: Iterable[str], body: Sequence[str], table: FurnitureTable
) -> str | None:
    """The agency that supplied the text: named where authors stand, or alone at either end."""
    agencies = filing_words(table).agencies
    ends = (*(_opening(line) for line in body[:1]), *(line for line in body[-1:] if len(line) < 60))
    said = (*head.all_linked("author"), *head.meta.get("author", ()), *lines, *ends)
    for value in said:
        for part in (*_PARTS.split(_CALL.sub("", value[:_LONGEST])), *_beside_date(value)):
            if key_of(part) in agencies:
                return part.strip()
    return None


def _beside_date(line: str) -> tuple[str, ...]:
    """The words next to a date, which agencies put without a mark between."""
    found = [dated(each.view) for each in lines_of(line[:_LONGEST])]
    return tuple(part for each in found if each for part in each.parts)


def _opening(line: str) -> str:
    """What stands before the first dash or behind it in brackets, where a dateline ends."""
    return re.split(r"\s[-–—]{1,2}\s|:\s*-", line, maxsplit=1)[0] if len(line) > 20 else line


def section_of(head: Head) -> str | None:
    """The heading of the site under which it stands, as the head names it."""
    values = (*head.all_linked("articleSection"), *head.meta.get("article:section", ()),
              *head.meta.get("articlesection", ()), *head.meta.get("section", ()))  # fmt: skip
    named = (value for value in values if value.lower().replace(" ", "_") not in _NO_SECTION)
    return next((value for value in named if len(value.split()) <= _NAME.stop), None)


def filed_lines(
    above: Sequence[Block], title: str | None, first: Sequence[str], table: FurnitureTable
) -> tuple[str, ...]:
    """The lines over the first paragraph that a reader of the text takes for dateline or byline.

    Only what the furniture step knows as such comes into the text: all else is left on the page.
    """
    wanted = list(dict.fromkeys(block.text for block in above if _may_file(block)))
    if not wanted:
        return ()
    text = "\n".join(filter(None, (title, *wanted, *first)))
    kept = {s.cut(text) for s in segments_of(text, table, title) if s.kind in _FILED}
    return tuple(line for line in wanted if line in kept)


def _may_file(block: Block) -> bool:
    if len(block.text) > _LONGEST or "\n" in block.text:
        return False
    names = names_of(f"{block.element.get('class', '')} {block.element.get('id', '')}")
    return any(c.isdigit() for c in block.text) or bool(names & _NAMED) or _is_short(block.text)


def _is_short(text: str) -> bool:
    return len(text.split()) <= _NAME.stop + _FEWEST_SHARED


def head_lines(blocks: Sequence[Block], at: int | None, first: int) -> Iterator[Block]:
    """The lines between the headline and the first paragraph; above it only in its own element."""
    start = at + 1 if at is not None else max(0, first - 6)
    yield from blocks[start : min(first, start + 25)]
    if at is not None:
        holder = blocks[at].element.getparent()
        for block in blocks[max(0, at - 4) : at]:
            names = names_of(f"{block.element.get('class', '')}")
            if block.element.getparent() is holder and names & {"date", "time", "published"}:
                yield block
