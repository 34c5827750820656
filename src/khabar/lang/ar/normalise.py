"""A view of Arabic text in which spelling variants fall together, every character traceable.

The text itself is never changed: tables and rules look at the view, and what they find is given
in offsets of the original.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from khabar.schema.spans import Span

_FOLD = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا",
    "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه", "ھ": "ه", "ہ": "ه", "ە": "ه",
    "ک": "ك", "ڪ": "ك", "ؤ": "ء", "ئ": "ء", "ـ": "",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"', "″": '"',
    "’": "'", "‘": "'", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
})  # fmt: skip
# Hamza on waw and on ya fall together as a bare hamza: مسؤول and مسئول are one word in two schools
# of spelling, which folding them to و and ي (as search engines do) would keep apart.


def fold_character(character: str) -> str:
    """The form of one code point in the view: possibly empty, possibly several characters."""
    out = []
    for part in unicodedata.normalize("NFKC", character).translate(_FOLD):
        category = unicodedata.category(part)
        if category in ("Mn", "Me", "Cf"):  # vowel signs, bidi controls, zero-width characters
            continue
        digit = unicodedata.digit(part, None) if category == "Nd" else None
        out.append(str(digit) if digit is not None else part.lower())
    return "".join(out)


@dataclass(frozen=True, slots=True)
class View:
    """Normalised text and, for each of its characters, where it stands in the original.

    origin has one entry a character of text: the offset of the original code point it came from.
    """

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The stretch of the original that the characters from start to end come from."""
        return Span(start=self.origin[start], end=self.origin[end - 1] + 1)


class _Folding(dict[str, str]):
    """The forms of code points met so far."""

    def __missing__(self, character: str) -> str:
        self[character] = fold_character(character)
        return self[character]


_FOLDED = _Folding()


def view_of(text: str) -> View:
    """Look at a text in normalised form; space stays where it was, so lines stay lines."""
    pieces = list(map(_FOLDED.__getitem__, text))
    folded = "".join(pieces)
    if len(folded) == len(text) and "" not in pieces:
        return View(folded, range(len(text)))  # one for one, as in most news
    return View(folded, [at for at, piece in enumerate(pieces) for _ in piece])


def normalise(text: str) -> str:
    """The normalised form alone: for the keys of tables."""
    return "".join(map(_FOLDED.__getitem__, text))


def after_letters(text: str, start: int, count: int) -> int:
    """The offset in the original behind the first count characters of the view from start on."""
    at = start
    while count > 0:
        count -= len(fold_character(text[at]))
        at += 1
    while not fold_character(text[at : at + 1] or " "):
        at += 1
    return at
