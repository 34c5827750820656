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
from khabar.lang.ar.dates_lookup import cardinal, has, is_year, mark, ordinal
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
from khabar.lang.ar.dates_ordinals import read_head, read_in_a_row
from khabar.lang.ar.dates_pieces import Piece, read_piece
from khabar.lang.ar.dates_tense import speaks_ahead
from khabar.lang.ar.dates_words import Counted, Edge, Sort, Unit, Word, words_of

__all__ = [
    "Anchor", "Calendar", "Following", "InContext", "Meaning", "Phrase", "SameDay", "phrases_of",
]  # fmt: skip

_LEADS = frozenset({
    Sort.MONTH, Sort.HIJRI_MONTH, Sort.WEEKDAY, Sort.OFFSET, Sort.PART, Sort.UNIT, Sort.EDGE,
    Sort.SEASON, Sort.DECADE, Sort.NOW, Sort.VAGUE, Sort.SINCE, Sort.AGO, Sort.AFTER,
    Sort.WITHIN, Sort.LAST_OF, Sort.THIS, Sort.BETWEEN, Sort.FROM_POINT, Sort.OF,
    Sort.DAY_WORD, Sort.SOME, Sort.NUMERAL, Sort.FRACTION, Sort.AFTER_IT, Sort.BEFORE_IT,
    Sort.FEAST, Sort.FIXED_FEAST, Sort.EVERY, Sort.BARE_WEEKDAY, Sort.REST,
})  # fmt: skip

_ALONE = frozenset({
    Sort.MONTH, Sort.HIJRI_MONTH, Sort.WEEKDAY, Sort.OFFSET, Sort.PART_ALONE, Sort.SEASON,
    Sort.DECADE, Sort.NOW, Sort.VAGUE, Sort.FEAST, Sort.FIXED_FEAST, Sort.UNIT,
})  # fmt: skip
_STROKES = frozenset("/-.(و")
_YEAR_FIGURES = 4
_STRETCHES = 64
_FEMININE = ("ه", "لي")
_MOST_WEEKDAYS = 5  # in a month


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
        return None
    behind = head.next + 1 if has(words, head.next, Sort.FROM) else head.next
    period = _named(words, behind, sure=True)
    return Found(head.part_of(period.meaning), period.next) if period else None


def _in_context(words: Sequence[Word], at: int) -> Found | None:
    """The next day; "the same month of last year" is that year at least."""
    found = read_in_context(words, at)
    if found and counts_from_another(words, found.next):
        return Found(Vague(), found.next)
    of_period = found is not None and has(words, found.next, Sort.FROM_POINT)
    named = _named(words, found.next + 1) if found and of_period else None
    return named or found


def _vague(words: Sequence[Word], at: int) -> Found:
    """ "Earlier" alone says nothing; "earlier this week" says the week."""
    behind = at + 2 if has(words, at + 1, Sort.FROM) else at + 1
    named = _named(words, behind) if behind < len(words) else None
    return named if named else Found(Vague(), at + 1)


def _since(words: Sequence[Word], at: int) -> Found | None:
    if not has(words, at, Sort.SINCE):
        return None
    start = _named(words, at + 1, sure=True)
    return Found(Since(start.meaning), start.next) if start else None


def _range(words: Sequence[Word], at: int) -> Found | None:
    """من أول مارس حتى نهاية مايو, بين عامي 2011 و2014."""
    between, from_ = has(words, at, Sort.BETWEEN), has(words, at, Sort.FROM_POINT)
    if not (between or from_):
        return None
    first = _named(words, at + 1, sure=True)
    if first is None or first.next >= len(words):
        return None
    joins = words[first.next].raw.startswith("و") if between else has(words, first.next, Sort.TO)
    glued = between and words[first.next].raw != "و"
    last = _named(words, first.next if glued else first.next + 1, sure=True) if joins else None
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


