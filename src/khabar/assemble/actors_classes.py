"""Names that say what an actor is and not which one: the army, the residents, the opposition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from khabar.assemble.actors_states import Located, located, state_words
from khabar.assemble.actors_words import Words, stem, unclitic, words_of
from khabar.catalog.files import catalogue_file, toml_of
from khabar.errors import TableError

_TABLE = "classes.toml"
_PEOPLE = "people"  # what a nationality alone names: the Libyans


@dataclass(frozen=True, slots=True)
class ClassTable:
    """The classes by their stemmed words; those bound to days; words that never tell who."""

    classes: Mapping[Words, str]
    bound: frozenset[str]
    loose: frozenset[str]
    openers: frozenset[str]
    closers: frozenset[str]
    former: frozenset[str]


@dataclass(frozen=True, slots=True)
class Kind:
    """The class of a name, and whether it is bound to days and places."""

    name: str
    bound: bool


@cache
def class_table() -> ClassTable:
    """The catalogue's classes of actors.

    Raises:
        TableError: the table is not as it should be.
    """
    lasting, bound, words = (_lists(part) for part in ("classes", "bound", "words"))
    classes = {
        tuple(map(stem, words_of(form))): name
        for part in (bound, lasting)
        for name, forms in part.items()
        for form in forms
    }
    loose, openers, closers, former = (
        frozenset(w for form in words[key] for w in words_of(form))
        for key in ("loose", "openers", "closers", "former")
    )
    return ClassTable(classes, frozenset(bound), loose, openers, closers, former)


def _lists(part: str) -> dict[str, list[str]]:
    found = toml_of(catalogue_file("actors", _TABLE)).get(part)
    if not isinstance(found, dict) or not all(isinstance(v, list) for v in found.values()):
        raise TableError(f"actors/{_TABLE}", f"[{part}] holds lists of words")
    return found


@lru_cache(maxsize=1 << 16)
def class_of(words: Words) -> Kind | None:
    """The class that a name is of when its states, places and numbers are left out."""
    table = class_table()
    for first in unclitic(words[0]) if words else ():
        rest = without_loose(located((first, *words[1:])))
        name = table.classes.get(tuple(map(stem, rest)))
        if name is not None:
            return Kind(name, name in table.bound)
    where = located(words)
    return Kind(_PEOPLE, bound=False) if where.states and not without_loose(where) else None


def without_loose(where: Located) -> Words:
    """The words of a name that may say who."""
    loose = class_table().loose
    return tuple(w for w in where.rest if w not in loose and not w.isdigit())


def _placed_words(words: Words) -> Words:
    named, loose = state_words().named, class_table().loose
    return tuple(w for w in words if w not in loose and (w,) not in named) or words


@lru_cache(maxsize=1 << 16)
def core_of(words: Words, *, placed: bool) -> Words:
    """The words of a name that say who: no states, no "organisation", no "official".

    placed: it is a place, a meeting or a ship, which places tell from others.
    """
    table = class_table()
    rest = _placed_words(words) if placed else without_loose(located(words))
    while len(rest) > 1 and rest[0] in table.openers:
        rest = rest[1:]
    while len(rest) > 1 and rest[-1] in table.closers:
        rest = rest[:-1]
    return rest
