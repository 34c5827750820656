"""What is asked of the encoder's vectors: tags, events, and what holds between two stretches.

The weights are those that training/reader/learn.py learned; a head is a matrix or two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Stretch = tuple[int, int]  # pieces of a window: the first, and the one behind the last

NEAR = 16  # how far two stretches are apart, in classes


def softmax(logits: Floats) -> Floats:
    """Shares along the last axis."""
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    shares: Floats = raised / raised.sum(-1, keepdims=True)
    return shares


def sigmoid(logits: Floats) -> Floats:
    """Shares, each for itself."""
    return (1 / (1 + np.exp(-logits))).astype(np.float32)


def distance(a: Stretch, b: Stretch) -> int:
    """How far b is from a, in classes: NEAR where they touch, less before, more behind."""
    gap = b[0] - a[1] if b[0] >= a[1] else min(0, b[1] - a[0])
    size = min(NEAR, int(2 * np.log2(1.0 + abs(gap))))
    return NEAR + (size if gap > 0 else -size)


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads by name."""

    weights: Mapping[str, Floats]

    def linear(self, name: str, vectors: Floats) -> Floats:
        """One matrix and a bias."""
        found: Floats = vectors @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return found

    def pairs(self, name: str, one: Floats, others: Floats, far: Sequence[int]) -> Floats:
        """Shares of what holds between one stretch and each of others."""
        mixed = (
            self.linear(f"{name}.left", one[None])
            + self.linear(f"{name}.right", others)
            + (one * others) @ self.weights[f"{name}.both.weight"].T
            + self.weights[f"{name}.far.weight"][list(far)]
        )
        return softmax(self.linear(f"{name}.out", _gelu(mixed.astype(np.float32))))


def _gelu(x: Floats) -> Floats:
    found: Floats = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))
    return found
