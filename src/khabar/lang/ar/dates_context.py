"""Times that lean on the time told before them (the next day), and rests of running periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khabar.lang.ar.dates_calendar import Period, month_period, week_period
from khabar.lang.ar.dates_counts import Found
from khabar.lang.ar.dates_lookup import has
from khabar.lang.ar.dates_meaning import Anchor
from khabar.lang.ar.dates_named import Calendar
from khabar.lang.ar.dates_words import Counted, Sort, Unit, Word

_DAY, _MONTH, _YEAR = 10, 7, 4  # letters of an EDTF point
_UPON_IT = "عليه"
_NOT_TO = frozenset({"لكن", "لا", "لم", "لن", "لان", "لانه", "لانها", "ليس", "ليست", "لدي"})
_LETTERS = {Unit.DAY: _DAY, Unit.WEEK: _DAY, Unit.MONTH: _MONTH, Unit.YEAR: _YEAR}


@dataclass(frozen=True, slots=True)
class InContext:
    """A day, week, month or year before, in or after the time told last.

    Where nothing was told, "the previous day" is the one before publication, and a next one is
    counted from it in a plan alone.
    """

    shifted: Calendar
    shift: int
    letters: int
    relative: bool = True

    def value(self, anchor: Anchor | None) -> str | None:
        """Where no time was told before."""
        planned = self.shift > 0 and anchor is not None and anchor.ahead
        return self.shifted.value(anchor) if self.shift < 0 or planned else None

    def after(self, previous: str) -> str | None:
        """Counted from the time told last, where that is as fine as what is counted."""
        if not previous.replace("-", "").isdigit() or len(previous) < self.letters:
            return None
        parts = (*(int(part) for part in previous.split("-")), 1, 1)[:3]
        return self.shifted.value(Anchor(date(*parts)))


def read_in_context(words: Sequence[Word], at: int) -> Found | None:
    """اليوم التالي, يوم الخميس السابق, العام نفسه."""
    if has(words, at, Sort.DAY_WORD) and has(words, at + 1, Sort.WEEKDAY):
        at += 1
    shift = words[at + 1].number(Sort.CONTEXT) if at + 1 < len(words) else None
    if shift is None:
        return None
    weekday = words[at].number(Sort.WEEKDAY)
    if weekday is not None:
        calendar = Calendar(weekday=weekday, shift=shift)
        return Found(InContext(calendar, shift, _DAY), at + 2) if shift else None
    unit = Unit.DAY if words[at].number(Sort.OFFSET) == 0 else _the_unit(words, at)
    if unit is Unit.DAY and (named := _weekday_at(words, at + 2)) is not None:
        return Found(Calendar(weekday=named), at + 3)
    if unit not in _LETTERS or _qualifies_another(words, at, unit):
        return None
    return Found(InContext(_shifted(unit, shift), shift, _LETTERS[unit]), at + 2)


def counts_from_another(words: Sequence[Word], at: int) -> bool:
    """اليوم السابق لوصوله, الشهر السابق له: counted from what the next word says."""
    if at >= len(words):
        return False
    raw = words[at].raw
    clause = any(s in words[at].senses for s in (Sort.CLAUSE, Sort.AHEAD, Sort.BEHIND))
    return raw == _UPON_IT or (raw.startswith("ل") and raw not in _NOT_TO and not clause)


def _weekday_at(words: Sequence[Word], at: int) -> int | None:
    return words[at].number(Sort.WEEKDAY) if at < len(words) else None


def _shifted(unit: Unit, shift: int) -> Calendar:
    match unit:
        case Unit.DAY:
            return Calendar(offset=shift)
        case Unit.WEEK:
            return Calendar(week_shift=shift)
        case Unit.MONTH:
            return Calendar(month_shift=shift)
        case _:
            return Calendar(year_shift=shift)


def _the_unit(words: Sequence[Word], at: int) -> Unit | None:
    sense = words[at].senses.get(Sort.UNIT) if at < len(words) else None
    known = isinstance(sense, Counted) and sense.count == 1 and sense.definite
    return sense.unit if isinstance(sense, Counted) and known else None


def _qualifies_another(words: Sequence[Word], at: int, unit: Unit) -> bool:
    """المدعي العام السابق: "general" is written like "the year" and follows its noun."""
    named = at > 0 and words[at - 1].raw.startswith("ال") and words[at].raw == words[at].form
    return unit is Unit.YEAR and named


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of a week, month or year from the day of publication on."""

    unit: Unit
    relative: bool = True

    def value(self, anchor: Anchor | None) -> str | None:
        """From publication to its end."""
        if anchor is None:
            return None
        day = anchor.day
        if self.unit is Unit.WEEK:
            last = week_period(day).last
        else:
            last = month_period(day.year, day.month if self.unit is Unit.MONTH else 12).last
        return Period(day, last).edtf()


def read_rest(words: Sequence[Word], at: int) -> Found | None:
    """بقية العام, ما تبقى من هذا الشهر."""
    if not has(words, at, Sort.REST):
        return None
    at += 1
    while has(words, at, Sort.FROM) or has(words, at, Sort.THIS):
        at += 1
    unit = _the_unit(words, at)
    if unit not in (Unit.WEEK, Unit.MONTH, Unit.YEAR):
        return None
    behind = words[at + 1] if at + 1 < len(words) else None
    present = behind is not None and behind.number(Sort.SHIFT) == 0
    if behind is not None and not present and _says_which(behind):
        return None
    return Found(Rest(unit), at + 2 if present else at + 1)


def _says_which(word: Word) -> bool:
    return any(s in word.senses for s in (Sort.SHIFT, Sort.BEYOND, Sort.NUMERAL, Sort.CONTEXT))
