"""Gradient-boosted trees, asked."""

from __future__ import annotations

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def shares_of(trees: ort.InferenceSession, rows: Floats) -> Floats:
    """How sure the trees are, 0 to 1, of each of (n, width) rows: (n, answers).

    Source:
        Friedman 2001, Greedy function approximation: a gradient boosting machine.
    """
    odds: Floats = trees.run(None, {"signs": rows})[0]
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float32)
