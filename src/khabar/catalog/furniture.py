"""What stands on news pages beside the article: the table of furniture.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeVar

import msgspec

from khabar.catalog.files import catalogue_file, toml_of
from khabar.errors import TableError

_T = TypeVar("_T")


class Reach(StrEnum):
    """How much of a line a phrase must account for; marks and numbers never count.

    whole: one or more of the phrases are all the words of the line.
    opening: the phrase opens the line, and a mark or the line's end follows.
    start: the line starts with the phrase, whatever follows.
    anywhere: the phrase stands in the line as whole words.
    heading: as whole, and the headlines below it are furniture too.
    pattern: the phrases are regular expressions, searched in the line as normalised.
    """

    WHOLE = "whole"
    OPENING = "opening"
    START = "start"
    ANYWHERE = "anywhere"
    HEADING = "heading"
    PATTERN = "pattern"


class Marks(StrEnum):
    """What a matching line is."""

    FURNITURE = "furniture"
    BYLINE = "byline"
    DATELINE = "dateline"


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureRule:
    """Phrases of one purpose, lines they are meant for and lines they must leave alone.

    words: the longest line, in words, that the rule may mark.
    """

    name: str
    reach: Reach
    phrases: tuple[str, ...]
    marks: Marks = Marks.FURNITURE
    words: int = 60
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.phrases or not self.examples:
            raise ValueError(f"rule {self.name} needs phrases and an example")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # a key of caches: hashed as itself
class FurnitureTable:
    """The rules, and the words that tell a dateline or an author's line from a sentence.

    places: towns from which news is filed; agencies: who files it; connectors: words with which a
    paragraph takes up what was said before it; own_waw: words whose و is a letter of their own and
    no connector; common: words in so many articles that two texts
    that share them need not be about the same thing.
    """

    rules: tuple[FurnitureRule, ...]
    places: tuple[str, ...]
    agencies: tuple[str, ...]
    connectors: tuple[str, ...]
    own_waw: tuple[str, ...]
    common: tuple[str, ...]


def converted(value: object, to: type[_T], where: str) -> _T:
    """A table as the type it must have.

    Raises:
        TableError: it does not fit.
    """
    try:
        return msgspec.convert(value, to)
    except msgspec.ValidationError as error:
        raise TableError(where, str(error)) from error


def listed(raw: Mapping[str, object]) -> dict[str, object]:
    """A table whose lists of words are tuples: spaces part entries, a low line joins words."""
    return {name: _words(v) if isinstance(v, str) else v for name, v in raw.items()}


def _words(entries: str) -> tuple[str, ...]:
    return tuple(entry.replace("_", " ") for entry in entries.split())


@cache
def furniture_table() -> FurnitureTable:
    """The table that ships with khabar.

    Raises:
        TableError: the file is missing or breaks its own rules.
    """
    raw = listed(toml_of(catalogue_file("furniture.toml")))
    return converted(raw, FurnitureTable, "furniture.toml")
