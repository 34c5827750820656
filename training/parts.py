"""The labelled articles by part, and readers that have not learned from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from texts import LAST, ROUNDS, rounds
from tokenizers import Tokenizer

from eval_learned import documents_of
from khabar.learned.proposals import Proposals
from khabar.learned.reader import Reader
from khabar.pipeline.kit import Kit, load_kit
from khabar.schema.documents import Document

Gold = dict[str, Any]


class Silent:
    """A reader that proposes nothing and may be asked."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def propose(self, *what: Any) -> Proposals:
        return replace(self.reader.propose(*what), tagged=(), happenings=(), speaking=())


def reader_at(where: Path) -> Reader:
    """The reader of a folder with reader.onnx, heads.npz and, to be asked for events, events.onnx;
    pieces.json lies beside the folder."""
    return Reader(where, Tokenizer.from_file(str(where.parent / "pieces.json")))


def silent_kit(where: Path) -> Kit:
    """Everything but the tagger's proposals, which may be asked."""
    return replace(load_kit(), learned=Silent(reader_at(where)), sources=None)  # type: ignore[arg-type]


def articles(shared: Path, part: str) -> Iterator[tuple[Gold, Document]]:
    """The articles of a part of training/labels/splits.tsv, of "dev", or of a round of "learn":
    "earlier", "later" or "latest"."""
    if part not in (*ROUNDS, LAST):
        yield from documents_of(shared, part)
        return
    told = rounds()
    for gold, document in documents_of(shared, "learn"):
        if told[gold["doc"]] == part:
            yield gold, document
