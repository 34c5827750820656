"""Web pages: one page, one article. Nothing in a page is run, and nothing it names is fetched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from khabar.acquire.article import checked
from khabar.acquire.decode import Decoded
from khabar.acquire.html_address import canonical, saved_from
from khabar.acquire.html_blocks import Block
from khabar.acquire.html_dates import Dated, date_page, speaks_for
from khabar.acquire.html_decode import decode_page
from khabar.acquire.html_facts import Head, address, head_of, host_of
from khabar.acquire.html_filed import agency_of, author_of, filed_lines, head_lines, section_of
from khabar.acquire.html_kinds import is_call, is_cut_off, is_for_print, is_live
from khabar.acquire.html_moments import changed_day
from khabar.acquire.html_prune import prune
from khabar.acquire.html_rules import PageRules, found, page_rules, rules_for
from khabar.acquire.html_text import Main, holders_of, main_of, page_lines
from khabar.acquire.html_title import headline, text_of, title_of
from khabar.acquire.html_tree import Tree, tree_of
from khabar.acquire.limits import Limits
from khabar.acquire.masthead import owner_at
from khabar.acquire.sources import Input
from khabar.acquire.whole import one_document, whole
from khabar.catalog.furniture import furniture_table
from khabar.catalog.outlets import outlet_table
from khabar.errors import UnreadableInputError
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document, Source, identity

_FEWEST = 12  # words: less is a caption, or what a paywall leaves
_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<!-- saved from url")
_CUT = "a paywall hides the rest of the article"
_PRINT = "this is the page's version for the printer"
_LIVE = "its entries were written at different times"


def looks_like_page(start: bytes) -> bool:
    """Whether a stream that begins like this holds a web page."""
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:600].lower()
    if head.startswith(b"<?xml"):
        return b"<html" in head
    return head.startswith(_STARTS)


def read(source: Input, limits: Limits) -> Iterator[Document | SetAside]:
    """The one document of a page, or why it is none."""
    data = whole(source, limits.document, "Save the article by itself.")
    return one_document(data, source, limits.document, lambda d: document_of(d, source))


@dataclass(frozen=True, slots=True)
class _Page:
    """What one look at a page found: its parts, before they become a document."""

    head: Head
    title: str | None
    above: Sequence[Block]
    main: Main
    url: str | None
    dated: Dated
    notes: tuple[str, ...]


def document_of(data: bytes, source: Input) -> Document:
    """The document that the bytes of a page make.

    Raises:
        UnreadableInputError: they make none.
    """
    where = source.path
    if not data.strip():
        raise UnreadableInputError(where, "it is empty", "Leave it out, or fetch it again.")
    decoded = decode_page(data, where, source.charset)
    tree = tree_of(decoded.text, where)
    page = _looked_at(tree, decoded, source)
    if sum(len(line.split()) for line in page.main.lines) < _FEWEST:
        _refuse_language(page, tree, where)
        reason = f"it holds no article{', only what a paywall shows' if _CUT in page.notes else ''}"
        raise UnreadableInputError(where, reason, "Leave it out, or save the article's own page.")
    return _document(page, decoded, hashlib.sha256(data).hexdigest(), source)


def _refuse_language(page: _Page, tree: Tree, where: str) -> None:
    """Say so where a page without an article is in another language too.

    Raises:
        UnreadableInputError: it is.
    """
    checked(" ".join(filter(None, (page.title, *page.main.lines))) or text_of(tree.root), where)


def _looked_at(tree: Tree, decoded: Decoded, source: Input) -> _Page:
    root, head = tree.root, head_of(tree)
    met = address(source.url) or saved_from(decoded.text)
    url = canonical(head, met)
    rules = rules_for(host_of(url), root, decoded.text, page_rules())
    shown = headline(root, head, rules)
    cut = prune(root, shown, holders_of(root, rules) if rules else ())
    blocks = page_lines(root)
    at = _place(blocks, shown)
    about = head.first("og:description", "description")
    main = main_of(root, blocks, -1 if at is None else at, about, rules)
    lines = tuple(line for line in main.lines if not is_call(line))
    title = title_of(head, shown)
    above = tuple(head_lines(blocks, at, main.above))
    kinds = (
        (_CUT, is_cut_off(head, (root, *cut), main.lines)),
        (_PRINT, is_for_print(decoded.text, met)),
        (_LIVE, (rules is not None and rules.live) or is_live(head)),
    )
    return _Page(
        head=head,
        title=title,
        above=above,
        main=Main(_without_title(lines, title), main.above),
        url=url,
        dated=date_page(head, _date_lines(root, rules, above), url, source.fetched),
        notes=(*decoded.notes, *(note for note, holds in kinds if holds)),
    )


def _without_title(lines: Sequence[str], title: str | None) -> tuple[str, ...]:
    """The article's lines; where it opens with the headline once more, without that."""
    return tuple(lines[1:]) if lines and lines[0] == title else tuple(lines)


def _place(blocks: Sequence[Block], shown: HtmlElement | None) -> int | None:
    """The last line of the headline."""
    if shown is None:
        return None
    inside = set(shown.iter())
    return max((i for i, block in enumerate(blocks) if block.element in inside), default=None)


def _date_lines(
    root: HtmlElement, rules: PageRules | None, above: Sequence[Block]
) -> tuple[str, ...]:
    named = found(root, rules.date) if rules and rules.date else []
    return tuple(map(text_of, named[:1])) or tuple(block.text for block in above)


def _document(page: _Page, decoded: Decoded, raw_hash: str, source: Input) -> Document:
    table = furniture_table()
    above = {block.text for block in page.above}
    first = [line for line in page.main.lines if line not in above][:2]
    found_filed = filed_lines(page.above, page.title, first, table)
    filed = [line for line in found_filed if speaks_for(line, page.dated.published)]
    lines = [line for line in page.main.lines if line not in found_filed]
    outlet = _outlet(page)
    text = checked("\n".join(filter(None, (page.title, *filed, *lines))), source.path)
    told = Source(
        path=source.path,
        raw_hash=raw_hash,
        encoding=decoded.encoding,
        url=page.url,
        outlet=outlet,
        title=page.title,
        fetched=source.fetched,
        changed=changed_day(page.head),
        author=author_of(page.head, page.above, outlet),
        agency=agency_of(page.head, filed, lines, table),
        section=section_of(page.head),
    )
    return Document(
        id=identity(text, told),
        text=text,
        source=told,
        published=page.dated.published,
        notes=(*page.notes, *page.dated.notes),
    )


def _outlet(page: _Page) -> str | None:
    """Whose page it is: by its address where the catalogue knows it, else as it calls itself."""
    known = owner_at(host_of(page.url), outlet_table())
    called = (page.head.linked("publisher"), page.head.first("og:site_name", "application-name"))
    return known or next(filter(None, called), None)
