"""Expressions that count units of time: three weeks ago, in the last eight months, for years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.lang.ar.dates_lookup import cardinal, has
from khabar.lang.ar.dates_meaning import (
    Distance,
    Following,
    IfAhead,
    Meaning,
    NextWeeks,
    Stretch,
    Vague,
)
from khabar.lang.ar.dates_words import Counted, Sort, Unit, Word

_FROM = "من"
_ON = "علي"
_MOST_UNITS = 1000
_MOST = {  # beyond some centuries nothing is counted from the day of publication
    Unit.MINUTE: 600_000, Unit.HOUR: 10_000, Unit.DAY: 100_000, Unit.WEEK: 20_000,
    Unit.MONTH: 4_000, Unit.YEAR: 400, Unit.DECADE: 40, Unit.CENTURY: 4,
}  # fmt: skip
_LEADS = (Sort.SINCE, Sort.AGO, Sort.AFTER, Sort.WITHIN, Sort.LAST_OF)


@dataclass(frozen=True, slots=True)
class Found:
    """A meaning and the first word behind the expression."""

    meaning: Meaning
    next: int


@dataclass(frozen=True, slots=True)
class _Count:
    """So many units (0: nobody says how many), last or next ones, counted about or exactly."""

    count: int
    unit: Unit
    next: int
    shift: int | None = None
    approximate: bool = False
    more: _Count | None = None
    half: bool = False

    def away(self, sign: int) -> Distance:
        """The distance from the day of publication, on the side of the sign."""
        more = self.more.away(sign) if self.more else None
        half = sign if self.half else 0
        return Distance(sign * self.count, self.unit, self.approximate, more=more, half=half)


def read_following(words: Sequence[Word], at: int) -> Found | None:
    """ "A month after it", "days before that": counted from the time told last."""
    sort = next((s for s in (Sort.AFTER_IT, Sort.BEFORE_IT) if has(words, at, s)), None)
    if sort is None or at + 1 >= len(words) or not words[at + 1].raw.startswith("ب"):
        return None
    about = has(words, at + 1, Sort.ABOUT)
    count = _count(words, at + 2 if about else at + 1, approximate=about)
    if count is None:
        return None
    sign = 1 if sort is Sort.AFTER_IT else -1
    return Found(Following(sign * count.count, count.unit) if count.count else Vague(), count.next)


def read_counted(words: Sequence[Word], at: int) -> Found | None:
    """Read a counted expression that starts at a word."""
    if has(words, at, Sort.EVERY):
        return _every(words, at)
    lead = next((sort for sort in _LEADS if has(words, at, sort)), None)
    start = at + 1 if lead else at
    about = has(words, start, Sort.ABOUT)
    count = _count(words, start + 1 if about else start, approximate=about)
    if count is None:
        return None
    meaning = _shifted(count, lead) if count.shift else _led(count, lead, words)
    return Found(meaning, _behind(words, count.next)) if meaning else None


def _every(words: Sequence[Word], at: int) -> Found | None:
    """Every week, month or year: often, and at no time one could name."""
    unit = _unit(words, at + 1)
    often = unit is not None and unit.unit in (Unit.WEEK, Unit.MONTH, Unit.YEAR)
    return Found(Vague(), at + 2) if often and unit and unit.count == 1 else None


def _behind(words: Sequence[Word], at: int) -> int:
    """Past "from now", which adds nothing."""
    from_now = at + 1 < len(words) and words[at].raw == _FROM and has(words, at + 1, Sort.NOW)
    return at + 2 if from_now else at


def _shifted(count: _Count, lead: Sort | None) -> Meaning | None:
    """The last or next so many units; one of them is no count but a name ("last month").

    What is past runs up to publication. Weeks to come are those of the calendar, as "next week"
    is, unless something is to happen within them.
    """
    if count.count == 0 or (count.unit in (Unit.HOUR, Unit.MINUTE) and count.count == 1):
        return Vague()
    if count.unit is Unit.WEEK and lead is None and count.shift == 1:
        return NextWeeks(count.count)
    return Stretch(count.count * (count.shift or 1), count.unit)


def _led(count: _Count, lead: Sort | None, words: Sequence[Word]) -> Meaning | None:
    """What the word in front makes of the count: ago, since, after, within."""
    if lead is None:
        return None
    if count.count == 0:
        return _uncounted(count, lead, words)
    if lead is Sort.LAST_OF:
        return Stretch(-count.count, count.unit) if count.count > 1 else None
    if lead in (Sort.AGO, Sort.AFTER) and _counts_from_something(words, count.next):
        return Vague()
    if lead in (Sort.AGO, Sort.SINCE):
        return count.away(-1)
    if lead is Sort.AFTER:
        return IfAhead(count.away(1))
    return IfAhead(Stretch(count.count, count.unit))


def _uncounted(count: _Count, lead: Sort, words: Sequence[Word]) -> Meaning | None:
    """Some hours ago is today, by and large; some days or years ago is nothing one can write."""
    if lead is Sort.LAST_OF:
        return None
    hours = count.unit in (Unit.HOUR, Unit.MINUTE) and lead in (Sort.AGO, Sort.SINCE)
    if hours and not _counts_from_something(words, count.next):
        return Distance(0, Unit.DAY)
    return Vague()


def _counts_from_something(words: Sequence[Word], at: int) -> bool:
    """ "A week before the vote", "two days after his arrival": no distance from publication."""
    return at < len(words) and words[at].raw in (_FROM, _ON) and not has(words, at + 1, Sort.NOW)


def _count(words: Sequence[Word], at: int, *, approximate: bool) -> _Count | None:
    found = _number_first(words, at) or _unit_first(words, at)
    if found is None:
        return None
    shift, after = _shift_behind(words, found.next)
    half = has(words, after, Sort.HALF)
    after = _past_half(words, after, found.unit) if half else after
    more = None if half or shift else _more(words, after, found)
    known = found.count if found.count <= _MOST[found.unit] else 0
    after = more.next if more else after
    return _Count(known, found.unit, after, shift, approximate or half, more, half)


def _past_half(words: Sequence[Word], at: int, unit: Unit) -> int:
    """Behind "and a half" and the unit it may be a half of: عامين ونصف العام."""
    again = _unit(words, at + 1)
    return at + 2 if again is not None and again.unit is unit and again.count == 1 else at + 1


_FINER = {Unit.YEAR: (Unit.MONTH,), Unit.MONTH: (Unit.WEEK, Unit.DAY), Unit.WEEK: (Unit.DAY,)}


def _more(words: Sequence[Word], at: int, found: _Count) -> _Count | None:
    """A finer count joined on: عام وثلاثة أشهر."""
    if found.count == 0 or at >= len(words) or not words[at].raw.startswith("و"):
        return None
    start = at + 1 if words[at].raw == "و" else at
    more = _number_first(words, start) or _unit_first(words, start)
    finer = more is not None and more.count > 0 and more.unit in _FINER.get(found.unit, ())
    return more if finer else None


def _shift_behind(words: Sequence[Word], at: int) -> tuple[int | None, int]:
    """Last or next, with "few" before or after it passed over."""
    while has(words, at, Sort.SOME):
        at += 1
    shift = words[at].number(Sort.SHIFT) if at < len(words) else None
    if not shift:
        return None, at
    return shift, at + 2 if has(words, at + 1, Sort.SOME) else at + 1


def _unit(words: Sequence[Word], at: int) -> Counted | None:
    sense = words[at].senses.get(Sort.UNIT) if at < len(words) else None
    return sense if isinstance(sense, Counted) else None


def _number_first(words: Sequence[Word], at: int) -> _Count | None:
    """ثلاثة أشهر, 48 ساعة, الثمانية أشهر; عدة أيام counts as uncounted.

    One definite unit is not counted by what stands before it: دور الستة عشر الأسبوع المقبل.
    """
    if has(words, at, Sort.SOME) and (unit := _unit(words, at + 1)):
        return _Count(0, unit.unit, at + 2)
    number = cardinal(words, at)
    unit = _unit(words, number.next) if number else None
    if number is None or unit is None or number.value == 0:
        return None
    if unit.definite and unit.count == 1:
        return None
    return _Count(number.value, unit.unit, number.next + 1)


def _unit_first(words: Sequence[Word], at: int) -> _Count | None:
    """أسبوعين, شهر واحد, السنوات الثلاث, أيام."""
    unit = _unit(words, at)
    if unit is None:
        return None
    if unit.count == 0 and unit.definite and (number := cardinal(words, at + 1)):
        return _Count(number.value, unit.unit, number.next)
    if unit.count == 1 and (unit.definite or _names_date(words, at + 1)):
        return _definite_one(words, at, unit)
    after = at + 2 if unit.count == 1 and has(words, at + 1, Sort.ONE) else at + 1
    return _Count(unit.count, unit.unit, after)


def _names_date(words: Sequence[Word], at: int) -> bool:
    """Whether "month", "year", "day" only introduces the name of one: قبل عام 2011."""
    sorts = (Sort.MONTH, Sort.HIJRI_MONTH, Sort.WEEKDAY, Sort.OFFSET)
    year = cardinal(words, at)
    return any(has(words, at, sort) for sort in sorts) or bool(year and year.value > _MOST_UNITS)


def _definite_one(words: Sequence[Word], at: int, unit: Counted) -> _Count | None:
    """قبل نحو العام counts one year, العقد الأخير ten; otherwise the article names a period."""
    if not unit.definite:
        return None
    about = has(words, at - 1, Sort.ABOUT)
    decade = unit.unit is Unit.DECADE and has(words, at + 1, Sort.SHIFT)
    return _Count(1, unit.unit, at + 1) if about or decade else None
