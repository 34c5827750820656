"""What stands at a place in a sequence of words of time: a sort of word, a mark, a number."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.lang.ar.dates_words import Counted, Sort, Unit, Word
from khabar.lang.ar.numbers import Number, read_cardinal, read_ordinal

_LONGEST_NUMBER = 8  # words
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_FIRST_FAR_YEAR = 1000
_YEAR_FIGURES = 4
_EARLY_FIGURES, _FIRST_EARLY = 3, 100
_A_YEAR = Counted(Unit.YEAR, 1, definite=False)


def has(words: Sequence[Word], at: int, sort: Sort) -> bool:
    """Whether there is such a word and the tables know it as this sort."""
    return 0 <= at < len(words) and sort in words[at].senses


def mark(words: Sequence[Word], at: int, marks: str) -> bool:
    """Whether the word is one of these marks of punctuation."""
    return 0 <= at < len(words) and words[at].raw in marks


def _forms(words: Sequence[Word], at: int) -> tuple[str, ...]:
    """A word without and the next ones with their clitics, as number words need them."""
    rest = words[at + 1 : at + _LONGEST_NUMBER]
    return (words[at].form, *(w.raw for w in rest))


def cardinal(words: Sequence[Word], at: int) -> Number | None:
    """The cardinal at a word; an article written apart (الـ10) is passed over."""
    if not has(words, at, Sort.NUMERAL):
        return None
    if words[at].raw[-2:] in ("ال", "لل"):
        if not (at + 1 < len(words) and words[at + 1].raw.isdigit()):
            return None
        at += 1
    if words[at].raw.isdigit() and not has(words, at + 1, Sort.NUMERAL):
        return Number(int(words[at].raw), at + 1)
    found = read_cardinal(_forms(words, at), 0)
    return found and Number(found.value, at + found.next)


def ordinal(words: Sequence[Word], at: int) -> Number | None:
    """The ordinal at a word."""
    found = read_ordinal(_forms(words, at), 0) if has(words, at, Sort.NUMERAL) else None
    return found and Number(found.value, at + found.next)


def is_year(value: int) -> bool:
    """Whether a number is a year that news speaks of without saying that it is one."""
    return _FIRST_YEAR <= value < _LAST_YEAR


def is_early_year(words: Sequence[Word], at: int, year: Number) -> bool:
    """Whether three figures are a year: behind "the year of", and counting nothing (عام 750)."""
    named = at > 0 and words[at - 1].senses.get(Sort.UNIT) == _A_YEAR
    if not (named and words[at].raw.isdigit() and len(words[at].raw) == _EARLY_FIGURES):
        return False
    if year.next >= len(words):
        return True
    joined = mark(words, year.next, "/.,:-%") and has(words, year.next + 1, Sort.NUMERAL)
    ends = not words[year.next].raw.isalnum() and not joined
    return year.value >= _FIRST_EARLY and (ends or has(words, year.next, Sort.GREGORIAN_MARK))


def is_far_year(words: Sequence[Word], at: int, value: int) -> bool:
    """Whether a number from before what news mostly speaks of is a year, and not a count.

    In figures there are four of them; in words a preposition stands in front: في ألف وسبعمئة وعشرة.
    """
    if not _FIRST_FAR_YEAR <= value < _FIRST_YEAR:
        return False
    if words[at].raw.isdigit():
        other = has(words, at + 1, Sort.COUNTED) or has(words, at + 1, Sort.HIJRI_MARK)
        return len(words[at].raw) == _YEAR_FIGURES and not other
    return has(words, at - 1, Sort.FROM)
