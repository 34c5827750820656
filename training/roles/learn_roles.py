"""Learn who takes part in an event, and in which role, from rows.py's rows.

Usage: python training/roles/learn_roles.py LEARN.npz OUT_DIR [HELD_OUT.npz …]

Gradient-boosted trees for acting and for being acted upon. They look twice: the second look is
taught with what the first says of stories that it was not taught with. Each look is written as an
ONNX graph that gives log odds. Prints what each held-out set scores, beside the rules. Some minutes
on one core; the same every time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from sklearn.ensemble import HistGradientBoostingClassifier as Boosted

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from trees import graph_of

from khabar.annotate.composing.ground import Limits
from khabar.annotate.composing.roles import NOBODY, roles_of
from khabar.learned.roles import FIRST, SECOND, beside
from khabar.schema.drafts import Parts
from khabar.schema.names import ActorId

FOLDS = 5
ROUNDS, SECOND_ROUNDS = 300, 150
LIMITS = Limits(part=0.45, lone=0.25)  # by which the figures of the card were measured
_TOGETHER = ("AGREE", "CONSULT", "COOPERATE")
_SHAPE: dict[str, Any] = {
    "learning_rate": 0.06, "max_leaf_nodes": 24, "min_samples_leaf": 30,
    "l2_regularization": 5.0, "max_features": 0.5, "random_state": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """What rows.py wrote."""

    signs: np.ndarray
    answers: np.ndarray  # (n, 2)
    by_rule: np.ndarray
    of: np.ndarray
    events: list[dict[str, Any]]

    def bounds(self) -> list[tuple[int, int]]:
        """Where the rows of each event begin and end."""
        ends = np.searchsorted(self.of, np.arange(len(self.events) + 1)).tolist()
        return list(pairwise(ends))

    def some(self, keep: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return self.signs[keep], self.answers[keep]


def loaded(path: Path) -> Rows:
    """The rows of a file."""
    with np.load(path) as f:
        answers = np.stack([f["acting"], f["acted_upon"]], axis=1)
        events = json.loads(str(f["events"]))
        return Rows(f["signs"], answers, f["by_rule"], f["of"], events)


def fitted(signs: np.ndarray, answers: np.ndarray, rounds: int = ROUNDS) -> list[Boosted]:
    """A model for each role."""
    return [Boosted(max_iter=rounds, **_SHAPE).fit(signs, answers[:, role]) for role in (0, 1)]


def shares(models: Sequence[Boosted], signs: np.ndarray) -> np.ndarray:
    """(n, 2): how surely each acts, is acted upon."""
    return np.stack([m.predict_proba(signs)[:, 1] for m in models], axis=1)


def roles(share: np.ndarray, together: bool) -> tuple[set[int], set[int]]:
    """The roles of an event, by the number of each row, as nothing but the shares has them."""
    doing, done_to = (
        {ActorId(str(n)): float(s) for n, s in enumerate(column)} for column in share.T
    )
    found = roles_of(Parts(doing, done_to), NOBODY, LIMITS, symmetric=together)
    acting, acted_upon = ({int(a) for a in role} for role in found)
    both = acting | acted_upon
    return (both, both) if together else (acting, acted_upon)


def score(rows: Rows, decided: Sequence[tuple[set[int], set[int]]], ruled: bool) -> str:
    """F1 of the roles, and the share of events of which half of the people are right."""
    right = wrong = missed = good = count = 0
    for n, (event, (start, end)) in enumerate(zip(rows.events, rows.bounds(), strict=True)):
        if event["ruled"] != ruled or start == end:
            continue
        meant, wanted = event["meant"], [set(w) for w in event["wanted"]]
        got = [{meant[k] for k in role} for role in decided[n]]
        right += sum(len(w & g) for w, g in zip(wanted, got, strict=True))
        wrong += sum(len(g - w) for w, g in zip(wanted, got, strict=True))
        missed += sum(len(w - g) for w, g in zip(wanted, got, strict=True))
        want, have = wanted[0] | wanted[1], got[0] | got[1]
        good += 2 * len(want & have) >= 0.5 * (len(want) + len(have))
        count += 1
    return f"roles {2 * right / (2 * right + wrong + missed):.3f}, people {good / count:.3f}"


def decided(rows: Rows, share: np.ndarray) -> list[tuple[set[int], set[int]]]:
    """The roles of every event."""
    return [
        roles(share[start:end], event["type"] in _TOGETHER)
        for event, (start, end) in zip(rows.events, rows.bounds(), strict=True)
    ]


def ruled(rows: Rows) -> list[tuple[set[int], set[int]]]:
    """What the rules decided."""
    found = []
    for event, (start, end) in zip(rows.events, rows.bounds(), strict=True):
        own = rows.by_rule[start:end]
        both = (set(np.flatnonzero(own[:, 0])), set(np.flatnonzero(own[:, 1])))
        found.append((both[0] | both[1],) * 2 if event["type"] in _TOGETHER else both)
    return found


def told(name: str, rows: Rows, share: np.ndarray) -> None:
    """Print a set's scores."""
    print(f"{name}: rules: {score(rows, ruled(rows), True)}")
    model = decided(rows, share)
    print(f"{name}: trees on the rules' events: {score(rows, model, True)}")
    print(f"{name}: trees on words alone: {score(rows, model, False)}", flush=True)


def crossed(rows: Rows) -> np.ndarray:
    """Shares of each fifth of the stories by the other four."""
    fold = np.array([e["fold"] for e in rows.events])[rows.of]
    share = np.zeros((len(rows.of), 2))
    for n in range(FOLDS):
        share[fold == n] = shares(fitted(*rows.some(fold != n)), rows.signs[fold == n])
    return share


def with_others(rows: Rows, share: np.ndarray) -> np.ndarray:
    """The signs of the second look."""
    sizes = np.bincount(rows.of, minlength=len(rows.events))
    return np.hstack([rows.signs, beside(share.astype(np.float32), sizes.tolist())])


def main(learn: Path, out: Path, *held: Path) -> None:
    """Learn, tell, write."""
    rows = loaded(learn)
    first = fitted(rows.signs, rows.answers)
    again = with_others(rows, crossed(rows))
    second = fitted(again, rows.answers, rounds=SECOND_ROUNDS)
    for models, name, width in (
        (first, FIRST, rows.signs.shape[1]), (second, SECOND, again.shape[1]),
    ):  # fmt: skip
        onnx.save(graph_of(models, width), str(out / name))
    for path in held:
        name, other = path.stem, loaded(path)
        alone = shares(first, other.signs)
        told(f"{name}, one look", other, alone)
        told(f"{name}, two looks", other, shares(second, with_others(other, alone)))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
