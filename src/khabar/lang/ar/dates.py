"""Read expressions of time in normalised Arabic text: where they stand and what they mean.

A value is worked out later, by the meaning itself, against the day of publication.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from khabar.lang.ar.dates_context import (
    InContext,
    counts_from_another,
    read_in_context,
    read_rest,
)
from khabar.lang.ar.dates_counts import Found, read_counted, read_following
from khabar.lang.ar.dates_lookup import has, mark
from khabar.lang.ar.dates_meaning import (
    Anchor,
    Between,
    Distance,
    Fixed,
    Following,
    Meaning,
    SameDay,
    Since,
    Vague,
)
from khabar.lang.ar.dates_named import Calendar
from khabar.lang.ar.dates_ordinals import Head, Nth, WeekOf, read_head, read_in_a_row
from khabar.lang.ar.dates_pieces import Piece
from khabar.lang.ar.dates_tense import speaks_ahead
from khabar.lang.ar.dates_whole import is_day, read_named, read_pieces
from khabar.lang.ar.dates_words import Counted, Edge, Sort, Unit, Word, words_of

__all__ = [
    "Anchor", "Calendar", "Following", "InContext", "Meaning", "Phrase", "SameDay", "phrases_of",
]  # fmt: skip

_LEADS = frozenset({
    Sort.MONTH, Sort.HIJRI_MONTH, Sort.WEEKDAY, Sort.OFFSET, Sort.PART, Sort.UNIT, Sort.EDGE,
    Sort.SEASON, Sort.DECADE, Sort.NOW, Sort.VAGUE, Sort.SINCE, Sort.AGO, Sort.AFTER,
    Sort.WITHIN, Sort.LAST_OF, Sort.THIS, Sort.BETWEEN, Sort.FROM_POINT, Sort.OF,
    Sort.DAY_WORD, Sort.SOME, Sort.NUMERAL, Sort.FRACTION, Sort.AFTER_IT, Sort.BEFORE_IT,
    Sort.FEAST, Sort.FIXED_FEAST, Sort.COUNTED_FEAST, Sort.EVERY, Sort.BARE_WEEKDAY, Sort.REST,
})  # fmt: skip

_ALONE = frozenset({
    Sort.MONTH, Sort.HIJRI_MONTH, Sort.WEEKDAY, Sort.OFFSET, Sort.PART_ALONE, Sort.SEASON,
    Sort.DECADE, Sort.NOW, Sort.VAGUE, Sort.FEAST, Sort.FIXED_FEAST,
    Sort.COUNTED_FEAST, Sort.UNIT,
})  # fmt: skip
_STROKES = frozenset("/-.(و")
_YEAR_FIGURES = 4
_STRETCHES = 64
_A_WEEK = Counted(Unit.WEEK, 1, definite=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """An expression of time: offsets in the text that was read, its meaning, its clause.

    ahead is what the clause says of past and future; None where it says nothing.
    """

    start: int
    end: int
    meaning: Meaning
    ahead: bool | None


@lru_cache(maxsize=_STRETCHES)
def phrases_of(text: str, start: int, end: int) -> tuple[Phrase, ...]:
    """All expressions of time in a stretch of normalised text, from left to right.

    A document is dated before its times are resolved, so each stretch is asked for twice.
    """
    words = words_of(text, start, end)
    return tuple(_read(words))


def _read(words: Sequence[Word]) -> Iterator[Phrase]:
    at = 0
    while at < len(words):
        senses = words[at].senses
        found = _expression(words, at) if senses and _may_begin(words, at) else None
        if found is None:
            at += 1
            continue
        ahead = speaks_ahead(words, at, found.next)
        yield Phrase(words[at].start, words[found.next - 1].end, found.meaning, ahead)
        at = found.next


def _may_begin(words: Sequence[Word], at: int) -> bool:
    """Whether a word says when by itself, or with a word of time or a stroke behind it.

    Most words that can begin an expression ("from", "after", a number) begin none.
    """
    senses = words[at].senses
    if not _ALONE.isdisjoint(senses):
        return True
    if _LEADS.isdisjoint(senses):
        return False
    if Sort.NUMERAL in senses and len(words[at].raw) == _YEAR_FIGURES:
        return True
    return at + 1 < len(words) and (bool(words[at + 1].senses) or words[at + 1].raw in _STROKES)


def _expression(words: Sequence[Word], at: int) -> Found | None:
    """The expression at a word, the widest reading first."""
    word = words[at]
    if Sort.VAGUE in word.senses:
        return _vague(words, at)
    if Sort.NOW in word.senses:
        return Found(Distance(0, Unit.DAY), at + 1)
    if Sort.DECADE in word.senses:
        return _decade(words, at, None)
    if Sort.FROM_POINT in word.senses:
        return _range(words, at) if at + 1 < len(words) and words[at + 1].senses else None
    senses = word.senses.keys()
    for sorts, read in _READERS:
        if not sorts.isdisjoint(senses) and (found := read(words, at)) is not None:
            return found
    return Found(SameDay(), at + 1) if Sort.PART_ALONE in word.senses else None


def _numbered(words: Sequence[Word], at: int) -> Found | None:
    """The first week of October: a numbered part and the month or year it is a part of."""
    head = read_head(words, at)
    if head is None:
        return _week_of(words, at)
    if has(words, head.next, Sort.AFTER):
        return _counted_from(head, words)
    behind = head.next + 1 if has(words, head.next, Sort.FROM) else head.next
    period = read_named(words, behind, sure=True)
    return Found(head.part_of(period.meaning), period.next) if period else None


def _counted_from(head: Head, words: Sequence[Word]) -> Found | None:
    """ثاني جمعة بعد عيد الفطر."""
    day = _dated_day(words, head.next + 1)
    meaning = head.after(day.meaning) if day else None
    return Found(meaning, day.next) if day and meaning else None


def _week_of(words: Sequence[Word], at: int) -> Found | None:
    """أسبوع 16 سبتمبر: the week and not the day alone."""
    if words[at].senses.get(Sort.UNIT) != _A_WEEK:
        return None
    day = _dated_day(words, at + 1)
    return Found(WeekOf(day.meaning), day.next) if day else None


def _dated_day(words: Sequence[Word], at: int) -> Found | None:
    found = read_named(words, at, sure=True)
    dated = found is not None and isinstance(found.meaning, Calendar) and is_day(found.meaning)
    return found if dated and found and _has_month(found.meaning) else None


def _has_month(meaning: Meaning) -> bool:
    return isinstance(meaning, Calendar) and meaning.month is not None


def _counted_feast(words: Sequence[Word], at: int) -> Found | None:
    """A feast that is the n-th weekday of a month, and the year of it where one is named."""
    feast = words[at].number(Sort.COUNTED_FEAST)
    if feast is None:
        return None
    month, nth = divmod(feast, 100)
    count, weekday = divmod(nth, 10)
    more = read_pieces(words, at + 1, Calendar(month=month)) or Piece(Calendar(month=month), at + 1)
    return Found(Nth(count, more.known, weekday), more.next)


def _in_context(words: Sequence[Word], at: int) -> Found | None:
    """The next day; "the same month of last year" is that year at least."""
    found = read_in_context(words, at)
    if found and counts_from_another(words, found.next):
        return Found(Vague(), found.next)
    of_period = found is not None and has(words, found.next, Sort.FROM_POINT)
    named = read_named(words, found.next + 1) if found and of_period else None
    return named or found


def _vague(words: Sequence[Word], at: int) -> Found:
    """ "Earlier" alone says nothing; "earlier this week" says the week."""
    behind = at + 2 if has(words, at + 1, Sort.FROM) else at + 1
    named = read_named(words, behind) if behind < len(words) else None
    return named if named else Found(Vague(), at + 1)


def _since(words: Sequence[Word], at: int) -> Found | None:
    if not has(words, at, Sort.SINCE):
        return None
    start = read_named(words, at + 1, sure=True)
    return Found(Since(start.meaning), start.next) if start else None


def _range(words: Sequence[Word], at: int) -> Found | None:
    """من أول مارس حتى نهاية مايو, بين عامي 2011 و2014."""
    between, from_ = has(words, at, Sort.BETWEEN), has(words, at, Sort.FROM_POINT)
    if not (between or from_):
        return None
    first = read_named(words, at + 1, sure=True)
    if first is None or first.next >= len(words):
        return None
    joins = words[first.next].raw.startswith("و") if between else has(words, first.next, Sort.TO)
    glued = between and words[first.next].raw != "و"
    last = read_named(words, first.next if glued else first.next + 1, sure=True) if joins else None
    return Found(Between(first.meaning, last.meaning), last.next) if last else None


def _edge_of_decade(words: Sequence[Word], at: int) -> Found | None:
    edge = words[at].senses.get(Sort.EDGE)
    if not isinstance(edge, Edge):
        return None
    if has(words, at + 1, Sort.DECADE):
        return _decade(words, at + 1, edge)
    return _last_century(words, at + 1)


def _last_century(words: Sequence[Word], at: int) -> Found | None:
    century = _century(words, at)
    return Found(Fixed("19XX", relative=True), century) if century else None


def _century(words: Sequence[Word], at: int) -> int | None:
    """Behind "the last century", or None; texts of this century mean the twentieth."""
    unit = words[at].senses.get(Sort.UNIT) if at < len(words) else None
    if not isinstance(unit, Counted) or unit != Counted(Unit.CENTURY, 1, definite=True):
        return None
    last = at + 1 < len(words) and words[at + 1].number(Sort.SHIFT) == -1
    return at + 2 if last else None


_DECADE_EDGES = {
    Edge.START: (0, 3), Edge.EARLY: (0, 3), Edge.MIDDLE: (4, 6), Edge.LATE: (6, 9),
    Edge.END: (6, 9),
}  # fmt: skip


def _decade(words: Sequence[Word], at: int, edge: Edge | None) -> Found:
    """A decade by its tens: of the twentieth century, the only one news calls so."""
    tens = words[at].number(Sort.DECADE) or 0
    first, last = _DECADE_EDGES[edge] if edge else (0, 9)
    behind = at + 2 if has(words, at + 1, Sort.FROM) else at + 1
    end = _century(words, behind) or at + 1
    return Found(Fixed(f"{1900 + tens + first}/{1900 + tens + last}"), end)


def _dates_to_date(words: Sequence[Word], at: int) -> Found | None:
    """2 أكتوبر إلى 22 نوفمبر: two days with "to" or a stroke between them."""
    first = read_named(words, at)
    if first is None or not is_day(first.meaning):
        return first
    if not (has(words, first.next, Sort.TO) or mark(words, first.next, "-")):
        return first
    last = read_named(words, first.next + 1)
    if last is None or not is_day(last.meaning):
        return first
    return Found(Between(first.meaning, last.meaning), last.next)


_COUNTING = {
    Sort.SINCE, Sort.AGO, Sort.AFTER, Sort.WITHIN, Sort.LAST_OF, Sort.EVERY, Sort.UNIT, Sort.SOME,
    Sort.NUMERAL,
}  # fmt: skip
# Each reader with the sorts of word that it can begin with, the wider reading first.
_READERS: tuple[tuple[frozenset[Sort], Callable[[Sequence[Word], int], Found | None]], ...] = (
    (frozenset({Sort.OFFSET}), read_in_a_row),
    (frozenset({Sort.OFFSET, Sort.WEEKDAY, Sort.UNIT}), _in_context),
    (frozenset({Sort.REST}), read_rest),
    (frozenset({Sort.COUNTED_FEAST}), _counted_feast),
    (frozenset({Sort.AFTER_IT, Sort.BEFORE_IT}), read_following),
    (frozenset({Sort.WEEKDAY, Sort.FRACTION, Sort.UNIT, Sort.FIRST_OF}), _numbered),
    (frozenset({Sort.BETWEEN, Sort.FROM_POINT}), _range),
    (frozenset({Sort.SINCE}), _since),
    (frozenset(_COUNTING), read_counted),
    (frozenset({Sort.EDGE}), _edge_of_decade),
    (frozenset({Sort.UNIT}), _last_century),
    (_LEADS, _dates_to_date),
)
