"""Headlines of other stories on an article's page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from khabar.acquire.layout import Line

_HEADLINE = range(3, 19)  # words
_TEASER = 60  # words
_FOOT_LINE = 13  # words
_RUN = range(2, 6)  # headlines in one block inside an article


def is_prose(line: Line) -> bool:
    """Whether it is a paragraph: closed like one, or too long for a headline."""
    if line.is_cut_off:
        return len(line.words) > _TEASER
    return len(line.words) > 22 or (line.ends_sentence and len(line.words) > 12)


def stories_below(
    lines: Sequence[Line], headings: Iterable[int], beside: frozenset[int]
) -> frozenset[int]:
    """The lines below a related heading, up to the next paragraph of the article."""
    found: set[int] = set()
    for heading in headings:
        at = heading + 1
        while at < len(lines) and at not in found and (at in beside or not is_prose(lines[at])):
            found.add(at)
            at += 1
    return frozenset(found)


def links_inside(lines: Sequence[Line], known: frozenset[int]) -> frozenset[int]:
    """Blocks of two or more headlines between the paragraphs of an article.

    One such line alone may be a heading of the article's own; two in a row have nothing under the
    first, so they lead elsewhere. That shows only where paragraphs end in a mark, as most do.
    """
    prose = [i for i, line in enumerate(lines) if i not in known and is_prose(line)]
    closed = [i for i in prose if lines[i].ends_sentence]
    if len(prose) < 4 or len(closed) < 0.9 * len(prose):
        return frozenset()
    found: set[int] = set()
    for before, after in pairwise(closed):
        run = range(before + 1, after)
        if (
            len(run) in _RUN
            and lines[before].view.rstrip('" ').endswith((".", "!"))
            and _are_links(lines, run, known)
        ):
            found.update(run)
    return frozenset(found)


def _are_links(lines: Sequence[Line], run: range, known: frozenset[int]) -> bool:
    return all(
        i not in known
        and len(lines[i].words) in _HEADLINE
        and not lines[i].ends_sentence
        and lines[i].view[0].isalpha()
        and not lines[i].words[0].startswith("ف")  # "so": a question of the article's own
        for i in run
    )


def left_at_foot(lines: Sequence[Line], beside: frozenset[int]) -> frozenset[int]:
    """Short lines behind the article's last paragraph, once furniture has begun there.

    A site's name between its logo and its address says nothing by itself: its place tells.
    """
    prose = [i for i, line in enumerate(lines) if i not in beside and is_prose(line)]
    if not prose:
        return frozenset()
    foot = range(prose[-1] + 1, len(lines))
    begun = next((i for i in foot if i in beside and lines[i].words), len(lines))
    return frozenset(i for i in range(begun, len(lines)) if len(lines[i].words) < _FOOT_LINE)
