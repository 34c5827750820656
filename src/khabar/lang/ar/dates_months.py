"""Months in words: by name, by two names side by side, by number."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.lang.ar.dates_lookup import cardinal, has, mark, ordinal
from khabar.lang.ar.dates_words import Counted, Sort, Unit, Word
from khabar.lang.ar.numbers import Number

_MONTHS = 12
_A_MONTH = Counted(Unit.MONTH, 1, definite=False)
_THE_MONTH = Counted(Unit.MONTH, 1, definite=True)


def month_at(words: Sequence[Word], at: int) -> tuple[int, bool, int] | None:
    """A month with its name in another calendar school behind it: number, hijri, next."""
    for sort in (Sort.MONTH, Sort.HIJRI_MONTH):
        if has(words, at, sort) and (number := words[at].number(sort)) is not None:
            return number, sort is Sort.HIJRI_MONTH, _second_name(words, at + 1, number, sort)
    return None


def numbered_month(words: Sequence[Word], at: int) -> Number | None:
    """شهر 9, الشهر التاسع: a month by its number, where a day or "of" stands before it."""
    if not 0 <= at < len(words):
        return None
    if words[at].senses.get(Sort.UNIT) == _THE_MONTH:
        number = ordinal(words, at + 1)
    elif words[at].senses.get(Sort.UNIT) == _A_MONTH:
        number = None if has(words, at + 1, Sort.ONE) else cardinal(words, at + 1)
    else:
        return None
    known = number is not None and 1 <= number.value <= _MONTHS
    return number if number and known and _ends(words, number.next) else None


def _ends(words: Sequence[Word], at: int) -> bool:
    """Whether nothing is counted, and no fraction or row goes on, behind a number."""
    if at >= len(words) or has(words, at, Sort.OF):
        return True
    if has(words, at, Sort.FROM):  # the seventh month from some day is no month of the calendar
        return has(words, at + 1, Sort.OF) or has(words, at + 1, Sort.NUMERAL)
    goes_on = mark(words, at, ".,/:%") and has(words, at + 1, Sort.NUMERAL)
    return not words[at].raw.isalnum() and not goes_on


def _second_name(words: Sequence[Word], at: int, number: int, sort: Sort) -> int:
    opened = at + 1 if mark(words, at, "/(-") else at
    if has(words, opened, sort) and words[opened].number(sort) == number:
        closed = opened + 1
        return closed + 1 if opened > at and mark(words, closed, ")") else closed
    return at
