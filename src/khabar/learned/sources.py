"""Who is the source of a statement: trees that weigh the signs of each who may be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import onnxruntime as ort

from khabar.learned.carried import carried, session
from khabar.learned.trees import Floats, shares_of

NAME, TREES = "sources", "trees.onnx"


@dataclass(frozen=True, slots=True)
class Sources:
    """A pure function of the signs."""

    trees: ort.InferenceSession

    def shares(self, rows: Floats) -> Floats:
        """How surely each is the source, 0 to 1.

        Args:
            rows: (n, width) signs, as annotate/composing/sources.py makes them.

        Returns:
            (n,)
        """
        return shares_of(self.trees, rows)[:, 0]


def installed() -> Sources | None:
    """The model that the package carries; None where it carries none.

    Raises:
        WeightsError: a file of it was changed.
    """
    return carried(NAME, sources_in)


@cache
def sources_in(where: Path) -> Sources:
    """The model of a folder."""
    return Sources(session(where / TREES))
