"""The pieces of a named date, read one after another into what is known so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from khabar.lang.ar.dates_calendar import valid
from khabar.lang.ar.dates_lookup import (
    cardinal,
    has,
    is_early_year,
    is_far_year,
    is_year,
    mark,
    ordinal,
)
from khabar.lang.ar.dates_months import month_at, numbered_month
from khabar.lang.ar.dates_named import Calendar
from khabar.lang.ar.dates_words import Counted, Edge, Sort, Unit, Word
from khabar.lang.ar.numbers import Number

_MONTHS = 12
_PLAIN_ORDINALS = 6  # "the first Sunday" counts Sundays; "Sunday the sixteenth" is a date
_FIRST_HIJRI, _LAST_HIJRI = 1343, 1500


@dataclass(frozen=True, slots=True)
class Piece:
    """What is known of the date after a piece, and the first word behind it."""

    known: Calendar
    next: int


Reader = Callable[[Calendar, Sequence[Word], int], Piece | None]


def _edge(known: Calendar, words: Sequence[Word], at: int) -> Piece | None:
    edge = words[at].senses.get(Sort.EDGE)
    if known != Calendar() or not isinstance(edge, Edge):
        return None
    return Piece(Calendar(edge=edge), at + 1)


def _part(known: Calendar, words: Sequence[Word], at: int) -> Piece | None:
    if has(words, at, Sort.THIS) and has(words, at + 1, Sort.PART) and known == Calendar():
        return Piece(Calendar(part=True, offset=0), at + 2)
    if not has(words, at, Sort.PART) or known.part or known.month_shift or known.year_shift:
        return None
    return Piece(replace(known, part=True), at + 1)


def _offset(known: Calendar, words: Sequence[Word], at: int) -> Piece | None:
    offset = words[at].number(Sort.OFFSET)
    if offset is None or known.offset is not None or known.day is not None or known.edge:
        return None
    if offset == 0 and has(words, at + 1, Sort.NOT_TODAY_BEHIND):
        return None
    shift, after = _shift_at(words, at + 1)
    return Piece(replace(known, offset=offset if shift is None else offset + shift), after)


def _weekday(known: Calendar, words: Sequence[Word], at: int) -> Piece | None:
    """A weekday, or two of them: the night between, or both days."""
    weekday = words[at].number(Sort.WEEKDAY)
    if weekday is None and _is_week(words, at + 1):
        weekday = words[at].number(Sort.BARE_WEEKDAY)
    if weekday is None or known.weekday is not None or known.month is not None:
        return None
    following = at + 1
    in_week = known.week_shift is not None
    joins = mark(words, following, "/-") or (in_week and has(words, following, Sort.TO))
    joined = following + 1 if joins else following
    second = words[joined].number(Sort.WEEKDAY) if joined < len(words) else None
    if second is not None and (in_week or (second - weekday) % 7 in (1, 2)):
        return Piece(replace(known, weekday=weekday, weekday_to=second), joined + 1)
    return Piece(replace(known, weekday=weekday), following)


def _is_week(words: Sequence[Word], at: int) -> bool:
    unit = words[at].senses.get(Sort.UNIT) if at < len(words) else None
    return unit == Counted(Unit.WEEK, 1, definite=True)


def _feast(known: Calendar, words: Sequence[Word], at: int) -> Piece | None:
    """A feast is a day of a month, in the one calendar or the other."""
    for sort in (Sort.FEAST, Sort.FIXED_FEAST):
        date = words[at].number(sort)
        if date is not None and known.month is None and known.day is None:
            month, day = divmod(date, 100)
            hijri = sort is Sort.FEAST
            return Piece(replace(known, month=month, day=day, hijri=hijri), at + 1)
    return None


def _day(known: Calendar, words: Sequence[Word], at: int) -> Piece | None:
    """A day of a month: believed where a month follows, or a weekday stood before."""
    if known.day is not None or known.month is not None or known.edge:
        return None
    first = ordinal(words, at) or cardinal(words, at)
    if first is None or not 1 <= first.value <= 31:
        return None
    last = _through(words, first)
    end = last.next if last else first.next
    if not _month_follows(words, end) and (last or not _lone_day(known, words, at, first)):
        return None
    return Piece(replace(known, day=first.value, day_to=last.value if last else None), end)


def _lone_day(known: Calendar, words: Sequence[Word], at: int, day: Number) -> bool:
    """Whether a number behind a weekday is its day, the month left out (الجمعة 15)."""
    if known.weekday is None or known.offset is not None:
        return False
    if ordinal(words, at) is not None and day.value < _PLAIN_ORDINALS:
        return False
    ends = day.next >= len(words) or not words[day.next].raw.isalnum()
    ends = ends or has(words, day.next, Sort.TO)
    return ends and not mark(words, day.next, "/-:.")


def _through(words: Sequence[Word], first: Number) -> Number | None:
    """The other end of a range or list of days: 12-13, 12 إلى 14, 12 و13 و14."""
    last: Number | None = None
    at = first.next
    while at < len(words):
        word = words[at]
        joins = word.raw in ("-", "و", "/") or has(words, at, Sort.TO)
        if not joins and not (word.raw.startswith("وال") and ordinal(words, at)):
            return last
        at = at + 1 if joins else at
        more = ordinal(words, at) or cardinal(words, at)
        if more is None or not (last or first).value < more.value <= 31:
            return last
        last, at = more, more.next
    return last


def _month_follows(words: Sequence[Word], at: int) -> bool:
    """Whether a month, or "this month" in some form, is what the words behind speak of."""
    if mark(words, at, "/-"):
        at += 1
    while has(words, at, Sort.FROM) or has(words, at, Sort.OF) or has(words, at, Sort.THIS):
        at += 1
    if has(words, at, Sort.MONTH) or has(words, at, Sort.HIJRI_MONTH):
        return True
    if numbered_month(words, at) or numbered_month(words, at - 1):
        return True
    unit = words[at].senses.get(Sort.UNIT) if at < len(words) else None
    return isinstance(unit, Counted) and unit == Counted(Unit.MONTH, 1, definite=True)


def _month(known: Calendar, words: Sequence[Word], at: int) -> Piece | None:
    by_number = _numbered_month(known, words, at)
    found = (by_number.value, False, by_number.next) if by_number else month_at(words, at)
    if found is None or known.month is not None or known.month_shift is not None:
        return None
    if known.offset is not None and known.day is None:
        return None
    if known.weekday is not None and known.day is None and known.week_shift is None:
        return None
    month, hijri, end = found
    named = replace(known, month=month, hijri=hijri)
    if named.day is None and (day := _days_behind(words, end)):
        first, last, after = day
        return Piece(replace(named, day=first, day_to=last), after)
    return Piece(named, end)


def _numbered_month(known: Calendar, words: Sequence[Word], at: int) -> Number | None:
    """A month by its number is believed behind a day, an edge or "of"."""
    dated = known.day is not None or known.edge is not None or has(words, at - 1, Sort.FROM)
    return numbered_month(words, at) if dated else None


def _days_behind(words: Sequence[Word], at: int) -> tuple[int, int | None, int] | None:
    """A day or a range of them behind its month (يناير 15), where nothing is counted by it."""
    between = has(words, at, Sort.BETWEEN)
    at = at + 1 if between else at
    first = ordinal(words, at) or cardinal(words, at)
    if first is None or not 1 <= first.value <= 31:
        return None
    last = _through(words, first)
    if between and last is None:
        return None
    after = last.next if last else first.next
    ends = _year_follows(words, after) or after >= len(words) or not words[after].raw.isalpha()
    fraction = mark(words, after, "%/:")
    if not ends or fraction:
        return None
    return first.value, last.value if last else None, after


def _year_follows(words: Sequence[Word], at: int) -> bool:
    year = cardinal(words, at + 1) if has(words, at, Sort.FROM) else None
    return year is not None and is_year(year.value)


def _year(known: Calendar, words: Sequence[Word], at: int) -> Piece | None:
    """A year in figures or words; the Hijri one is told by its mark, its month or its size."""
    if known.year is not None or known.year_shift not in (None, 0):
        return None
    if (known.weekday is not None or known.offset is not None) and known.day is None:
        return None
    found = cardinal(words, at)
    if found is None or has(words, found.next, Sort.BEFORE_ERA):
        return None
    if is_early_year(words, at, found):
        return Piece(replace(known, year=found.value, year_shift=None), found.next)
    said = known.day is not None or (has(words, at - 1, Sort.OF) and not _is_hijri(found.value))
    sure = said or not words[at].raw.isdigit()
    if sure and not known.hijri and is_far_year(words, at, found.value):
        return Piece(replace(known, year=found.value, year_shift=None), found.next)
    if not (is_year(found.value) or _is_hijri(found.value)):
        return None
    hijri = has(words, found.next, Sort.HIJRI_MARK)
    if _is_hijri(found.value) and not (hijri or known.hijri):
        return None
    if hijri and not _is_hijri(found.value):
        return None
    marked = hijri or has(words, found.next, Sort.GREGORIAN_MARK)
    after = found.next + 1 if marked else found.next
    hijri_year = known.hijri or hijri
    with_year = replace(known, year=found.value, hijri=hijri_year, year_shift=None)
    return _year_to(Piece(with_year, after), words)


def _year_to(piece: Piece, words: Sequence[Word]) -> Piece:
    """Two years joined by a stroke or "to" are one stretch: 2011-2014."""
    known, at = piece.known, piece.next
    if known.month is not None or known.edge or known.hijri:
        return piece
    if not (mark(words, at, "-/") or has(words, at, Sort.TO)):
        return piece
    last = cardinal(words, at + 1)
    if last is None or known.year is None or not known.year < last.value <= known.year + 60:
        return piece
    return Piece(replace(known, year_to=last.value), last.next)


def _is_hijri(value: int) -> bool:
    return _FIRST_HIJRI <= value <= _LAST_HIJRI


def _unit(known: Calendar, words: Sequence[Word], at: int) -> Piece | None:
    """This, last or next week, month or year; the bare unit after an edge or a day."""
    this = has(words, at, Sort.THIS)
    start = at + 1 if this else at
    unit = words[start].senses.get(Sort.UNIT) if start < len(words) else None
    if not isinstance(unit, Counted) or unit.count != 1 or not unit.definite:
        return None
    if unit.unit not in _SHIFTED:
        return None
    shift, after = _shift_at(words, start + 1)
    if shift is None:
        if not (this or known.edge or (known.day is not None and unit.unit is Unit.MONTH)):
            return None
        if has(words, after, Sort.CONTEXT):
            return None
        if has(words, after, Sort.OF) or (cardinal(words, after) and not this):
            return None
        shift = 0
    return _shifted(known, unit.unit, shift, after)


_SHIFTED = {Unit.WEEK: "week_shift", Unit.MONTH: "month_shift", Unit.YEAR: "year_shift"}


def _shifted(known: Calendar, unit: Unit, shift: int, after: int) -> Piece | None:
    if unit is Unit.WEEK and known.week_shift is None and known.month is None:
        return Piece(replace(known, week_shift=shift), after)
    if unit is Unit.MONTH and known.month is None and known.month_shift is None:
        return Piece(replace(known, month_shift=shift), after)
    if unit is Unit.YEAR and known.year is None and known.year_shift is None:
        return Piece(replace(known, year_shift=shift), after)
    return None


def _shift_at(words: Sequence[Word], at: int) -> tuple[int | None, int]:
    if at < len(words):
        for sort in (Sort.SHIFT, Sort.BEYOND):
            if (number := words[at].number(sort)) is not None:
                return number, at + 1
    return None, at


def _shift(known: Calendar, words: Sequence[Word], at: int) -> Piece | None:
    """Last, present or next behind a name: الخميس الماضي, ديسمبر المقبل."""
    named = known.weekday is not None or known.month is not None or known.season is not None
    shift, after = _shift_at(words, at)
    if not named or shift is None or known.shift is not None or known.year_shift is not None:
        return None
    return Piece(replace(known, shift=shift), after)


def _season(known: Calendar, words: Sequence[Word], at: int) -> Piece | None:
    season = words[at].number(Sort.SEASON)
    if season is None or known not in (Calendar(), Calendar(edge=known.edge)):
        return None
    return Piece(replace(known, season=season), at + 1)


def _numeric(known: Calendar, words: Sequence[Word], at: int) -> Piece | None:
    """22/6/2018, 2018-06-22, 22.6.2018: day before month unless only the reverse exists."""
    parts = tuple(w.raw for w in words[at : at + 5])
    if len(parts) > 2 and parts[1] in "/-" and not (len(parts) > 4 and parts[3] == parts[1]):
        return _month_and_year(known, parts, at) or _day_and_month(known, words, at)
    if len(parts) < 5 or parts[1] not in "/-." or parts[3] != parts[1] or known.month is not None:
        return None
    if not all(p.isdigit() for p in parts[::2]) or mark(words, at + 5, "/-"):
        return None
    a, b, c = (int(p) for p in parts[::2])
    orders = ((a, b, c),) if len(parts[0]) == 4 else ((c, b, a), (c, a, b))
    for year, month, day in orders:
        if is_year(year) and valid(year, month, day):
            return Piece(replace(known, year=year, month=month, day=day), at + 5)
    return None


def _month_and_year(known: Calendar, parts: Sequence[str], at: int) -> Piece | None:
    """3/2015: the only pair of numbers that is surely no fraction, score or season."""
    if known != Calendar() or not (parts[0].isdigit() and parts[2].isdigit()):
        return None
    month, year = int(parts[0]), int(parts[2])
    if len(parts[2]) != 4 or not 1 <= month <= 12 or not is_year(year):
        return None
    return Piece(Calendar(month=month, year=year), at + 3)


def _day_and_month(known: Calendar, words: Sequence[Word], at: int) -> Piece | None:
    """يوم 22/4: a pair behind a word for day; behind "in" only where no month is so great."""
    if known.month is not None or known.day is not None:
        return None
    first, second = words[at].raw, words[at + 2].raw
    if not (first.isdigit() and second.isdigit()) or max(len(first), len(second)) > 2:
        return None
    sure = known.weekday is not None or has(words, at - 1, Sort.DAY_WORD)
    one_way = max(int(first), int(second)) > _MONTHS
    if not sure and not (has(words, at - 1, Sort.FROM) and one_way):
        return None
    if words[at + 1].raw == "-" and not (one_way and _no_range(words, at + 3, sure=sure)):
        return None
    for day, month in ((int(first), int(second)), (int(second), int(first))):
        if valid(2000, month, day):
            return Piece(replace(known, day=day, month=month), at + 3)
    return None


def _no_range(words: Sequence[Word], at: int, *, sure: bool) -> bool:
    """Whether two numbers with a stroke between them are not days of a month or a count of things.

    Behind a word for day only a month makes them a range, behind "in" any noun might.
    """
    if sure:
        return not _month_follows(words, at)
    return at >= len(words) or not words[at].raw.isalnum()


# Each reader with the sorts of word that it can begin with: most words begin none of them.
PIECES: tuple[tuple[frozenset[Sort], Reader], ...] = (
    (frozenset({Sort.EDGE}), _edge),
    (frozenset({Sort.NUMERAL}), _numeric),
    (frozenset({Sort.PART, Sort.THIS}), _part),
    (frozenset({Sort.OFFSET}), _offset),
    (frozenset({Sort.WEEKDAY, Sort.BARE_WEEKDAY}), _weekday),
    (frozenset({Sort.NUMERAL}), _day),
    (frozenset({Sort.MONTH, Sort.HIJRI_MONTH, Sort.UNIT}), _month),
    (frozenset({Sort.FEAST, Sort.FIXED_FEAST}), _feast),
    (frozenset({Sort.UNIT, Sort.THIS}), _unit),
    (frozenset({Sort.NUMERAL}), _year),
    (frozenset({Sort.SHIFT, Sort.BEYOND}), _shift),
    (frozenset({Sort.SEASON}), _season),
)


def read_piece(known: Calendar, words: Sequence[Word], at: int) -> Piece | None:
    """The piece at a word that goes with what is known, if any does."""
    if at >= len(words) or not words[at].senses:
        return None
    senses = words[at].senses.keys()
    for sorts, read in PIECES:
        if not sorts.isdisjoint(senses) and (piece := read(known, words, at)) is not None:
            return piece
    return None
