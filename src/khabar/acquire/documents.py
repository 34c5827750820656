"""From paths to documents, one at a time: whatever the corpus weighs, memory does not grow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from khabar.acquire import archives, feed, html, jsonl, pdf, scans, table, text, trec, warc
from khabar.acquire.addresses import is_web
from khabar.acquire.choices import Choices
from khabar.acquire.forms import Form, form_of
from khabar.acquire.limits import Limits
from khabar.acquire.sources import Input, find_inputs
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document

Found = Iterator[Document | SetAside]
Reader = Callable[[Input, Limits], Found]
Web = Callable[[str], Found]
"""Reads what lies at an address of the web."""
_ROWS = frozenset({".jsonl", ".ndjson"})
_PAGES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_START = 4_096  # bytes that show a form


def acquire(
    paths: Sequence[str],
    limits: Limits | None = None,
    web: Web | None = None,
    choices: Choices | None = None,
) -> Found:
    """The documents that paths hold, in order, and what was set aside among them.

    Args:
        web: reads addresses of the web that are among the paths; without it they are set aside.
        choices: the columns of tables, and which pages of web archives are wanted.

    Raises:
        UnreadableInputError: a path does not exist.
        NothingToReadError: a folder holds nothing that khabar reads.
    """
    return read_inputs(find_inputs(paths), limits or Limits(), web, choices)


def read_inputs(
    inputs: Iterator[Input],
    limits: Limits,
    web: Web | None = None,
    choices: Choices | None = None,
) -> Found:
    """The documents of inputs, each read in the form its name or first bytes show."""
    for source in inputs:
        if source.content is None and is_web(source.path):
            yield from web(source.path) if web else _offline(source.path)
        else:
            yield from _read_one(source, limits, choices or Choices())


def _read_one(source: Input, limits: Limits, choices: Choices) -> Found:
    yield from _reader_of(source, choices)(source, limits)


def _offline(address: str) -> Found:
    reason = f"{address}: khabar works offline here. Read it with `khabar read {address}`."
    yield SetAside(item=address, path=address, reason=reason)


def _reader_of(source: Input, choices: Choices) -> Reader:
    """The reader for an input: by its name, and where the name is mute by its first bytes."""
    if source.suffix in _ROWS and source.content is None:
        return jsonl.read
    if source.suffix == ".txt" and source.content is None:
        return text.read
    start = _start(source)
    form = form_of(source, start)
    if form is not None:
        return _reader_for(form, choices)
    if feed.looks_like_feed(start):
        return feed.read
    if jsonl.looks_like_rows(start):
        return jsonl.read
    is_page = html.looks_like_page(start) or "html" in (source.media_type or "")
    return html.read if is_page or source.suffix in _PAGES else text.read


def _reader_for(form: Form, choices: Choices) -> Reader:
    inner = partial(_read_one, choices=choices)
    readers: dict[Form, Reader] = {
        Form.WARC: partial(warc.read, inner=inner, choices=choices),
        Form.ARCHIVE: partial(archives.read, inner=inner),
        Form.TABLE: partial(table.read, columns=choices.columns),
        Form.TREC: trec.read,
        Form.PDF: pdf.read,
        Form.PICTURE: scans.read,
    }
    return readers[form]


def _start(source: Input) -> bytes:
    try:
        with source.open() as stream:
            return stream.peek(_START)[:_START] if source.path == "-" else stream.read(_START)
    except OSError:
        return b""
