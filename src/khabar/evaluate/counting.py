"""Precision, recall and F1 with what chance may do to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DRAWS = 1000
SEED = 17
_PERCENT = (2.5, 97.5)

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many were found and right, found and wrong, and there but not found so."""

    right: int = 0
    invented: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: counts over all units, and between what ends F1 lies in 95 of 100 samples of as
    many units drawn from these. Means of several figures have no counts of their own."""

    name: str
    precision: float
    recall: float
    f1: float
    low: float
    high: float
    counts: Counts | None = None


# What came of one sentence, text or pair: counts by the name of the figure they belong to.
Unit = Mapping[str, Counts]


def chosen(name: str, right: str, found: str) -> Counts:
    """What the choice of one answer counts for one of the possible answers."""
    return Counts(
        right=int(name == right == found),
        invented=int(name == found != right),
        missed=int(name == right != found),
    )


def figures(names: Sequence[str], units: Sequence[Unit]) -> tuple[Figure, ...]:
    """The figure of every name."""
    drawn = _drawn(names, units)
    return tuple(
        _counted(name, drawn[:, n], sum_of(unit.get(name, Counts()) for unit in units))
        for n, name in enumerate(names)
    )


def mean_figure(name: str, of: Sequence[str], units: Sequence[Unit]) -> Figure:
    """The mean of several figures, each counting as much as any other ("macro")."""
    each = figures(of, units)
    low, high = _ends(_drawn(of, units).mean(1))
    return Figure(
        name=name,
        precision=sum(f.precision for f in each) / len(each),
        recall=sum(f.recall for f in each) / len(each),
        f1=sum(f.f1 for f in each) / len(each),
        low=low,
        high=high,
    )


def sum_of(counts: Iterable[Counts]) -> Counts:
    """All together."""
    listed = tuple(counts)
    return Counts(
        right=sum(c.right for c in listed),
        invented=sum(c.invented for c in listed),
        missed=sum(c.missed for c in listed),
    )


def _counted(name: str, drawn: Numbers, counts: Counts) -> Figure:
    found, there = counts.right + counts.invented, counts.right + counts.missed
    low, high = _ends(drawn)
    return Figure(
        name=name,
        precision=_share(counts.right, found),
        recall=_share(counts.right, there),
        f1=_share(2 * counts.right, found + there),
        low=low,
        high=high,
        counts=counts,
    )


def _ends(drawn: Numbers) -> tuple[float, float]:
    low, high = np.percentile(drawn, _PERCENT)
    return float(low), float(high)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _drawn(names: Sequence[str], units: Sequence[Unit]) -> Numbers:
    """F1 of each name (columns) in samples of the units (rows)."""
    table = np.array(
        [[_row(unit.get(name, Counts())) for name in names] for unit in units], np.float64
    ).reshape(len(units), 3 * len(names))
    chance = np.random.default_rng(SEED)
    picks = (chance.integers(0, max(1, len(units)), len(units)) for _ in range(DRAWS))
    sums = [np.bincount(pick, minlength=len(units)) @ table for pick in picks]
    right, found, there = np.array(sums).reshape(DRAWS, len(names), 3).transpose(2, 0, 1)
    f1: Numbers = 2 * right / np.maximum(found + there, 1)
    return f1


def _row(counts: Counts) -> tuple[int, int, int]:
    return counts.right, counts.right + counts.invented, counts.right + counts.missed
