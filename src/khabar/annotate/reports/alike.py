"""Whether two tellings are of one event, by a model of repeats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from khabar.annotate.reports.signs import Look, Stem, look_at, signs_of
from khabar.schema.drafts import Draft
from khabar.schema.text import Sentence

Floats = NDArray[np.float32]

Judged = Callable[[Sequence[Draft], Draft], Sequence[float]]
"""For drafts how surely each tells what another one of the same document does."""


class Model(Protocol):
    """Weighs signs (khabar.learned.trees)."""

    def shares(self, rows: Floats) -> Floats:
        """For rows (n, width) how surely each pair tells of one event (n,)."""


def judged_by(model: Model, sentences: Sequence[Sentence], stem: Stem) -> Judged:
    """The model's judgement of the drafts of one document; each draft is looked at once."""
    looks: dict[int, Look] = {}

    def look(draft: Draft) -> Look:
        if id(draft) not in looks:
            looks[id(draft)] = look_at(draft, sentences, stem)
        return looks[id(draft)]

    def judged(told: Sequence[Draft], draft: Draft) -> Sequence[float]:
        pairs = [sorted((one, draft), key=lambda d: (d.start, d.end)) for one in told]
        rows = [signs_of(look(a), look(b)) for a, b in pairs]
        if not rows:
            return []
        found: list[float] = model.shares(np.array(rows, dtype=np.float32)).tolist()
        return found

    return judged
