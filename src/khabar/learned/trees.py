"""Gradient-boosted trees that the package carries, asked: the models of repeats and of sources are
nothing else, that of roles looks twice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from khabar.learned.carried import carried, session

TREES = "trees.onnx"
REPEATS = "repeats"
"""Whether two tellings in one document are of one event; annotate/reports/signs.py."""
SOURCES = "sources"
"""Who is the source of a statement, of all who may be; annotate/composing/sources.py."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees with one answer: a pure function of the signs."""

    session: ort.InferenceSession

    def shares(self, rows: Floats) -> Floats:
        """How sure the trees are, 0 to 1, of each of (n, width) rows of signs: (n,)."""
        return shares_of(self.session, rows)[:, 0]


def shares_of(trees: ort.InferenceSession, rows: Floats) -> Floats:
    """How sure the trees are, 0 to 1, of each of (n, width) rows: (n, answers).

    Source:
        Friedman 2001, Greedy function approximation: a gradient boosting machine.
    """
    odds: Floats = trees.run(None, {"signs": rows})[0]
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float32)


def installed(name: str) -> Trees | None:
    """The trees of that name that the package carries; None where it carries none.

    Raises:
        WeightsError: a file of them was changed.
    """
    return carried(name, trees_in)


@cache
def trees_in(where: Path) -> Trees:
    """The trees of a folder."""
    return Trees(session(where / TREES))
