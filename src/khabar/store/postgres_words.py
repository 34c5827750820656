"""Words as PostgreSQL looks for them: what FTS5 does with a row and a question, done as it does.

PostgreSQL's own parser takes addresses, hyphens and numbers apart otherwise than FTS5; so words are
handed over as the lexemes that the configuration "simple" would make of them, each with its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f]")
_ASKED = re.compile(r'"([^"]*)"|(AND|OR|[()])')
_SIGNS = {"AND": "&", "OR": "|", "(": "(", ")": ")"}
_GAP = 2  # between columns: no phrase reaches from one into the next
# What a tsvector can hold: places below 16,384, words of 2 kB, a megabyte in all.
_LAST_PLACE = 16_383
_PLACES = 255
_LONGEST = 400
_MOST_BYTES = 900_000


def words_of(text: str) -> Iterator[str]:
    """The words of a text, without case and without the accents of European letters."""
    bare = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text)))
    return (word[:_LONGEST] for word in _WORD.findall(bare.lower()))


def vector_of(columns: Iterable[str | None]) -> str:
    """A tsvector of the words of these columns; of endless ones as much as it can hold."""
    places: dict[str, list[int]] = {}
    at, weight = 0, 0
    for column in columns:
        for word in words_of(column or ""):
            at += 1
            known = places.get(word)
            if known is None:
                known = places[word] = []
                weight += len(word.encode()) + 8
            if len(known) < _PLACES:
                known.append(min(at, _LAST_PLACE))
                weight += 2
            if weight > _MOST_BYTES:
                return _written(places)
        at += _GAP
    return _written(places)


def _written(places: dict[str, list[int]]) -> str:
    return " ".join(f"'{word}':{','.join(map(str, at))}" for word, at in places.items())


def query_of(match: str) -> str:
    """What FTS5 is asked for, as desk_words.matching writes it, as a tsquery."""
    return " ".join(_terms(match))


def _terms(match: str) -> Iterator[str]:
    for phrase, sign in _ASKED.findall(match):
        if sign:
            yield _SIGNS[sign]
            continue
        words = [f"'{word}'" for word in words_of(phrase)]
        # A phrase of signs alone has no word: nothing has the empty word, so nothing is found.
        yield f"({' <-> '.join(words)})" if words else "'\u200b'"
