"""Learn who is the source of a statement, from rows.py's rows.

Usage: python training/sources/learn_sources.py LEARN.npz OUT_DIR [HELD_OUT.npz …]

Gradient-boosted trees, written as an ONNX graph that gives log odds. Prints how often the likeliest
is the source in each held-out set, beside whom rules and tagger took before. Seconds on one core;
the same every time.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
from sklearn.ensemble import HistGradientBoostingClassifier as Boosted
from sklearn.metrics import roc_auc_score

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from trees import graph_of

from khabar.annotate.composing.ground import FOUND_BY
from khabar.learned.trees import TREES


def fitted(signs: np.ndarray, source: np.ndarray) -> Boosted:
    """Small trees: greater ones chose no better."""
    return Boosted(
        max_iter=150, learning_rate=0.08, max_leaf_nodes=16, min_samples_leaf=30,
        l2_regularization=5.0, max_features=0.5, random_state=0,
    ).fit(signs, source)  # fmt: skip


def told(path: Path, model: Boosted) -> None:
    """Print how often the source is right of what rules see and of what the tagger alone sees, and
    how well the shares tell where it is."""
    with np.load(path) as rows:
        signs, source, of = rows["signs"], rows["source"], rows["of"]
        statements = json.loads(str(rows["statements"]))
    share = model.predict_proba(signs)[:, 1]
    bounds = list(pairwise(np.searchsorted(of, np.arange(len(statements) + 1))))
    for name, tagger in (("rules", False), ("tagger", True)):
        some = [n for n, s in enumerate(statements) if (s["by"] == FOUND_BY) == tagger]
        of_reference = [n for n in some if statements[n]["known"]]
        best = {n: int(bounds[n][0] + share[slice(*bounds[n])].argmax()) for n in some}
        own = sum(
            bool(statements[n]["own"] >= 0 and source[bounds[n][0] + statements[n]["own"]])
            for n in of_reference
        )
        right = sum(bool(source[best[n]]) for n in of_reference)
        there = sum(bool(source[slice(*bounds[n])].any()) for n in of_reference)
        curve = roc_auc_score([source[best[n]] for n in some], [share[best[n]] for n in some])
        print(f"{path.stem}, {name}: {len(of_reference)} of the reference, source near {there},")
        print(f"  right before {own}, by the trees {right}; area under the curve {curve:.3f}")


def main(learn: Path, out: Path, *held: Path) -> None:
    """Learn, tell, write."""
    with np.load(learn) as rows:
        model, width = fitted(rows["signs"], rows["source"]), rows["signs"].shape[1]
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(graph_of([model], width), str(out / TREES))
    for path in held:
        told(path, model)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
