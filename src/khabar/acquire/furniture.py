"""Which lines of a page are the article, and which stand beside it: marked, never removed."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.acquire.breadcrumbs import paths_over
from khabar.acquire.bylines import FilingWords, dated_mark, filing_mark, filing_words
from khabar.acquire.headline import find_title
from khabar.acquire.layout import Line, likeness, lines_of
from khabar.acquire.marks import line_rules
from khabar.acquire.related import is_prose, left_at_foot, links_inside, stories_below
from khabar.acquire.teasers import teasers_of
from khabar.catalog.furniture import FurnitureTable, Marks
from khabar.schema.documents import Segment, SegmentKind

_SAME = 0.85  # likeness from which one line repeats another
_MIN_REPEATED = 4  # words: shorter lines recur by chance
_NEAR_TITLE = 3  # lines below the headline among which author and dateline stand
_LABEL = 3  # words: fewer make no headline
_HEAD = 60  # lines: menus of a whole page may stand over its headline

_KIND = {
    Marks.FURNITURE: SegmentKind.FURNITURE,
    Marks.BYLINE: SegmentKind.BYLINE,
    Marks.DATELINE: SegmentKind.DATELINE,
}


def segments_of(text: str, table: FurnitureTable, title: str | None = None) -> tuple[Segment, ...]:
    """Every line of a text that is not blank, in order, with what it is to a reader.

    title is the headline as it is known from elsewhere (a column, a page's metadata). It is never
    furniture. A text that opens without a headline has no title segment.
    """
    lines = lines_of(text)
    kinds = _kinds(lines, table, title)
    return tuple(
        Segment(start=line.start, end=line.end, kind=kind)
        for line, kind in zip(lines, kinds, strict=True)
    )


def title_of(text: str, segments: Sequence[Segment]) -> str | None:
    """The headline in the text, None where it has none."""
    for segment in segments:
        if segment.kind is SegmentKind.TITLE:
            return segment.cut(text).strip()
    return None


def _kinds(lines: Sequence[Line], table: FurnitureTable, title: str | None) -> list[SegmentKind]:
    marks = _marks(lines, table)
    at = find_title(lines, marks, title)
    beside = frozenset(i for i, mark in enumerate(marks) if mark is Marks.FURNITURE) - {at}
    beside |= _above_title(lines, marks, at)
    filed = _filed_by(marks)
    rules = line_rules(table)
    headings = [i for i in beside if rules.is_heading(lines[i])]
    beside |= stories_below(lines, headings, beside) - {at}
    beside |= links_inside(lines, beside | filed)
    beside |= left_at_foot(lines, beside) - {at} - filed
    beside |= teasers_of(lines, beside | filed, table)
    repeats = _repeats(lines, beside, at)
    return [
        SegmentKind.TITLE if i == at
        else SegmentKind.FURNITURE if i in beside
        else SegmentKind.REPEAT if i in repeats
        else _KIND[mark] if mark
        else SegmentKind.BODY
        for i, mark in enumerate(marks)
    ]  # fmt: skip


def _marks(lines: Sequence[Line], table: FurnitureTable) -> list[Marks | None]:
    """What each line is by its own words; who filed the story only at either end of the page."""
    rules, words = line_rules(table), filing_words(table)
    marks = [rules.mark_of(line) for line in lines]
    if lines and rules.is_pointer(lines[0]) and len(lines[0].words) >= _MIN_REPEATED:
        marks[0] = None  # on top of the page "شاهد.." opens its own headline, not another's
    head = _head(lines, marks)
    paths = paths_over(lines, marks, head)
    for i in paths:
        marks[i] = Marks.FURNITURE
    unmarked = [i for i, mark in enumerate(marks) if mark is not Marks.FURNITURE]
    for i in {*unmarked[: _NEAR_TITLE + 1], *unmarked[-1:]}:
        marks[i] = marks[i] or filing_mark(lines[i], words)
    for i in range(max(paths, default=-1) + 1, head.stop):  # a date over the path is the visit's
        marks[i] = _dated(lines, marks, i, words, is_led=bool(paths))
    return marks


def _head(lines: Sequence[Line], marks: Sequence[Marks | None]) -> range:
    """The lines over the article's first paragraph."""
    prose = (i for i, line in enumerate(lines[:_HEAD]) if marks[i] is None and is_prose(line))
    return range(next(prose, min(len(lines), _HEAD)))


def _dated(
    lines: Sequence[Line],
    marks: Sequence[Marks | None],
    at: int,
    words: FilingWords,
    *,
    is_led: bool,
) -> Marks | None:
    """A line's mark once its date is looked at; is_led: a path leads to the article above it."""
    above = (i for i in range(at) if marks[i] is None and len(lines[i].words) >= _LABEL)
    if marks[at] is Marks.BYLINE:
        return Marks.BYLINE
    return dated_mark(lines[at], words, below=is_led or any(True for _ in above)) or marks[at]


def _filed_by(marks: Sequence[Marks | None]) -> frozenset[int]:
    return frozenset(i for i, mark in enumerate(marks) if mark in (Marks.BYLINE, Marks.DATELINE))


def _above_title(
    lines: Sequence[Line], marks: Sequence[Marks | None], at: int | None
) -> frozenset[int]:
    """Menus and labels over the headline: whatever is short there and no one's line."""
    return frozenset(
        i for i in range(at or 0) if marks[i] is None and len(lines[i].words) <= _MIN_REPEATED
    )


def _repeats(lines: Sequence[Line], beside: frozenset[int], at: int | None) -> frozenset[int]:
    """Lines that say again what an earlier line said: the headline, or a paragraph doubled."""
    seen: dict[frozenset[str], int] = {}
    found = set()
    headline = frozenset(lines[at].words) if at is not None else frozenset()
    for i, line in enumerate(lines):
        words = frozenset(line.words)
        if i == at or i in beside or len(line.words) < _MIN_REPEATED:
            continue
        if words in seen or likeness(words, headline) >= _SAME:
            found.add(i)
        seen.setdefault(words, i)
    return frozenset(found)
