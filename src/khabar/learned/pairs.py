"""The judge of two texts: whether they agree, and whether one follows from the other.

It was taught with pairs of Arabic headlines (weights/pairs/card.md) and knows nothing longer than
a sentence. Each pair is read by itself: what is said of it never depends on what else is asked,
which it would if pairs shared the scales that the numbers of a small model are rounded by.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnxruntime as ort

from khabar.learned.carried import carried, encoded, pieces, session, sum_of
from khabar.learned.heads import Floats, softmax

NAME = "pairs"
LONGEST = 120  # pieces of one text
MODEL, LEARNED_FROM = "pairs.onnx", "learned_from.txt"
_BOS, _EOS = 0, 2
_ENTAILS = 1

Two = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How likely two texts agree, contradict each other, or tell of different things."""

    agree: float
    disagree: float
    other: float


def installed() -> Pairs | None:
    """The judge that the package carries; None where it carries none."""
    return carried(NAME, _pairs)


@cache
def _pairs(found: Path) -> Pairs:
    return Pairs(found)


class Pairs:
    """Says what holds between two texts; the model is loaded when it is first asked."""

    def __init__(self, found: Path) -> None:
        self._folder = found

    @cached_property
    def _session(self) -> ort.InferenceSession:
        return session(self._folder / MODEL)

    @cached_property
    def version(self) -> str:
        """The model by the first digits of its hash."""
        return sum_of(self._folder / MODEL)[:16]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset((self._folder / LEARNED_FROM).read_text("utf8").split())

    def learned_from(self, one: str, other: str) -> bool:
        """Whether the model was taught this very pair."""
        return mark_of(one, other) in self._known

    def stance(self, pairs: Iterable[Two]) -> tuple[Stance, ...]:
        """For every pair whether both agree: the same whichever text stands first."""
        return tuple(self._stance(one, other) for one, other in pairs)

    def entails(self, pairs: Iterable[Two]) -> tuple[float, ...]:
        """For every pair how likely the second text follows from the first."""
        return tuple(self._entails(one, other) for one, other in pairs)

    def _stance(self, one: str, other: str) -> Stance:
        first, second = sorted((one, other))
        logits, _ = self._asked((first, second), (second, first))
        agree, disagree, different = (float(s) for s in softmax(logits).mean(0))
        return Stance(agree=agree, disagree=disagree, other=different)

    def _entails(self, one: str, other: str) -> float:
        _, logits = self._asked((one, other))
        return float(softmax(logits)[0, _ENTAILS])

    def _asked(self, *pairs: Two) -> tuple[Floats, Floats]:
        """The answers to both questions about pairs of the same two texts."""
        rows = [_row(*(encoded(text, pieces(), LONGEST) for text in pair)) for pair in pairs]
        tokens = np.array([row for row, _ in rows], np.int64)
        marks = np.array([mark for _, mark in rows], np.int64)
        stance, entailment = self._session.run(None, {"tokens": tokens, "marks": marks})
        return stance, entailment


def mark_of(one: str, other: str) -> str:
    """What tells a pair from others without holding its words."""
    return sha256(f"{one}\0{other}".encode("utf8", "replace")).hexdigest()[:12]


def _row(one: list[int], other: list[int]) -> tuple[list[int], list[int]]:
    """Both texts as one row of pieces, and for every piece 0 where it parts them, 1 in the first
    text and 3 in the second, and one more where the other text holds the same piece."""
    known, there = set(one), set(other)
    tokens = [_BOS, *one, _EOS, _EOS, *other, _EOS]
    first = [1 + (piece in there) for piece in one]
    return tokens, [0, *first, 0, 0, *(3 + (piece in known) for piece in other), 0]
