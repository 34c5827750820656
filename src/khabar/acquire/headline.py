"""Which line of a page is its headline."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.acquire.layout import Line, lines_of
from khabar.catalog.furniture import Marks

_FEWEST = 3  # words: fewer make a label, unless a paragraph follows at once
_MOST = 28  # words
_LOOKED_AT = 60  # lines: menus of a whole page may stand over the headline
_SHARED = 0.75


def find_title(
    lines: Sequence[Line], marks: Sequence[Marks | None], title: str | None
) -> int | None:
    """The line of the headline, None where the text opens without one.

    A title known from elsewhere decides: the line that says the same is the headline, and where
    none does the text holds only the body.
    """
    if title and title.strip():
        known = frozenset(w for line in lines_of(title) for w in line.words)
        said = [i for i, line in enumerate(lines[:_LOOKED_AT]) if _says(line, known)]
        return next((i for i in said if marks[i] is None), said[0] if said else None)
    for i, line in enumerate(lines[:_LOOKED_AT]):
        if marks[i] is None and len(line.words) >= _FEWEST:
            return i if _is_headline(lines, i) else None
    return None


def _says(line: Line, known: frozenset[str]) -> bool:
    """Whether a line says the known title, which may carry the site's name."""
    words = frozenset(line.words)
    shared = len(words & known)
    # The line may be a path that ends in the headline, where the page has it nowhere else.
    return bool(words) and shared >= _SHARED * len(words) and shared >= _SHARED * len(known) - 3


def _is_headline(lines: Sequence[Line], at: int) -> bool:
    """Whether a line over a text is its headline: short, not closed like prose, text below it."""
    line = lines[at]
    below = lines[at + 1 :]
    return (
        len(line.words) <= _MOST
        and bool(below)
        and (not line.ends_sentence or _is_shorter(line, below))
    )


def _is_shorter(line: Line, below: Sequence[Line]) -> bool:
    """A headline that closes with a full stop is still far shorter than what follows it."""
    return len(line.words) <= 12 and 2 * len(line.words) <= max(len(b.words) for b in below[:3])
