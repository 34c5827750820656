"""Read expressions of time in normalised Arabic text: where they stand and what they mean.

A value is worked out later, by the meaning itself, against the day of publication.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from khabar.lang.ar.dates_counts import Found, read_counted, read_following
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
from khabar.lang.ar.dates_pieces import Piece, has, mark, read_piece
from khabar.lang.ar.dates_tense import speaks_ahead
from khabar.lang.ar.dates_words import Counted, Edge, Sort, Unit, Word, words_of

__all__ = ["Anchor", "Calendar", "Following", "Meaning", "Phrase", "SameDay", "phrases_of"]

_LEADS = frozenset({
    Sort.MONTH, Sort.HIJRI_MONTH, Sort.WEEKDAY, Sort.OFFSET, Sort.PART, Sort.UNIT, Sort.EDGE,
    Sort.SEASON, Sort.DECADE, Sort.NOW, Sort.VAGUE, Sort.SINCE, Sort.AGO, Sort.AFTER,
    Sort.WITHIN, Sort.LAST_OF, Sort.THIS, Sort.BETWEEN, Sort.FROM_POINT, Sort.OF,
    Sort.DAY_WORD, Sort.SOME, Sort.NUMERAL, Sort.FRACTION, Sort.AFTER_IT, Sort.BEFORE_IT,
    Sort.FEAST, Sort.FIXED_FEAST, Sort.EVERY, Sort.BARE_WEEKDAY,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """An expression of time: offsets in the text that was read, its meaning, its clause.

    ahead is what the clause says of past and future; None where it says nothing.
    """

    start: int
    end: int
    meaning: Meaning
    ahead: bool | None


def phrases_of(text: str, start: int, end: int) -> tuple[Phrase, ...]:
    """All expressions of time in a stretch of normalised text, from left to right."""
    words = words_of(text, start, end)
    return tuple(_read(words))


def _read(words: Sequence[Word]) -> Iterator[Phrase]:
    at = 0
    while at < len(words):
        leads = words[at].senses and not _LEADS.isdisjoint(words[at].senses)
        found = _expression(words, at) if leads else None
        if found is None:
            at += 1
            continue
        ahead = speaks_ahead(words, at, found.next)
        yield Phrase(words[at].start, words[found.next - 1].end, found.meaning, ahead)
        at = found.next


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
    return Found(piece.known, _closed(words, at, piece.next))


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
        if not (linked or _comma_before_year(words, at, known)):
            return
        if known == Calendar() and Sort.FROM in word.senses:
            return
        at += 1
        yield at


def _comma_before_year(words: Sequence[Word], at: int, known: Calendar) -> bool:
    dated = known.month is not None and known.day is not None and known.year is None
    return dated and mark(words, at, "،,") and at + 1 < len(words) and len(words[at + 1].raw) == 4


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
    if not words[at].raw.isdigit() or counted:
        return False
    if has(words, at - 1, Sort.COUNT_BEFORE) or mark(words, at - 1, "./,-:+$€#"):
        return False
    if known.year_to is not None:
        return True
    goes_on = mark(words, at + 1, "/,:-%.") and at + 2 < len(words)
    return not (goes_on and words[at + 2].raw.isdigit())


_COUNTING = {
    Sort.SINCE, Sort.AGO, Sort.AFTER, Sort.WITHIN, Sort.LAST_OF, Sort.EVERY, Sort.UNIT, Sort.SOME,
    Sort.NUMERAL,
}  # fmt: skip
# Each reader with the sorts of word that it can begin with, the wider reading first.
_READERS: tuple[tuple[frozenset[Sort], Callable[[Sequence[Word], int], Found | None]], ...] = (
    (frozenset({Sort.OFFSET}), read_in_a_row),
    (frozenset({Sort.AFTER_IT, Sort.BEFORE_IT}), read_following),
    (frozenset({Sort.WEEKDAY, Sort.FRACTION, Sort.UNIT, Sort.FIRST_OF}), _numbered),
    (frozenset({Sort.BETWEEN, Sort.FROM_POINT}), _range),
    (frozenset({Sort.SINCE}), _since),
    (frozenset(_COUNTING), read_counted),
    (frozenset({Sort.EDGE}), _edge_of_decade),
    (frozenset({Sort.UNIT}), _last_century),
    (_LEADS, _dates_to_date),
)
