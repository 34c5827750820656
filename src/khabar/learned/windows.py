"""A text cut into the stretches that the encoder reads at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tokenizers import Tokenizer

LONGEST = 160  # pieces
_BLANK = "▁"
_SENTENCE = re.compile(r"(?<=[.!؟?])\s+|(?<=،)\s+")


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces as numbers, for each where it stands in the text, in code points, and whether the
    character before its first letter is a blank."""

    pieces: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    blanks: tuple[bool, ...]

    @property
    def start(self) -> int:
        """Where the window begins in the text."""
        return self.offsets[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.offsets[-1][1]


def windows(
    text: str, tokenizer: Tokenizer, start: int = 0, end: int | None = None
) -> Iterator[Window]:
    """The windows of a stretch of a text: a paragraph each, cut at sentences where it is long."""
    at = start
    for line in text[start:end].split("\n"):
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
        blanks = [piece.startswith(_BLANK) for piece in encoded.tokens[first:last]]
        yield Window(tuple(encoded.ids[first:last]), tuple(offsets[first:last]), tuple(blanks))
        first = last
