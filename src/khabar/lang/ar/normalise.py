"""A view of Arabic text in which spelling variants fall together, every character traceable.

The text itself is never changed: tables and rules look at the view, and what they find is given
in offsets of the original.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

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


@lru_cache(maxsize=None)
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
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The stretch of the original that the characters from start to end come from."""
        return Span(start=self.origin[start], end=self.origin[end - 1] + 1)


def _folded(text: str) -> Iterator[tuple[str, int]]:
    for at, character in enumerate(text):
        for part in fold_character(character):
            yield part, at


def view_of(text: str) -> View:
    """Look at a text in normalised form; space stays where it was, so lines stay lines."""
    pairs = tuple(_folded(text))
    return View("".join(p for p, _ in pairs), tuple(at for _, at in pairs))


def normalise(text: str) -> str:
    """The normalised form alone: for the keys of tables."""
    return "".join(map(fold_character, text))


def after_letters(text: str, start: int, count: int) -> int:
    """The offset in the original behind the first count characters of the view from start on."""
    at = start
    while count > 0:
        count -= len(fold_character(text[at]))
        at += 1
    while not fold_character(text[at : at + 1] or " "):
        at += 1
    return at
