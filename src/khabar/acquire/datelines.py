"""Full dates that stand on a line of their own, or beside who filed the story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from khabar.lang.ar.dates import Calendar, phrases_of
from khabar.lang.ar.dates_calendar import hijri_period, valid
from khabar.lang.ar.dates_meaning import Between, Meaning
from khabar.lang.ar.dates_words import Sort, words_of

_LONGEST = 160  # characters of a line that may be no more than a date and a name
_HIJRI_OFF = 2  # days by which the sighted moon and the calendars part
_LAST_HIJRI_YEAR = 1600
_DATE = "\0"  # stands for a date in what is left of its line
_MARKS = re.compile(r"[-/|,،;()\[\]:*<>\"'.~]+")
_SPLIT = re.compile(rf"[-/|,،;()\[\]:*<>\"'.~{_DATE}]+")
_YEAR_FIRST = re.compile(r"(?<![\d/.-])(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[+-]\s?\d{1,2}(?::?\d{2})?\b)?")
_FIGURE_TO_WORD = re.compile(r"(?<=\d)[-.](?=[^\W\d])|(?<=[^\W\d])[-.](?=\d)")
_ENGLISH = dict(
    zip(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(),
        "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر".split(),
        strict=True,
    )
)
_ENGLISH_MONTH = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober"
    r"|ember)?\b\.?"
)
# Words around a date that say no more than that it is one.
_AROUND = frozenset(
    "في يوم بتاريخ تاريخ نشر نشرت النشر تم نشره نشرها الخبر اضيف الاضافه اخر تحديث التحديث محدث"
    " تعديل الموافق ه م هجري ميلادي ساعه الساعه علي عند بتوقيت توقيت غرينتش جرينتش"
    " صباحا مساء ظهرا ص am pm gmt utc published updated last on at posted update by".split()
)


@dataclass(frozen=True, slots=True)
class DatedLine:
    """What a line with full dates on it says.

    days: each date of our calendar, with the words that stand before it.
    agree: whether the weekdays and the Hijri dates on the line fit them.
    parts: what else the line holds, between its marks, normalised.
    touching: those of them that no mark parts from a date.
    """

    days: tuple[tuple[str, date], ...]
    agree: bool
    parts: tuple[str, ...]
    touching: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Day:
    start: int
    end: int
    day: date
    hijri: bool


def dated(view: str) -> DatedLine | None:
    """Read a normalised line that holds a full date of our calendar; None for any other."""
    if len(view) > _LONGEST or not any(c.isdigit() for c in view):
        return None
    text = _ENGLISH_MONTH.sub(lambda m: _ENGLISH[m[1]], _FIGURE_TO_WORD.sub(" ", view))
    found = sorted(_days(text), key=lambda day: day.start)
    days = tuple((text[: d.start], d.day) for d in found if not d.hijri)
    if not days:
        return None
    rest = _rest(text, found)
    pieces = [piece for piece in _MARKS.split(rest) if _DATE in piece]
    return DatedLine(
        days=days,
        agree=_agree(text, found),
        parts=_parts(rest),
        touching=tuple(part for piece in pieces for part in _parts(piece)),
    )


def hijri_dated(view: str) -> tuple[date, date] | None:
    """The first and the last day that a line may mean which holds a date of the Hijri year alone.

    The sighted moon and the printed calendar may part by a day; a weekday on the line settles it.
    """
    if len(view) > _LONGEST or not any(c.isdigit() for c in view):
        return None
    text = _FIGURE_TO_WORD.sub(" ", view)
    found = {day.day for day in _days(text) if day.hijri}
    weekdays = {w.number(Sort.WEEKDAY) for w in words_of(text, 0, len(text))} - {None}
    if len(found) != 1 or len(weekdays) > 1:
        return None
    near = [next(iter(found)) + timedelta(days=shift) for shift in (-1, 0, 1)]
    fitting = [day for day in near if not weekdays or day.weekday() in weekdays]
    return (fitting[0], fitting[-1]) if fitting else None


def _parts(rest: str) -> tuple[str, ...]:
    return tuple(" ".join(words) for part in _SPLIT.split(rest) if (words := part.split()))


def _days(text: str) -> Iterator[_Day]:
    figures = [*_in_figures(text)]
    yield from figures
    for known in figures:
        text = text[: known.start] + "،" * (known.end - known.start) + text[known.end :]
    for phrase in phrases_of(text, 0, len(text)):
        for start, meaning in _dates_in(phrase.start, phrase.meaning):
            day = _day_of(meaning)
            if day is not None:
                yield _Day(start, phrase.end, day, meaning.hijri)


def _dates_in(start: int, meaning: Meaning) -> Iterator[tuple[int, Calendar]]:
    """The dates of a phrase; a stroke between two calendars joins one day, and no stretch."""
    if isinstance(meaning, Calendar):
        yield start, meaning
    if isinstance(meaning, Between):
        ends = [end for end in (meaning.first, meaning.last) if isinstance(end, Calendar)]
        if {end.hijri for end in ends} == {True, False}:
            yield from ((start, end) for end in ends)


def _day_of(meaning: Calendar) -> date | None:
    if meaning.day is None or meaning.month is None or meaning.year is None or meaning.day_to:
        return None
    if not meaning.hijri:
        return valid(meaning.year, meaning.month, meaning.day)
    period = hijri_period(meaning.year, meaning.month, meaning.day)
    return period.first if period else None


def _in_figures(text: str) -> Iterator[_Day]:
    """Dates in figures; Arabic writes the day first, unless that figure can be no month's."""
    for match in _YEAR_FIRST.finditer(text):
        yield from _figured(match, int(match[1]), int(match[3]), int(match[4]))
    for match in _DAY_FIRST.finditer(text):
        day, month = int(match[1]), int(match[3])
        if month > 12 >= day:
            day, month = month, day
        yield from _figured(match, int(match[4]), month, day)


def _figured(match: re.Match[str], year: int, month: int, day: int) -> Iterator[_Day]:
    hijri = year < _LAST_HIJRI_YEAR
    in_range = month in range(1, 13) and day > 0
    meant = Calendar(day=day, month=month, year=year, hijri=hijri) if in_range else None
    found = _day_of(meant) if meant else None
    if found is not None:
        yield _Day(match.start(), match.end(), found, hijri)


def _agree(text: str, found: list[_Day]) -> bool:
    ours = [d.day for d in found if not d.hijri]
    weekdays = {w.number(Sort.WEEKDAY) for w in words_of(text, 0, len(text))} - {None}
    return weekdays <= {day.weekday() for day in ours} and all(
        any(abs((d.day - day).days) <= _HIJRI_OFF for day in ours) for d in found if d.hijri
    )


def _rest(text: str, found: list[_Day]) -> str:
    """The line with a sign in place of each date, without clock times and words about dates."""
    for day in reversed(found):
        text = text[: day.start] + f" {_DATE} " + text[day.end :]
    text = _MARKS.sub(r" \g<0> ", _CLOCK.sub(" ", text))
    kept = [w for w in text.split() if w not in _AROUND and not w.isdigit() and not _weekday(w)]
    return " ".join(kept)


def _weekday(word: str) -> bool:
    return any(Sort.WEEKDAY in w.senses for w in words_of(word, 0, len(word)))
