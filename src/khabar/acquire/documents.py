"""From paths to documents, one at a time: whatever the corpus weighs, memory does not grow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.acquire import jsonl, text
from khabar.acquire.limits import Limits
from khabar.acquire.sources import Input, find_inputs
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document

_ROWS = frozenset({".jsonl", ".ndjson"})


def acquire(paths: Sequence[str], limits: Limits | None = None) -> Iterator[Document | SetAside]:
    """The documents that paths hold, in order, and what was set aside among them.

    Raises:
        UnreadableInputError: a path does not exist.
        NothingToReadError: a folder holds nothing that khabar reads.
    """
    return read_inputs(find_inputs(paths), limits or Limits())


def read_inputs(inputs: Iterator[Input], limits: Limits) -> Iterator[Document | SetAside]:
    """The documents of inputs, each read in the form its name or first bytes show."""
    for source in inputs:
        yield from jsonl.read(source, limits) if _holds_rows(source) else text.read(source, limits)


def _holds_rows(source: Input) -> bool:
    """Whether an input is JSON Lines: by its name, and where the name is mute by its first byte."""
    if source.suffix in _ROWS or source.suffix == ".txt":
        return source.suffix in _ROWS
    try:
        if source.path == "-":
            with source.open() as stream:
                return jsonl.looks_like_rows(stream.peek(4_096))
        with source.open() as stream:
            return jsonl.looks_like_rows(stream.read(4_096))
    except OSError:
        return False
