"""The article of a page: its lines, from the first paragraph to the last."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import trafilatura
from lxml.html import HtmlElement

from khabar.acquire.html_blocks import Block, blocks_of, key_of
from khabar.acquire.html_prune import names_of
from khabar.acquire.html_rules import PageRules, found
from khabar.acquire.layout import likeness, lines_of
from khabar.acquire.related import is_prose

_LINKED = 0.8  # of a line's characters: it leads to another story
_LEADS = frozenset(
    "lead lede summary intro introduction excerpt standfirst sapo announce subtitle subheading"
    " brief"
    " description deck abstract".split()
)  # fmt: skip
_SAYS_THE_SAME = 0.6
_FEWEST_LINKED = 3  # words
_OVER = 8  # lines taken for the article's that may stand over its first paragraph

# It tells of every page in which it finds nothing; so do we, in a sentence of our own.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Main:
    """The lines of an article, and how many lines of the page stand over its first paragraph."""

    lines: tuple[str, ...]
    above: int


def main_of(
    root: HtmlElement,
    blocks: Sequence[Block],
    below: int,
    described: str | None,
    rules: PageRules | None,
) -> Main:
    """Find the article among the lines of a pruned page.

    below: the line of the headline; the article stands below it.
    described: what the head of the page says the article is about; often its first paragraph.
    """
    chosen = _ruled(root, blocks, rules) if rules else []
    if not chosen:
        chosen = [i for i in _general(root, blocks) if i > below]
        chosen = _within(blocks, sorted({*chosen, *_left_out(blocks, chosen)}))
        chosen = [*_leads(blocks, chosen, described, below), *chosen]
    chosen = [i for i in chosen if not _is_link(blocks[i])]
    first = next((i for i in chosen[:_OVER] if _prose(blocks[i])), min(chosen, default=len(blocks)))
    return Main(tuple(blocks[i].text for i in chosen), first)


def _is_link(block: Block) -> bool:
    return block.linked >= _LINKED and len(block.text.split()) >= _FEWEST_LINKED


def _ruled(root: HtmlElement, blocks: Sequence[Block], rules: PageRules) -> list[int]:
    """The lines of the elements that the rules name, without those that they drop."""
    holders = holders_of(root, rules)
    dropped = {each for path in rules.drop for holder in holders for each in found(holder, path)}
    inside = set(holders)
    return [
        i for i, block in enumerate(blocks)
        if any(each in inside for each in _line_up(block.element))
        and not any(each in dropped for each in _line_up(block.element))
    ]  # fmt: skip


def holders_of(root: HtmlElement, rules: PageRules) -> list[HtmlElement]:
    """The elements that hold the article, by the first of the rules that finds any."""
    return next((some for path in rules.body if (some := found(root, path))), [])


def _line_up(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _general(root: HtmlElement, blocks: Sequence[Block]) -> list[int]:
    """The lines that trafilatura takes for the article's."""
    document = trafilatura.bare_extraction(root, fast=True, include_comments=False)
    text = getattr(document, "text", None) or ""
    places: dict[str, list[int]] = {}
    for i, block in enumerate(blocks):
        places.setdefault(block.key, []).append(i)
    return sorted(set(_placed(text.split("\n"), blocks, places)))


def _placed(
    lines: Iterable[str], blocks: Sequence[Block], places: dict[str, list[int]]
) -> Iterator[int]:
    """Where its lines stand; it joins lines that a mere break parts."""
    last = -1
    for key in filter(None, map(key_of, lines)):
        known = places.get(key)
        at = next((i for i in known if i > last), known[-1]) if known else None
        if at is not None:
            yield at
            last = max(last, at)
            continue
        rest = key
        for i in range(last + 1, len(blocks)):
            own = blocks[i].key
            if own and rest.startswith(own) and (len(own) > 12 or len(rest) < len(key)):
                yield i
                rest, last = rest[len(own) :], i
            if not rest:
                break


def _prose(block: Block) -> bool:
    lines = lines_of(block.text)
    return block.linked < 0.5 and len(lines) == 1 and is_prose(lines[0])


def _left_out(blocks: Sequence[Block], chosen: Sequence[int]) -> Iterator[int]:
    """Paragraphs between those found, in the same element: it drops some that look like others."""
    if not chosen:
        return
    parents = {blocks[i].element.getparent() for i in chosen if _prose(blocks[i])}
    taken = set(chosen)
    for i in range(chosen[0], chosen[-1]):
        if i not in taken and blocks[i].element.getparent() in parents and _prose(blocks[i]):
            yield i


def _within(blocks: Sequence[Block], chosen: Sequence[int]) -> list[int]:
    """What was chosen, without labels that stand outside the element with all the paragraphs."""
    prose = [i for i in chosen if _prose(blocks[i])]
    if not prose:
        return list(chosen)
    inside = set.intersection(*(set(blocks[i].element.iterancestors()) for i in prose))
    holder = max(inside, key=lambda each: sum(1 for _ in each.iterancestors()))
    if all(blocks[i].element is blocks[prose[0]].element for i in prose):
        holder = (
            blocks[prose[0]].element.getparent() if len(prose) == 1 else blocks[prose[0]].element
        )
    return [i for i in chosen if i in prose or holder in _line_up(blocks[i].element)]


def _leads(
    blocks: Sequence[Block], chosen: Sequence[int], described: str | None, below: int
) -> Iterator[int]:
    """The paragraph that opens the article, where it stands apart over the others."""
    if not chosen:
        return
    about = frozenset(described.split()) if described else frozenset()
    for i in range(max(below + 1, chosen[0] - 8), chosen[0]):
        block = blocks[i]
        names = names_of(f"{block.element.get('class', '')} {block.element.get('id', '')}")
        holder = block.element.getparent()
        if holder is not None:
            names |= names_of(f"{holder.get('class', '')} {holder.get('id', '')}")
        says = likeness(frozenset(block.text.split()), about) >= _SAYS_THE_SAME
        if (says or not names.isdisjoint(_LEADS)) and _prose(block):
            yield i


def page_lines(root: HtmlElement) -> list[Block]:
    """The lines of a page's body."""
    body = root.find("body")
    return blocks_of(body if body is not None else root)
