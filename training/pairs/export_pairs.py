"""Write the judge of two texts as the package carries it.

Usage: PYTHONPATH=training/reader:src python training/pairs/export_pairs.py \\
           DATA_DIR LEARNED.pt WEIGHTS_DIR
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from encoder import Encoder
from headlines import taught
from judge import Judge
from learn_pairs import PLAN
from serving import write

from khabar.learned.pairs import LEARNED_FROM, MODEL, NAME, mark_of


def main(data: Path, learned: Path, weights: Path) -> None:
    """Write the mean of the weights of the last epochs, and the hashes of all pairs taught."""
    state = torch.load(learned)
    if state["epoch"] < PLAN.epochs:
        raise SystemExit(f"{learned} has {state['epoch']} of {PLAN.epochs} epochs")
    mean = {name: value / PLAN.mean_of for name, value in state["sums"].items()}
    judge = Judge(Encoder(mean["encoder.word.weight"].shape[0], dropout=0.0))
    judge.load_state_dict(mean)
    given = {
        "tokens": torch.tensor([[0, 5, 6, 2, 2, 7, 2, 1], [0, 8, 2, 2, 9, 5, 9, 2]]),
        "marks": torch.tensor([[0, 1, 1, 0, 0, 3, 0, 0], [0, 1, 0, 0, 3, 3, 3, 0]]),
    }
    write(judge, given, ["stance", "entailment"], weights / NAME / MODEL)
    marks = sorted({mark_of(*pair) for pair in taught(data)})
    (weights / NAME / LEARNED_FROM).write_text("\n".join(marks) + "\n", "utf8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
