"""Lines that say who wrote or filed a story, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from khabar.acquire.datelines import DatedLine, dated, hijri_dated
from khabar.acquire.layout import Line
from khabar.acquire.marks import key_of
from khabar.catalog.furniture import FurnitureTable, Marks

_PARTS = re.compile(r"\s*[-/|،,()\[\]:*]+\s*")
_COLON_INSIDE = re.compile(r":\s*\w")
_LONGEST = 7  # words
_LONGEST_PART = 4  # words
_LONGEST_TOWN = 2  # words
_MOST_PARTS = 3  # beside a date
_HIJRI = 4  # words of a line that is a date of the Hijri year: weekday, month of two words, sign


@dataclass(frozen=True, slots=True)
class FilingWords:
    """Towns from which news is filed, and those who file it, normalised."""

    places: frozenset[str]
    agencies: frozenset[str]


@lru_cache(maxsize=4)
def filing_words(table: FurnitureTable) -> FilingWords:
    """The words of a table, normalised once."""
    return FilingWords(frozenset(map(key_of, table.places)), frozenset(map(key_of, table.agencies)))


def filing_mark(line: Line, words: FilingWords) -> Marks | None:
    """Whether a line stands for who filed the story, and where, and for nothing else.

    A town first makes a dateline ("واشنطن - رويترز"), anything else an author's line
    ("سارة محمود - القاهرة"). One part must be known, or the line could be a headline.
    """
    if len(line.words) > _LONGEST or _COLON_INSIDE.search(line.view) or "؟" in line.view:
        return None
    parts = [key_of(part) for part in _PARTS.split(line.view)]
    parts = [part for part in parts if part]
    if not parts or any(len(part.split()) > _LONGEST_PART for part in parts):
        return None
    known = [part in words.places or part in words.agencies for part in parts]
    if not any(known) or (len(parts) == 1 and parts[0] not in words.agencies):
        return None
    return Marks.DATELINE if parts[0] in words.places else Marks.BYLINE


def dated_mark(line: Line, words: FilingWords, *, below: bool) -> Marks | None:
    """Whether a line stands for the day of the story, and who filed it, and for nothing else.

    below: the headline stands above the line. Over it a date alone is the day on which the page
    was made, and a date with words that nobody knows may be the headline itself.
    """
    found = dated(line.view)
    if found is None:
        alone = below and len(line.words) <= _HIJRI and hijri_dated(line.view) is not None
        return Marks.DATELINE if alone else None
    if len(found.parts) > _MOST_PARTS:
        return None
    if any(len(part.split()) > _LONGEST_PART for part in found.parts):
        return None
    known = [part for part in found.parts if part in words.places or part in words.agencies]
    return Marks.DATELINE if _stands_apart(found, words) and (known or below) else None


def _stands_apart(found: DatedLine, words: FilingWords) -> bool:
    """Whether marks part the date from other words, or these are as agencies write them.

    "Town date agency" has no marks, and the town may be any.
    """
    by_agency = not words.agencies.isdisjoint(found.parts)
    return all(
        part in words.places or (by_agency and len(part.split()) <= _LONGEST_TOWN)
        for part in found.touching
    )
