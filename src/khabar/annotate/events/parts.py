"""How surely everyone near an event takes part in it, by a model of roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from khabar.annotate.events.company import Company
from khabar.annotate.events.signs import signs_of
from khabar.schema.drafts import Parts, Supposed

Floats = NDArray[np.float32]


class Model(Protocol):
    """Weighs signs (khabar.learned.roles)."""

    def shares(self, rows: Floats, sizes: Sequence[int]) -> Floats:
        """For rows (n, width), so many an event, how surely each acts and is acted upon (n, 2)."""


def parts_of(company: Company, supposed: Sequence[Supposed], model: Model) -> list[Parts]:
    """Ask the model once for all events of a document; nobody near an event is nobody's part."""
    looked = [signs_of(company, one) for one in supposed]
    sizes = [len(people) for people, _ in looked]
    rows = [row for _, some in looked for row in some]
    if not rows:
        return [Parts({}, {}) for _ in supposed]
    given = iter(model.shares(np.array(rows, dtype=np.float32), sizes).tolist())
    found = []
    for people, _ in looked:
        both = {actor: next(given) for actor in people}
        doing, done_to = ({a: pair[role] for a, pair in both.items()} for role in (0, 1))
        found.append(Parts(doing, done_to))
    return found