def _named(words: Sequence[Word], at: int, *, sure: bool = False) -> Found | None:
    """A named date, if what was read is one; sure: the word before lets no other reading be."""
    piece = _pieces(words, at)
    if piece is None or not _is_date(piece.known, words, at, sure=sure):
        return None
    if (counted := _counted_weekday(piece, words)) is not None:
        return Found(Vague(), counted)
    return Found(piece.known, _closed(words, at, piece.next))


def _counted_weekday(piece: Piece, words: Sequence[Word]) -> int | None:
    """Behind الأحد الثاني, which counts Sundays of a month that is not told.

    Hours are feminine: الأحد الثانية ظهرا is a day.
    """
    bare = piece.known in (Calendar(weekday=piece.known.weekday), Calendar())
    if not bare or not has(words, piece.next, Sort.NUMERAL):
        return None
    number, raw = ordinal(words, piece.next), words[piece.next].raw
    masculine = raw.startswith("ال") and not raw.endswith(_FEMININE)
    return number.next if number and masculine and number.value <= _MOST_WEEKDAYS else None


def _dates_to_date(words: Sequence[Word], at: int) -> Found | None:
    """2 أكتوبر إلى 22 نوفمبر: two days with "to" or a stroke between them."""
    first = _named(words, at)
    if first is None or not _is_day(first.meaning):
        return first
    if not (has(words, first.next, Sort.TO) or mark(words, first.next, "-")):
        return first
    last = _named(words, first.next + 1)
    if last is None or not _is_day(last.meaning):
        return first
    return Found(Between(first.meaning, last.meaning), last.next)


def _is_day(meaning: Meaning) -> bool:
    if not isinstance(meaning, Calendar) or meaning.offset is not None:
        return False
    return meaning.day is not None or meaning.weekday is not None


def _closed(words: Sequence[Word], at: int, end: int) -> int:
    """Take in the bracket or stroke that closes one opened inside."""
    opened = sum(w.raw == "(" for w in words[at:end]) > sum(w.raw == ")" for w in words[at:end])
    strokes = sum(w.raw == "/" for w in words[at:end])
    closes = (opened and mark(words, end, ")")) or (
        strokes == 1 and has(words, end - 1, Sort.WEEKDAY) and mark(words, end, "/")
    )
    return end + 1 if closes else end


def _pieces(words: Sequence[Word], at: int) -> Piece | None:
    """Read piece after piece, links between them passed over, as long as they fit together."""
    known, end = Calendar(), at
    read = False
    while True:
        tries = (read_piece(known, words, start) for start in _starts(words, end, known))
        piece = next((p for p in tries if p), None)
        if piece is None:
            return Piece(known, end) if read else None
        known, end, read = piece.known, piece.next, True


_LINKS = (Sort.FROM, Sort.OF, Sort.DAY_WORD, Sort.CORRESPONDS, Sort.GREGORIAN_MARK)


def _starts(words: Sequence[Word], at: int, known: Calendar) -> Iterator[int]:
    """Where the next piece may start: here, or behind words and marks that only link."""
    yield at
    first = at
    while at < len(words) and at - first < 4:
        word = words[at]
        linked = any(s in word.senses for s in _LINKS) or _linking_mark(word.raw, known)
        if not (linked or _comma_before_year(words, at, known) or _days_of_week(words, at, known)):
            return
        if known == Calendar() and Sort.FROM in word.senses:
            return
        at += 1
        yield at


def _days_of_week(words: Sequence[Word], at: int, known: Calendar) -> bool:
    """الأسبوع المقبل بين الاثنين والأربعاء: "between" goes on with the days of a named week."""
    of_week = known.week_shift is not None and known.weekday is None
    return of_week and has(words, at, Sort.BETWEEN) and has(words, at + 1, Sort.WEEKDAY)


def _comma_before_year(words: Sequence[Word], at: int, known: Calendar) -> bool:
    dated = known.month is not None and known.day is not None and known.year is None
    if not (dated and mark(words, at, "،,")):
        return False
    year = cardinal(words, at + 1)
    return year is not None and is_year(year.value)


def _linking_mark(raw: str, known: Calendar) -> bool:
    day_said = known.weekday is not None or known.offset is not None or known.part
    if raw in ("(", "/"):
        return day_said
    return raw in ("،", ",", '"') and day_said and known.month is None


