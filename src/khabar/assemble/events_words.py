"""What a stretch of text is about: its rare words, without what Arabic writes onto them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from math import log, sqrt

from khabar.lang.ar.normalise import normalise
from khabar.lang.ar.tables import word_counts

_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_BEFORE = ("وال", "بال", "كال", "فال", "لل", "ال")
_BEHIND = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_SHORTEST = 3  # letters that a stem keeps: fewer tell too little
_EVERYDAY = 4.5  # log odds under which a word stands in any news (قال, يوم, دول)

Weights = Mapping[str, float]
"""Stems with how much each tells."""


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """A light stem of a normalised word: no and, no article, no ending of number or owner.

    Source:
        Larkey, Ballesteros, Connell 2002, Improving stemming for Arabic information retrieval
        (the stemmer known as light10).
    """
    if word[0] == "و" and len(word) > _SHORTEST + 1:
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


def weights(text: str) -> dict[str, float]:
    """The telling stems of a text, each with its rarity in news.

    A stem that the table of common words does not hold is as rare as the rarest of the table.
    """
    rarity, rarest = _rarity(), _rarest()
    stems = {stem(w) for w in _WORD.findall(normalise(text))}
    return {s: w for s in sorted(stems) if (w := rarity.get(s, rarest)) > _EVERYDAY}


def likeness(a: Weights, b: Weights) -> float:
    """How much two texts are about the same, 0 to 1: the cosine of their telling stems."""
    if not a or not b:
        return 0.0
    shared = sum(w * w for s, w in a.items() if s in b)
    return shared / sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values()))
