"""Scores the reader of times on the tests of two other readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from khabar.evaluate.counting import Counts, Unit, figures
from khabar.evaluate.files import TestFileError
from khabar.evaluate.result import Evaluation
from khabar.evaluate.times import Outcome, TimeRow, our_days, outcome
from khabar.evaluate.times_rows import WANTED, rows_of
from khabar.pipeline.kit import recipe

OVERALL = "overall"
_COUNTS = {
    Outcome.RIGHT: Counts(right=1),
    Outcome.COARSE: Counts(invented=1, missed=1),
    Outcome.WRONG: Counts(invented=1, missed=1),
    Outcome.NONE: Counts(missed=1),
}


def evaluate_times(paths: Sequence[Path]) -> Evaluation:
    """Score what times mean.

    Raises:
        TestFileError: a file is not of this form, or no row of it counts.
    """
    rows = [row for path in paths for row in rows_of(path)]
    if not rows:
        raise TestFileError(paths[0], "no row of it says a day, month or year", WANTED.words)
    found = [outcome(row, our_days(row)) for row in rows]
    units = [_unit(row, one) for row, one in zip(rows, found, strict=True)]
    kinds = tuple(dict.fromkeys(row.kind for row in rows))
    return Evaluation(
        task="times",
        by=f"recipe {recipe()}",
        units=len(rows),
        unit="times",
        figures=figures((OVERALL, *kinds), units),
        outcomes=tuple((o.value, Counter(found)[o]) for o in Outcome),
    )


def _unit(row: TimeRow, found: Outcome) -> Unit:
    return {OVERALL: _COUNTS[found], row.kind: _COUNTS[found]}
