"""Learn whether two tellings in one document are of one event, from rows.py's rows.

Usage: python training/repeats/learn_repeats.py LEARN.npz OUT_DIR [HELD_OUT.npz …]

Gradient-boosted trees, written as an ONNX graph that gives log odds. Prints what each held-out set
scores. Seconds on one core; the same every time.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import onnx
from sklearn.ensemble import HistGradientBoostingClassifier as Boosted
from sklearn.metrics import roc_auc_score

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from trees import graph_of

from khabar.learned.trees import TREES

LIMITS = (0.4, 0.5, 0.6)


def fitted(signs: np.ndarray, one: np.ndarray) -> Boosted:
    """Small trees: there are few pairs to learn from."""
    return Boosted(
        max_iter=200, learning_rate=0.06, max_leaf_nodes=6, min_samples_leaf=20,
        l2_regularization=5.0, max_features=0.3, random_state=0,
    ).fit(signs, one)  # fmt: skip


def told(name: str, one: np.ndarray, sure: np.ndarray) -> None:
    """Print how well one event is told from two, and what is taken for one at each limit."""
    print(f"{name}: area under the curve {roc_auc_score(one, sure):.3f}")
    for limit in LIMITS:
        taken = sure >= limit
        print(f"  {limit}: {taken.sum()} taken for one, {one[taken].sum()} of {one.sum()} right")


def main(learn: Path, out: Path, *held: Path) -> None:
    """Learn, tell, write."""
    with np.load(learn) as rows:
        model, width = fitted(rows["signs"], rows["one"]), rows["signs"].shape[1]
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(graph_of([model], width), str(out / TREES))
    for path in held:
        with np.load(path) as rows:
            told(path.stem, rows["one"], model.predict_proba(rows["signs"])[:, 1])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
