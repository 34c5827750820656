"""English names for actors: from the catalogue, from a reading, else made by machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from khabar.assemble.actors_words import Words, bare, words_of
from khabar.catalog.actors import known_persons, known_places
from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.romanise import romanised


@dataclass(frozen=True, slots=True)
class EnglishName:
    """An English name, and whether a machine made it from the Arabic one."""

    text: str
    made: bool


@cache
def usual_spellings() -> Mapping[str, str]:
    """How words of Arabic names are usually written in English, told by the catalogue's persons."""
    seen: dict[str, Counter[str]] = {}
    for person in known_persons():
        arabic, english = normalise(person.name.ar).split(), (person.name.en or "").split()
        if len(arabic) == len(english):
            for word, written in zip(arabic, english, strict=True):
                plain = written.removeprefix("al-").removeprefix("el-").removeprefix("Al-")
                if plain.isascii() and plain[:1].isupper():
                    seen.setdefault(bare(word), Counter())[plain] += 1
    return {w: min(c, key=lambda v: (-c[v], v)) for w, c in seen.items()}


@cache
def _places() -> Mapping[Words, str]:
    names = ((words_of(f), p.name.en) for p in known_places() for f in p.forms)
    found: dict[Words, str] = {}
    for words, english in names:
        if english:
            found.setdefault(words, english)
    return found


def place_name(words: Words) -> str | None:
    """What the catalogue calls a place in English."""
    return _places().get(words)


def english_name(arabic: str, told: str | None) -> EnglishName:
    """The English name that somebody gave, else one made of the letters."""
    if told:
        return EnglishName(told, made=False)
    return EnglishName(romanised(arabic, usual_spellings()), made=True)
