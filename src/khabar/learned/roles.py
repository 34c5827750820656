"""Who takes part in an event, and in which role: trees that weigh the signs of each.

They look twice: at each by itself, then at each beside what the first look says of the
others, for an event seldom has two that both might be its doer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime as ort

from khabar.learned.carried import carried, session
from khabar.learned.trees import Floats, shares_of

NAME = "roles"
FIRST, SECOND = "first.onnx", "second.onnx"


@dataclass(frozen=True, slots=True)
class Roles:
    """Gradient-boosted trees; a pure function of the signs.

    Source:
        Friedman 2001, Greedy function approximation: a gradient boosting machine; the second look
        is stacking (Wolpert 1992, Stacked generalization).
    """

    first: ort.InferenceSession
    second: ort.InferenceSession

    def shares(self, rows: Floats, sizes: Sequence[int]) -> Floats:
        """How surely each acts and is acted upon, 0 to 1.

        Args:
            rows: (n, width) signs, as annotate/events/signs.py makes them, event by event.
            sizes: how many rows each event has; together n.

        Returns:
            (n, 2): acting, acted upon.
        """
        alone = shares_of(self.first, rows)
        return shares_of(self.second, np.hstack([rows, beside(alone, sizes)]))


def beside(shares: Floats, sizes: Sequence[int]) -> Floats:
    """What is said of each and of the others of its event: (n, 8).

    Both shares, the greatest of the others, the sums of all, and how many are surer.
    """
    found = [np.zeros((0, 8), dtype=np.float32)]
    start = 0
    for size in sizes:
        own = shares[start : start + size]
        start += size
        if size:
            found.append(_beside(own))
    return np.concatenate(found).astype(np.float32)


def _beside(own: Floats) -> Floats:
    surer = (own[None, :, :] > own[:, None, :]).sum(axis=1)
    order = np.sort(own, axis=0)
    second = order[-2] if len(own) > 1 else np.zeros(2, dtype=np.float32)
    others = np.where(own == order[-1], second, order[-1])
    sums = np.broadcast_to(own.sum(axis=0), own.shape)
    return np.hstack([own, others, sums, surer]).astype(np.float32)


def installed() -> Roles | None:
    """The model that the package carries; None where it carries none.

    Raises:
        WeightsError: a file of it was changed.
    """
    return carried(NAME, roles_in)


@cache
def roles_in(where: Path) -> Roles:
    """The model of a folder."""
    return Roles(*(session(where / name) for name in (FIRST, SECOND)))
