"""Text as words of time: each word with what the tables know about it, and where it stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from khabar.lang.ar.clitics import noun_stems
from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.numbers import is_number_word


class Sort(IntEnum):
    """What a word can be in an expression of time."""

    MONTH = auto()
    HIJRI_MONTH = auto()
    WEEKDAY = auto()
    OFFSET = auto()
    PART = auto()
    UNIT = auto()
    SHIFT = auto()
    BEYOND = auto()
    EDGE = auto()
    SEASON = auto()
    DECADE = auto()
    NOW = auto()
    VAGUE = auto()
    SINCE = auto()
    AGO = auto()
    AFTER = auto()
    AFTER_IT = auto()
    BEFORE_IT = auto()
    WITHIN = auto()
    ABOUT = auto()
    SOME = auto()
    LAST_OF = auto()
    THIS = auto()
    TO = auto()
    BETWEEN = auto()
    FROM = auto()
    FROM_POINT = auto()
    OF = auto()
    DAY_WORD = auto()
    HALF = auto()
    ONE = auto()
    HIJRI_MARK = auto()
    GREGORIAN_MARK = auto()
    BEFORE_ERA = auto()
    CORRESPONDS = auto()
    NAME_BEFORE = auto()
    DAY_NAME_BEFORE = auto()
    TODAY_NAME_BEFORE = auto()
    NOT_TODAY_BEHIND = auto()
    RUNNING = auto()
    PART_ALONE = auto()
    FRACTION = auto()
    FIRST_OF = auto()
    BARE_WEEKDAY = auto()
    LAST = auto()
    FEAST = auto()
    FIXED_FEAST = auto()
    COUNTED_FEAST = auto()
    EVERY = auto()
    CLAUSE = auto()
    NUMERAL = auto()
    COUNTED = auto()
    COUNT_BEFORE = auto()
    AMBIGUOUS = auto()
    CONTEXT = auto()
    REST = auto()
    AHEAD = auto()
    BEHIND = auto()


class Unit(Enum):
    """A unit of time."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Edge(Enum):
    """A part of a period."""

    START = "start"
    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    END = "end"


@dataclass(frozen=True, slots=True)
class Counted:
    """A unit in one of its forms: one, two, or many (0) of them; definite with the article."""

    unit: Unit
    count: int
    definite: bool


Sense = int | Unit | Edge | Counted
Senses = Mapping[Sort, Sense]
_NOTHING: Senses = {}


class Word(NamedTuple):
    """A word, number or mark: start and end in the text that was cut, form without clitics.

    raw is the word with its clitics, as number words need it ("and twenty").
    """

    form: str
    start: int
    end: int
    raw: str
    senses: Senses

    def number(self, sort: Sort) -> int | None:
        """What a word means as one of the sorts that mean a number."""
        sense = self.senses.get(sort)
        return sense if isinstance(sense, int) else None


_WORD = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|\n")
_NUMBERED = {
    "months": Sort.MONTH, "hijri_months": Sort.HIJRI_MONTH, "weekdays": Sort.WEEKDAY,
    "offsets": Sort.OFFSET, "shifts": Sort.SHIFT, "beyond": Sort.BEYOND, "seasons": Sort.SEASON,
    "decades": Sort.DECADE, "fractions": Sort.FRACTION, "first_of": Sort.FIRST_OF,
    "bare_weekdays": Sort.BARE_WEEKDAY, "feasts": Sort.FEAST, "fixed_feasts": Sort.FIXED_FEAST,
    "counted_feasts": Sort.COUNTED_FEAST,
    "context": Sort.CONTEXT,
}  # fmt: skip
_LISTED = {
    "now": Sort.NOW, "vague": Sort.VAGUE, "since": Sort.SINCE, "ago": Sort.AGO,
    "after": Sort.AFTER, "after_it": Sort.AFTER_IT, "before_it": Sort.BEFORE_IT,
    "within": Sort.WITHIN, "about": Sort.ABOUT, "some": Sort.SOME, "last_of": Sort.LAST_OF,
    "this": Sort.THIS, "to": Sort.TO, "between": Sort.BETWEEN, "from": Sort.FROM,
    "from_point": Sort.FROM_POINT, "of": Sort.OF, "day_words": Sort.DAY_WORD, "half": Sort.HALF,
    "one": Sort.ONE, "hijri_marks": Sort.HIJRI_MARK,
    "gregorian_marks": Sort.GREGORIAN_MARK, "corresponds": Sort.CORRESPONDS,
    "before_era": Sort.BEFORE_ERA,
    "names_before": Sort.NAME_BEFORE, "day_names_before": Sort.DAY_NAME_BEFORE,
    "today_names_before": Sort.TODAY_NAME_BEFORE, "not_today_behind": Sort.NOT_TODAY_BEHIND,
    "running": Sort.RUNNING, "every": Sort.EVERY, "part_alone": Sort.PART_ALONE,
    "last": Sort.LAST, "counted": Sort.COUNTED, "count_before": Sort.COUNT_BEFORE,
    "ambiguous": Sort.AMBIGUOUS, "ahead": Sort.AHEAD, "behind": Sort.BEHIND,
    "clause": Sort.CLAUSE, "rest": Sort.REST,
}  # fmt: skip


