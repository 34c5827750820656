"""A text as the lines of a page, each with what can be seen of it without reading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khabar.lang.ar.normalise import normalise

_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\w+")
_NO_LETTERS = "0123456789_"
_TAIL = 12  # characters: what may stand behind a full stop; a bound, so that no line costs more
_END = re.compile(r"(?<![.])[.!؛:،,]\W*$")
_CUT = re.compile(r"\.\.\W*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: where it stands and how it looks to tables.

    raw is the line itself, view the line as tables know it; words are its words without numbers
    and marks.
    """

    start: int
    end: int
    raw: str
    view: str
    words: tuple[str, ...]

    @property
    def bare(self) -> str:
        """Its words alone, single spaces between them."""
        return " ".join(self.words)

    @property
    def ends_sentence(self) -> bool:
        """Whether it closes like prose: headlines do not."""
        return _END.search(self.view[-_TAIL:]) is not None

    @property
    def is_cut_off(self) -> bool:
        """Whether it breaks off in dots, as a teaser does."""
        return _CUT.search(self.view[-_TAIL:]) is not None


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text that are not blank, in order."""
    return tuple(
        _line(match.start(), match.end(), match.group())
        for match in _LINE.finditer(text)
        if not match.group().isspace()
    )


def _line(start: int, end: int, raw: str) -> Line:
    view = " ".join(normalise(raw).split())
    words = tuple(word for word in _WORD.findall(view) if word.strip(_NO_LETTERS))
    return Line(start, end, raw, view, words)


def likeness(words: frozenset[str], other: frozenset[str]) -> float:
    """How much of their words two lines share: 1 where they are the same set (Jaccard)."""
    return len(words & other) / len(words | other) if words and other else 0.0
