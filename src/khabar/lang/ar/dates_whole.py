"""A whole date that names a day, week, month or year: its pieces read one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.lang.ar.dates_counts import Found
from khabar.lang.ar.dates_lookup import cardinal, has, is_year, mark, ordinal
from khabar.lang.ar.dates_meaning import Meaning, Vague
from khabar.lang.ar.dates_named import Calendar
from khabar.lang.ar.dates_pieces import Piece, read_piece
from khabar.lang.ar.dates_words import Sort, Word

_NOTHING = Calendar()
_FEMININE = ("ه", "لي")
_MOST_WEEKDAYS = 5  # in a month


def read_named(words: Sequence[Word], at: int, *, sure: bool = False) -> Found | None:
    """A named date, if what was read is one; sure: the word before lets no other reading be."""
    piece = read_pieces(words, at)
    if piece is None or not _is_date(piece.known, words, at, sure=sure):
        return None
    if (counted := _counted_weekday(piece, words)) is not None:
        return Found(Vague(), counted)
    return Found(piece.known, _closed(words, at, piece.next))


def is_day(meaning: Meaning) -> bool:
    if not isinstance(meaning, Calendar) or meaning.offset is not None:
        return False
    return meaning.day is not None or meaning.weekday is not None


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


def _closed(words: Sequence[Word], at: int, end: int) -> int:
    """Take in the bracket or stroke that closes one opened inside."""
    opened = sum(w.raw == "(" for w in words[at:end]) > sum(w.raw == ")" for w in words[at:end])
    strokes = sum(w.raw == "/" for w in words[at:end])
    closes = (opened and mark(words, end, ")")) or (
        strokes == 1 and has(words, end - 1, Sort.WEEKDAY) and mark(words, end, "/")
    )
    return end + 1 if closes else end


def read_pieces(words: Sequence[Word], at: int, known: Calendar = _NOTHING) -> Piece | None:
    """Read piece after piece, links between them passed over, as long as they fit together."""
    end = at
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
