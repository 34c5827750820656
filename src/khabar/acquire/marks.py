"""What single lines of a page are, as far as the table of furniture knows them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from khabar.acquire.layout import Line
from khabar.catalog.furniture import FurnitureRule, FurnitureTable, Marks, Reach
from khabar.lang.ar.normalise import normalise

_LONGEST_PHRASE = 6  # words
_LONGEST_LINE = 400  # characters: furniture is short, and expressions cost on what is not
_AFTER_OPENING = r"\s*(?:[:.|\-»\"<>،,\]\[/]|$)"


@dataclass(frozen=True, slots=True)
class _Pattern:
    expression: re.Pattern[str]
    marks: Marks
    words: int


@dataclass(frozen=True, slots=True)
class LineRules:
    """The rules of the table, made ready for looking up normalised lines."""

    whole: frozenset[str]
    headings: frozenset[str]
    anywhere: tuple[tuple[str, int], ...]
    pointer: re.Pattern[str]
    patterns: tuple[_Pattern, ...]

    def is_heading(self, line: Line) -> bool:
        """Whether it announces headlines of other stories."""
        return line.bare in self.headings

    def is_pointer(self, line: Line) -> bool:
        """Whether it opens as a pointer to a story does."""
        return self.pointer.match(line.view) is not None

    def mark_of(self, line: Line) -> Marks | None:
        """What a line is by its own words; None leaves it to its place on the page."""
        if not line.words:
            return Marks.FURNITURE  # numbers and marks alone: counters, rules between sections
        if _made_of(line.words, self.whole):
            return Marks.FURNITURE
        if len(line.view) > _LONGEST_LINE:
            return None
        for pattern in self.patterns:
            if len(line.words) <= pattern.words and pattern.expression.search(line.view):
                return pattern.marks
        return Marks.FURNITURE if self._holds_phrase(line) else None

    def _holds_phrase(self, line: Line) -> bool:
        if len(line.words) > max((most for _, most in self.anywhere), default=0):
            return False
        bare = f" {line.bare} "
        return any(len(line.words) <= most and f" {key} " in bare for key, most in self.anywhere)


def _made_of(words: tuple[str, ...], phrases: frozenset[str]) -> bool:
    """Whether phrases, longest first, use up all the words."""
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            if " ".join(words[at : at + length]) in phrases:
                at += length
                break
        else:
            return False
    return True


def key_of(phrase: str) -> str:
    """A phrase of the table as lines show it: normalised words, single spaces."""
    return " ".join(re.findall(r"\w+", normalise(phrase)))


def _keys(rules: Iterable[FurnitureRule], *reaches: Reach) -> frozenset[str]:
    return frozenset(key_of(p) for r in rules if r.reach in reaches for p in r.phrases)


def _opening(phrases: Iterable[str], tail: str) -> str:
    """An expression for lines that open with a phrase, the longest first."""
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    spaced = "|".join(re.escape(phrase).replace(r"\ ", r"\W+") for phrase in longest)
    return rf"^\W*(?:{spaced}){tail}"


def _pattern(rule: FurnitureRule) -> _Pattern:
    if rule.reach is Reach.PATTERN:
        expression = "|".join(f"(?:{phrase})" for phrase in rule.phrases)
    else:
        tail = _AFTER_OPENING if rule.reach is Reach.OPENING else r"\b"
        expression = _opening(_keys([rule], rule.reach), tail)
    return _Pattern(re.compile(expression), rule.marks, rule.words)


@lru_cache(maxsize=4)
def line_rules(table: FurnitureTable) -> LineRules:
    """The rules of a table, compiled once."""
    anywhere = [rule for rule in table.rules if rule.reach is Reach.ANYWHERE]
    searched = (Reach.PATTERN, Reach.OPENING, Reach.START)
    return LineRules(
        whole=_keys(table.rules, Reach.WHOLE, Reach.HEADING),
        headings=_keys(table.rules, Reach.HEADING),
        anywhere=tuple((key, r.words) for r in anywhere for key in sorted(_keys([r], r.reach))),
        pointer=re.compile(_opening(_keys(table.rules, Reach.OPENING), _AFTER_OPENING)),
        patterns=tuple(_pattern(rule) for rule in table.rules if rule.reach in searched),
    )
