"""What a stretch of text is about: its rare words, without what Arabic writes onto them."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache, lru_cache
from math import log
from sys import intern

from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.tables import word_counts

_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_BEFORE = ("وال", "بال", "كال", "فال", "لل", "ال")
_BEHIND = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_SHORTEST = 3  # letters that a stem keeps: fewer tell too little
_EVERYDAY = 4.5  # log odds under which a word stands in any news (قال, يوم, دول)


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """A light stem of a normalised word: no and, no article, no ending of number or owner.

    Source:
        Larkey, Ballesteros, Connell 2002, Improving stemming for Arabic information retrieval
        (the stemmer known as light10).
    """
    if word[0] == "و" and len(word) > _SHORTEST:
        word = word[1:]
    for lead in _BEFORE:
        if word.startswith(lead) and len(word) - len(lead) >= _SHORTEST:
            word = word[len(lead) :]
            break
    for end in _BEHIND:
        if word.endswith(end) and len(word) - len(end) >= _SHORTEST:
            word = word[: -len(end)]
    return word


@cache
def _rarity() -> dict[str, float]:
    counts: dict[str, int] = {}
    for word, count in word_counts().items():
        key = stem(word)
        counts[key] = counts.get(key, 0) + count.all
    total = sum(counts.values())
    return {word: log(total / (count + 1)) for word, count in counts.items()}


@cache
def _rarest() -> float:
    return max(_rarity().values(), default=1.0)


def weight(stem_: str) -> float:
    """How much a stem tells: its log odds against standing at a place of a news text.

    A stem that the table of common words does not hold is as rare as the rarest of the table.
    """
    return _rarity().get(stem_, _rarest())


@lru_cache(maxsize=1 << 15)
def telling(text: str) -> frozenset[str]:
    """The stems of a text that do not stand in any news."""
    stems = (stem(w) for w in _WORD.findall(normalise(text)))
    return frozenset({intern(s) for s in stems if weight(s) > _EVERYDAY})


def shared(a: frozenset[str], b: frozenset[str]) -> float:
    """How much of the shorter of two texts the other says too, 0 to 1, rare words counting more."""
    common = a & b
    return _mass(common) / min(_mass_held(a), _mass_held(b)) if common else 0.0


def _mass(stems: Set[str]) -> int:
    return sum(map(_weighed, stems))


_mass_held = lru_cache(maxsize=1 << 15)(_mass)  # a text is set against dozens of others


@lru_cache(maxsize=1 << 17)
def _weighed(stem_: str) -> int:
    """The square of a weight; a whole number, so that the order of adding cannot matter."""
    return round(1000 * weight(stem_) ** 2)
