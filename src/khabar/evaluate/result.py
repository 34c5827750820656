"""What came out of a test set."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.evaluate.counting import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The figures of a test set, what read it, and of how many units they are.

    by names what read: the recipe of the reader or the SHA-256 of a model, shortened alike.
    left_out says why how many rows of the files count for nothing; outcomes counts answers where
    there are more than right and wrong ones.
    """

    task: str
    by: str
    units: int
    unit: str
    figures: tuple[Figure, ...]
    left_out: tuple[tuple[str, int], ...] = ()
    outcomes: tuple[tuple[str, int], ...] = ()