@cache
def tables() -> dict[str, dict[str, list[str]]]:
    """The tables as the file has them, in ordinary spelling; units are read apart."""
    text = files("khabar.lang.ar").joinpath("dates.toml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return loaded


def _unit_entries() -> Iterator[tuple[str, Sort, Sense]]:
    units: Mapping[str, Mapping[str, list[str]]] = tables()["units"]  # type: ignore[assignment]
    for name, forms in units.items():
        for key, count in (("one", 1), ("two", 2), ("many", 0)):
            for word in forms[key]:
                yield word, Sort.UNIT, Counted(Unit(name), count, definite=False)
                yield "ال" + word, Sort.UNIT, Counted(Unit(name), count, definite=True)


def _entries() -> Iterator[tuple[str, Sort, Sense]]:
    table = tables()
    for name, sort in _NUMBERED.items():
        yield from ((w, sort, int(key)) for key, words in table[name].items() for w in words)
    for name, sort in _LISTED.items():
        yield from ((w, sort, 1) for w in table[name]["words"])
    yield from ((w, Sort.EDGE, Edge(key)) for key, words in table["edges"].items() for w in words)
    yield from ((w, Sort.PART, int(k == "night")) for k, v in table["parts"].items() for w in v)
    for month, words in table["seasons"].items():
        yield from (("ال" + w, Sort.SEASON, int(month)) for w in words)
    yield from _unit_entries()


_Several = dict[str, dict[str, list[tuple[tuple[str, ...], Senses]]]]


def _lexicon() -> tuple[dict[str, Senses], _Several]:
    """Single words by form; entries of several by their first and second, the longest first."""
    known: dict[tuple[str, ...], dict[Sort, Sense]] = {}
    for text, sort, sense in _entries():
        known.setdefault(tuple(normalise(text).split()), {}).setdefault(sort, sense)
    single: dict[str, Senses] = {words[0]: s for words, s in known.items() if len(words) == 1}
    several: _Several = {}
    for words, senses in sorted(known.items(), key=lambda item: -len(item[0])):
        if len(words) > 1:
            behind = several.setdefault(words[0], {}).setdefault(words[1], [])
            behind.append((words[1:], senses))
    return single, several


_SINGLE, _SEVERAL = _lexicon()


_NUMERAL: Senses = {Sort.NUMERAL: 1}
_ARTICLES = ("ال", "وال", "بال", "لل")  # written apart, as in الـ10


_Openings = Mapping[str, list[tuple[tuple[str, ...], Senses]]]


@lru_cache(maxsize=20_000)
def _known(raw: str) -> tuple[str, int, Senses, _Openings | None]:
    """The stem of a word that the tables know, how many letters were cut, and its senses.

    Last come the entries of several words that the stem begins.
    """
    if raw.isdigit() or raw in _ARTICLES:
        return raw, 0, _NUMERAL, None
    for stem in noun_stems(raw):
        if stem.definite:
            continue
        numeral = is_number_word(stem.form)
        if numeral or stem.form in _SINGLE or stem.form in _SEVERAL:
            senses = _SINGLE.get(stem.form, _NOTHING)
            senses = {**senses, **_NUMERAL} if numeral else senses
            return stem.form, stem.cut, senses, _SEVERAL.get(stem.form)
    return raw, 0, _NOTHING, None


def words_of(text: str, start: int, end: int) -> tuple[Word, ...]:
    """Cut a stretch of normalised text into words, those of one entry joined into one word."""
    words: list[Word] = []
    openings: list[tuple[int, _Openings]] = []
    for match in _WORD.finditer(text, start, end):
        raw = match[0]
        form, cut, senses, opens = _known(raw)
        first, behind = match.span()
        if opens is not None:
            openings.append((len(words), opens))
        words.append(Word(form, first + cut, behind, raw, senses))
    return tuple(_joined(words, openings)) if openings else tuple(words)


def _joined(words: Sequence[Word], openings: Sequence[tuple[int, _Openings]]) -> Iterator[Word]:
    done = 0
    for at, opens in openings:
        longer = _longer(words, at, opens) if done <= at < len(words) - 1 else None
        if longer is None:
            continue
        yield from words[done:at]
        yield longer[0]
        done = at + longer[1]
    yield from words[done:]


def _longer(words: Sequence[Word], at: int, behind: _Openings) -> tuple[Word, int] | None:
    """The longest entry that starts at a word, as one word, and how many words it takes."""
    for rest, senses in behind.get(words[at + 1].raw, ()):
        if tuple(w.raw for w in words[at + 1 : at + 1 + len(rest)]) == rest:
            first, last = words[at], words[at + len(rest)]
            form = " ".join((first.form, *rest))
            return Word(form, first.start, last.end, first.raw, senses), len(rest) + 1
    return None
