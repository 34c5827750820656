"""Whether two tellings in one document are of one event: trees that weigh the signs of the pair."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import onnxruntime as ort

from khabar.learned.carried import carried, session
from khabar.learned.trees import Floats, shares_of

NAME, TREES = "repeats", "trees.onnx"


@dataclass(frozen=True, slots=True)
class Repeats:
    """A pure function of the signs."""

    trees: ort.InferenceSession

    def shares(self, rows: Floats) -> Floats:
        """How surely each pair tells of one event, 0 to 1.

        Args:
            rows: (n, width) signs, as annotate/reports/signs.py makes them.

        Returns:
            (n,)
        """
        return shares_of(self.trees, rows)[:, 0]


def installed() -> Repeats | None:
    """The model that the package carries; None where it carries none.

    Raises:
        WeightsError: a file of it was changed.
    """
    return carried(NAME, repeats_in)


@cache
def repeats_in(where: Path) -> Repeats:
    """The model of a folder."""
    return Repeats(session(where / TREES))
