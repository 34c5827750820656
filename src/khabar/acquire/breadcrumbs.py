"""The path to an article over its headline: site > section > page."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.acquire.layout import Line, lines_of
from khabar.catalog.furniture import Marks

_ARROWS = (">", " » ", " « ", " › ", " ‹ ", "←", "→", "::")  # quotation marks cling to words
_STROKES = ("|", " / ", " \\ ")  # these part other things too: three items make a path
_LONGEST_ITEM = 4  # words
_HEADLINE = range(3, 29)  # words


def items_of(line: str) -> tuple[str, ...]:
    """The items of a path, none where the line is no path."""
    signs = [sign for sign in (*_ARROWS, *_STROKES) if sign in line]
    if len(signs) != 1:
        return ()
    (sign,) = signs
    items = tuple(item.strip() for item in line.split(sign))
    fewest = 2 if sign in _ARROWS else 3
    return items if len(items) >= fewest and all(items) else ()


def paths_over(lines: Sequence[Line], marks: Sequence[Marks | None], head: range) -> frozenset[int]:
    """The lines of a page's head that lead to the article, with its headline below them."""
    return frozenset(
        i
        for i in head
        if marks[i] is not Marks.BYLINE and _is_path(lines, marks, range(i, head.stop))
    )


def _is_path(lines: Sequence[Line], marks: Sequence[Marks | None], rest: range) -> bool:
    items = [line for item in items_of(lines[rest.start].raw) for line in lines_of(item)]
    below = [
        lines[i].words for i in rest[1:] if marks[i] is None and len(lines[i].words) in _HEADLINE
    ]
    if not items or not below or any(map(_is_prose_or_score, items)):
        return False
    short = [0 < len(item.words) <= _LONGEST_ITEM for item in items]
    return all(short[:-1]) and (short[-1] or items[-1].words in below)


def _is_prose_or_score(item: Line) -> bool:
    return item.ends_sentence or ":" in item.view or item.view[-1:].isdigit()
