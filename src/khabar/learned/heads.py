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


def distances(spots: Sequence[Stretch], others: Sequence[Stretch]) -> NDArray[np.int64]:
    """How far each other stretch is from each spot, in classes: NEAR where they touch, less before,
    more behind. To spots, others."""
    one, two = np.array(spots)[:, None, :], np.array(others)[None, :, :]
    behind, before = two[..., 0] - one[..., 1], two[..., 1] - one[..., 0]
    gap = np.where(behind >= 0, behind, np.minimum(0, before))
    size = np.minimum(NEAR, (2 * np.log2(1.0 + np.abs(gap))).astype(np.int64))
    found: NDArray[np.int64] = NEAR + np.where(gap > 0, size, -size)
    return found


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads by name."""

    weights: Mapping[str, Floats]

    def linear(self, name: str, vectors: Floats) -> Floats:
        """One matrix and a bias."""
        found: Floats = vectors @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return found

    def layered(self, name: str, vectors: Floats) -> Floats:
        """A layer and what it makes of each vector: vectors, classes."""
        return self.linear(f"{name}.out", _gelu(self.linear(f"{name}.inner", vectors)))

    def around(self, name: str, vectors: Floats) -> Floats:
        """What each piece is, seen with those beside it: vectors, classes.

        Source:
            residual convolutions over normalised layers, as in Gehring et al. 2017, Convolutional
            sequence to sequence learning.
        """
        inner = self.linear(f"{name}.within", vectors)
        layers = sum(key.startswith(f"{name}.beside.") for key in self.weights) // 2
        for n in range(layers):
            normal = self._normal(f"{name}.normal.{n}", inner)
            inner = inner + _gelu(self._beside(f"{name}.beside.{n}", normal))
        return self.linear(f"{name}.out", np.concatenate([inner, vectors], axis=1))

    def _normal(self, name: str, x: Floats) -> Floats:
        spread = np.sqrt(x.var(-1, keepdims=True) + 1e-5)
        found: Floats = (x - x.mean(-1, keepdims=True)) / spread
        return found * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]

    def _beside(self, name: str, x: Floats) -> Floats:
        """A convolution that sees one piece before and one behind; kernel: out, in, 3."""
        kernel, ends = self.weights[f"{name}.weight"], np.pad(x, ((1, 1), (0, 0)))
        seen = np.stack([ends[n : n + len(x)] @ kernel[..., n].T for n in range(3)])
        found: Floats = seen.sum(0) + self.weights[f"{name}.bias"]
        return found

    def pairs(self, name: str, own: Floats, others: Floats, far: NDArray[np.int64]) -> Floats:
        """Shares of what holds between each of some stretches and each of others.

        own: stretches, width; others: others, width; far: stretches, others; to stretches, others,
        classes.
        """
        each = (own[:, None] * others[None]).reshape(-1, own.shape[1])
        product = (each @ self.weights[f"{name}.both.weight"].T).reshape(*far.shape, -1)
        mixed = (
            self.linear(f"{name}.left", own)[:, None]
            + self.linear(f"{name}.right", others)[None]
            + product
            + self.weights[f"{name}.far.weight"][far]
        )
        return softmax(self.linear(f"{name}.out", _gelu(mixed.astype(np.float32))))


def _gelu(x: Floats) -> Floats:
    found: Floats = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))
    return found
