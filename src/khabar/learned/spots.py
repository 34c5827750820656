"""Where an event may be told: stretches of pieces at several limits, each with the types it may be.

The tagger says of each piece how surely it tells of an event. At one limit alone neighbouring
events run together or break apart, so stretches are cut at all limits, and trees say of each, as
one type and another, how surely it is the words of an event. Of stretches that share pieces the
surest is kept.

Source:
    The nested stretches are those of a component tree (Jones 1999, Connected filtering and
    segmentation using component trees); what is kept, non-maximum suppression.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khabar.learned.heads import Floats, Stretch

Flags = NDArray[np.bool_]

_LIMITS = (0.1, 0.2, 0.35, 0.5, 0.65, 0.8)
_BEGINS = 0.35  # of what speaks for a piece at all, where a stretch is cut before it
_GAP = 2  # pieces between two runs that may be one event
_TYPES = 3  # that a stretch may be
_LEAST = 0.03  # a type less sure than this is not even asked about
_WORTH = 0.12  # an event less sure than this is not even proposed
_SHARED = 0.6  # of the pieces of two stretches: more, and they are not two events of two types


@dataclass(frozen=True, slots=True)
class Seen:
    """What the tagger sees in a window, by piece.

    inside: how surely it is of an event; begins: how surely one begins there; others: how surely
    it bears each other tag (pieces, tags); opens: whether it begins a word; words: whether it is
    of a word; lines: its paragraph's number.
    """

    inside: Floats
    begins: Floats
    others: Floats
    opens: Flags
    words: Flags
    lines: Sequence[int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch as a type, by its number."""

    at: Stretch
    type: int


def spots_of(seen: Seen) -> list[Stretch]:
    """All stretches that may be the words of an event: cut where one begins, and whole."""
    cuts = (seen.begins > _BEGINS * seen.inside) & seen.opens
    never = np.zeros_like(cuts)
    found: set[Stretch] = set()
    for limit in _LIMITS:
        inside = (seen.inside > limit) & seen.words
        found.update(runs(inside, cuts))
        found.update(_joined(runs(inside, never), seen.lines))
    return sorted(found)


def runs(inside: Flags, begins: Flags) -> Iterator[Stretch]:
    """The runs of pieces that are inside; where one begins within a run, a new one."""
    start = None
    for n, within in enumerate(inside):
        if start is not None and (not within or begins[n]):
            yield start, n
            start = None
        if within and start is None:
            start = n
    if start is not None:
        yield start, len(inside)


def _joined(found: Iterable[Stretch], lines: Sequence[int]) -> Iterator[Stretch]:
    """The runs, those of a paragraph taken together that so few pieces part."""
    last = None
    for run in found:
        if last and run[0] - last[1] <= _GAP and lines[run[0]] == lines[last[0]]:
            last = (last[0], run[1])
        else:
            if last:
                yield last
            last = run
    if last:
        yield last


def signs_of(seen: Seen, spots: Sequence[Stretch], types: Floats) -> tuple[list[Candidate], Floats]:
    """The stretches as each type they may be, with the signs by which trees judge them.

    Args:
        seen: the window.
        spots: its stretches.
        types: how surely each stretch is of each type (stretches, types).

    Returns:
        the candidates, and their signs (candidates, width).
    """
    inner, outer = _nested(spots, types)
    found: list[Candidate] = []
    rows: list[list[float]] = []
    for n, (at, shares) in enumerate(zip(spots, types, strict=True)):
        own = [*_look(seen, at), _entropy(shares)]
        order = shares.argsort()[::-1][:_TYPES]
        for rank, kind in enumerate(order.tolist()):
            share, likely = float(shares[kind]), float(shares[kind]) * own[0]
            if likely >= _LEAST:
                beside = [*inner[n, :, kind].tolist(), *outer[n, :, kind].tolist()]
                best = float(shares[order[0]])
                rows.append([*own, share, float(rank), best - share, likely, *beside, float(kind)])
                found.append(Candidate(at, kind))
    return found, np.array(rows, dtype=np.float32)


def _look(seen: Seen, at: Stretch) -> list[float]:
    """What the pieces of a stretch and those at its ends say."""
    first, end = at
    inside = seen.inside[first:end]
    return [
        float(inside.max()),
        float(inside.mean()),
        float(inside.min()),
        float(seen.begins[first]),
        float((seen.begins * seen.opens)[first + 1 : end].sum()),
        float(seen.inside[first - 1]) if first else -1.0,
        float(seen.inside[end]) if end < len(seen.inside) else -1.0,
        float(end - first),
        float(seen.opens[first:end].sum()),
        *seen.others[first:end].mean(0).tolist(),
    ]


def _entropy(shares: Floats) -> float:
    return float(-(shares * np.log(shares + 1e-9)).sum())


def _nested(spots: Sequence[Stretch], types: Floats) -> tuple[Floats, Floats]:
    """Of the stretches within each and around each: how many, and the greatest and the least share
    of every type, -1 where there are none; each (stretches, 3, types)."""
    starts, ends = np.array(spots).T
    within = (starts[:, None] <= starts[None]) & (ends[None] <= ends[:, None])
    np.fill_diagonal(within, False)
    return _of_those(within, types), _of_those(within.T, types)


def _of_those(which: Flags, types: Floats) -> Floats:
    most = np.where(which[..., None], types[None], -1.0).max(1)
    least = np.where(which[..., None], types[None], 2.0).min(1)
    many = np.broadcast_to(which.sum(1)[:, None], most.shape)
    return np.stack([many, most, np.where(many > 0, least, -1.0)], axis=1).astype(np.float32)


def surest(found: Sequence[Candidate], sure: Floats) -> list[int]:
    """The numbers of the candidates that are kept, in the order of the text."""
    kept: list[int] = []
    for n in np.argsort(-sure, kind="stable").tolist():
        if sure[n] < _WORTH:
            break
        if not any(_one(found[n], found[other]) for other in kept):
            kept.append(n)
    return sorted(kept, key=lambda n: (found[n].at, found[n].type))


def _one(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates cannot both be events: of one type, no piece may be in common."""
    common = min(one.at[1], other.at[1]) - max(one.at[0], other.at[0])
    if common <= 0 or one.type == other.type:
        return common > 0
    return common > _SHARED * (max(one.at[1], other.at[1]) - min(one.at[0], other.at[0]))