def _is_date(known: Calendar, words: Sequence[Word], at: int, *, sure: bool) -> bool:
    """Whether the pieces make a date; a name of something dated (ثورة 25 يناير) is none."""
    if known.offset is not None:
        return not has(words, at - 1, Sort.TODAY_NAME_BEFORE)
    if known.weekday is not None:
        return not has(words, at - 1, Sort.DAY_NAME_BEFORE)
    if known.season is not None:
        return any(v is not None for v in (known.year, known.year_shift, known.shift))
    if known.month is not None:
        return _is_month_date(known, words, at, sure=sure)
    if known.year is not None:
        return sure or known.edge is not None or known.hijri or _is_year(words, at, known)
    shifted = (known.week_shift, known.month_shift, known.year_shift)
    return any(v is not None for v in shifted)


def _is_month_date(known: Calendar, words: Sequence[Word], at: int, *, sure: bool) -> bool:
    if known.year is None and _names_something(words, at):
        return False
    bare = (known.day, known.year, known.shift, known.edge, known.year_shift)
    if any(v is not None for v in bare) or sure:
        return True
    if not has(words, at, Sort.AMBIGUOUS):
        return True
    return has(words, at - 1, Sort.FROM) or mark(words, at + 1, "/(")


def _names_something(words: Sequence[Word], at: int) -> bool:
    """Whether the word before the date, its day passed over, is one that dates give names to."""
    at -= 1
    while has(words, at, Sort.NUMERAL) or has(words, at, Sort.FROM_POINT):
        at -= 1
    return has(words, at, Sort.NAME_BEFORE)


def _is_year(words: Sequence[Word], at: int, known: Calendar) -> bool:
    """Whether four figures are a year: named so, or neither counting things nor numbering them."""
    if has(words, at, Sort.OF):
        return True
    counted = has(words, at + 1, Sort.COUNTED) and words[at + 1].raw == words[at + 1].form
    if not words[at].raw.isdigit():
        return _is_written_year(words, at)
    if counted:
        return False
    if has(words, at - 1, Sort.COUNT_BEFORE) or mark(words, at - 1, "./,-:+$€#"):
        return False
    if known.year_to is not None:
        return True
    goes_on = mark(words, at + 1, "/,:-%.") and at + 2 < len(words)
    return not (goes_on and words[at + 2].raw.isdigit())


def _is_written_year(words: Sequence[Word], at: int) -> bool:
    """في ألف وتسعمئة وثمانية وستين: to the year, behind a preposition, and counting nothing."""
    year = cardinal(words, at)
    if year is None or year.value % 10 == 0 or not has(words, at - 1, Sort.FROM):
        return False
    return year.next >= len(words) or not words[year.next].raw.isalnum()


_COUNTING = {
    Sort.SINCE, Sort.AGO, Sort.AFTER, Sort.WITHIN, Sort.LAST_OF, Sort.EVERY, Sort.UNIT, Sort.SOME,
    Sort.NUMERAL,
}  # fmt: skip
# Each reader with the sorts of word that it can begin with, the wider reading first.
_READERS: tuple[tuple[frozenset[Sort], Callable[[Sequence[Word], int], Found | None]], ...] = (
    (frozenset({Sort.OFFSET}), read_in_a_row),
    (frozenset({Sort.OFFSET, Sort.WEEKDAY, Sort.UNIT}), _in_context),
    (frozenset({Sort.REST}), read_rest),
    (frozenset({Sort.AFTER_IT, Sort.BEFORE_IT}), read_following),
    (frozenset({Sort.WEEKDAY, Sort.FRACTION, Sort.UNIT, Sort.FIRST_OF}), _numbered),
    (frozenset({Sort.BETWEEN, Sort.FROM_POINT}), _range),
    (frozenset({Sort.SINCE}), _since),
    (frozenset(_COUNTING), read_counted),
    (frozenset({Sort.EDGE}), _edge_of_decade),
    (frozenset({Sort.UNIT}), _last_century),
    (_LEADS, _dates_to_date),
)
