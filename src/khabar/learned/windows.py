"""A text cut into the stretches that the encoder reads at once: paragraphs side by side.

A paragraph of news is often one sentence, and whom it is about stands in the one before: so
paragraphs are read together as long as they fit, a mark between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from tokenizers import Tokenizer

from khabar.learned.carried import without_halves
from khabar.schema.spans import Span

LONGEST = 224  # pieces of a window
PARTED = 2  # the piece that stands between two paragraphs
BETWEEN = -1  # the paragraph's number of that piece
_BLANK = "▁"
_SENTENCE = re.compile(r"(?<=[.!؟?])\s+|(?<=،)\s+")


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces as numbers; for each where it stands in the text, in code points, whether the
    character before its first letter is a blank, and its paragraph's number in the window."""

    pieces: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    blanks: tuple[bool, ...]
    lines: tuple[int, ...]

    @property
    def start(self) -> int:
        """Where the window begins in the text."""
        return self.offsets[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.offsets[-1][1]


def windows(
    text: str, tokenizer: Tokenizer, stretches: Iterable[Span] | None = None
) -> Iterator[Window]:
    """The windows of a text, or of some stretches of it: as many paragraphs as fit, also of several
    stretches; long ones are cut at sentences."""
    whole = [Span(start=0, end=len(text))] if text else []
    held: list[Window] = []
    size = 0
    for stretch in whole if stretches is None else stretches:
        for part in _paragraphs(text, tokenizer, stretch):
            if held and size + 1 + len(part.pieces) > LONGEST:
                yield _packed(held)
                held, size = [], 0
            held.append(part)
            size += len(part.pieces) + 1
    if held:
        yield _packed(held)


def _paragraphs(text: str, tokenizer: Tokenizer, stretch: Span) -> Iterator[Window]:
    at = stretch.start
    for line in without_halves(stretch.cut(text)).split("\n"):
        if line.strip():
            yield from _parts(line, at, tokenizer)
        at += len(line) + 1


def _parts(line: str, at: int, tokenizer: Tokenizer) -> Iterator[Window]:
    encoded = tokenizer.encode(line, add_special_tokens=False)
    offsets = [(at + a, at + b) for a, b in encoded.offsets]
    ends = {at + m.start() for m in _SENTENCE.finditer(line)}
    first = 0
    while first < len(offsets):
        last = min(first + LONGEST, len(offsets))
        if last < len(offsets):
            good = [n for n in range(first + LONGEST // 3, last) if offsets[n][1] in ends]
            last = good[-1] + 1 if good else last
        blanks = tuple(piece.startswith(_BLANK) for piece in encoded.tokens[first:last])
        pieces, where = tuple(encoded.ids[first:last]), tuple(offsets[first:last])
        yield Window(pieces, where, blanks, (0,) * len(pieces))
        first = last


def _packed(parts: list[Window]) -> Window:
    """Paragraphs as one window, the parting piece between each two."""
    rows = [_parted(n, part) for n, part in enumerate(parts)]
    pieces, offsets, blanks, lines = zip(*chain.from_iterable(rows), strict=True)
    return Window(pieces, offsets, blanks, lines)


def _parted(n: int, part: Window) -> list[tuple[int, tuple[int, int], bool, int]]:
    before = [(PARTED, (part.start, part.start), True, BETWEEN)] if n else []
    lines = (n,) * len(part.pieces)
    return [*before, *zip(part.pieces, part.offsets, part.blanks, lines, strict=True)]
