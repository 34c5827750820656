"""Leads of other stories that a page prints under the article without a word of warning.

A paragraph of an Arabic report takes up the one before it: nine in ten begin with و or another
connector. The lead of a story begins with its verb or its subject, and shares few words with the
article above. Four or more such paragraphs at the foot of a page are other stories.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from khabar.acquire.layout import Line
from khabar.acquire.marks import key_of
from khabar.catalog.furniture import FurnitureTable

# Measured on pages whose leads are known because other pages carry them too: these values find
# 93 % of the lines at 97 % precision, and mark something on 1 % of pages of sites without leads.
_FEWEST, _MOST = 4, 8  # paragraphs in a block
_WORDS = range(8, 91)  # of a lead
_SHARED_MEAN = 0.35  # of a block's words, those that also stand above it
_SHARED_FIRST = 0.5  # the same, for the paragraph that opens the block


@dataclass(frozen=True, slots=True)
class CohesionWords:
    """The words by which paragraphs hang together, normalised; stems without clitics."""

    connectors: frozenset[str]
    own_waw: frozenset[str]
    common: frozenset[str]


@lru_cache(maxsize=4)
def cohesion_words(table: FurnitureTable) -> CohesionWords:
    """The words of a table, normalised once."""
    return CohesionWords(
        connectors=frozenset(map(key_of, table.connectors)),
        own_waw=frozenset(map(key_of, table.own_waw)),
        common=frozenset(_stem(key_of(word)) for word in table.common),
    )


def _stem(word: str) -> str:
    """A word without the article and the particles written onto it, as far as letters tell."""
    for prefix in ("وال", "بال", "فال", "كال", "لل", "ال"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :]
    return word[1:] if len(word) >= 5 and word[0] in "وبلفك" else word


def _topic(line: Line, words: CohesionWords) -> frozenset[str]:
    """The stems of a line that say what it is about."""
    stems = (_stem(word) for word in line.words if len(word) >= 3)
    return frozenset(stem for stem in stems if len(stem) >= 3 and stem not in words.common)


def _takes_up(line: Line, words: CohesionWords) -> bool:
    """Whether a paragraph begins by taking up what stands before it."""
    first, two = " ".join(line.words[:1]), " ".join(line.words[:2])
    joined = first.startswith("و") and first not in words.own_waw
    return joined or first in words.connectors or two in words.connectors


def _opens_prose(line: Line) -> bool:
    """Whether it begins with a word or a quotation: the points of a list do not."""
    return line.view[0].isalpha() or line.view[0] == '"'


def _free_run(lines: Sequence[Line], words: CohesionWords) -> range:
    """The last lines of a page, as far up as none takes up another; one may, near the foot."""
    start, passed = len(lines), 0
    for at in range(len(lines) - 1, max(1, len(lines) - _MOST - 1), -1):
        if len(lines[at].words) not in _WORDS or not _opens_prose(lines[at]):
            break
        if not _takes_up(lines[at], words):
            start = at
        elif passed or len(lines) - at - 1 >= _FEWEST:
            break
        else:
            passed += 1
    return range(start, len(lines))


def _shared(topics: Sequence[frozenset[str]], start: int) -> tuple[float, float]:
    """How much of the block from start on also stands above it: its first line, its mean."""
    above = frozenset[str]().union(*topics[:start])
    shares = [len(topic & above) / len(topic) if topic else 0.0 for topic in topics[start:]]
    return shares[0], sum(shares) / len(shares)


def teasers_of(
    lines: Sequence[Line], beside: frozenset[int], table: FurnitureTable
) -> frozenset[int]:
    """The leads of other stories at the foot of a page, none where that is not sure.

    beside: lines already known to be furniture; what is left must open with a headline or lead
    and one paragraph at least, which can be no teaser.
    """
    words = cohesion_words(table)
    left = [i for i in range(len(lines)) if i not in beside]
    kept = [lines[i] for i in left]
    run = _free_run(kept, words)
    if len(run) < _FEWEST:
        return frozenset()
    topics = [_topic(line, words) for line in kept]
    for start in range(run.start, len(kept) - _FEWEST + 1):
        first, mean = _shared(topics, start)
        if first <= _SHARED_FIRST and mean <= _SHARED_MEAN and not _takes_up(kept[start], words):
            return frozenset(left[start:])
    return frozenset()
