"""Learn names as ANERcorp understands them, on the vectors of a reader that stays as it is.

Usage: python training/reader/learn_names.py DATA_DIR BASE_DIR WEIGHTS_DIR

WEIGHTS_DIR has what export.py wrote (reader.onnx, heads.npz); the head is put beside the others.
Learned with the other heads, names stand a twentieth lower: the labels of articles, of which there
are ten times as many, mark only those who matter to an event. The last fifth of ANERcorp is not
learned from. Two minutes on one core.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from base import tokenizer_at
from data import anercorp_names
from examples import TAGS
from losses import TAG_WEIGHT, tag_targets
from model import Around
from torch import Tensor
from torch.nn import functional as fn

from khabar.learned.carried import session
from khabar.learned.reader import CONLL

EPOCHS, SIZE = 8, 16
RATE, DECAY = 2e-3, 0.01
SEED = 0
_BOS, _EOS, _UNKNOWN = 0, 2, -100
_COLUMNS = [TAGS.index(tag) for tag in CONLL]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The vectors of a sentence's pieces, and what each is: pieces, tags."""

    vectors: Tensor
    target: Tensor


def sentences(data: Path, base: Path, weights: Path) -> list[Sentence]:
    """The sentences to learn from, as the reader that is carried sees them."""
    encoder = session(weights / "reader.onnx")
    found = []
    for one in anercorp_names(data, "names", tokenizer_at(base)):
        tokens = np.array([[_BOS, *one.pieces, _EOS]], np.int64)
        (seen,) = encoder.run(None, {"tokens": tokens, "mask": np.ones(tokens.shape, np.float32)})
        found.append(Sentence(torch.tensor(seen[0, 1:-1]), tag_targets(one)[:, _COLUMNS]))
    return found


def batches(some: Sequence[Sentence], epoch: int) -> list[Sequence[Sentence]]:
    """All sentences, those of one length together, in an order that only the epoch gives."""
    ordered = sorted(some, key=lambda s: len(s.target))
    made = [ordered[n : n + SIZE] for n in range(0, len(ordered), SIZE)]
    random.Random(SEED + epoch).shuffle(made)
    return made


def cost(head: Around, batch: Sequence[Sentence]) -> Tensor:
    """What a batch costs."""
    longest = max(len(s.target) for s in batch)
    vectors = torch.stack([fn.pad(s.vectors, (0, 0, 0, longest - len(s.target))) for s in batch])
    target = torch.stack(
        [fn.pad(s.target, (0, 0, 0, longest - len(s.target)), value=_UNKNOWN) for s in batch]
    )
    return fn.cross_entropy(head(vectors).view(-1, 3), target.view(-1), TAG_WEIGHT)


def learned(some: Sequence[Sentence]) -> Around:
    """The head."""
    torch.manual_seed(SEED)
    head = Around(3 * len(CONLL)).train()
    learner = torch.optim.AdamW(head.parameters(), RATE, weight_decay=DECAY)
    steps = EPOCHS * len(batches(some, 0))
    pace = torch.optim.lr_scheduler.LambdaLR(learner, lambda step: 1 - step / steps)
    for epoch in range(EPOCHS):
        for batch in batches(some, epoch):
            learner.zero_grad()
            cost(head, batch).backward()
            learner.step()
            pace.step()
    return head


def main(data: Path, base: Path, weights: Path) -> None:
    """Learn, and put the head beside the others."""
    head = learned(sentences(data, base, weights))
    with np.load(weights / "heads.npz") as heads:
        kept = {name: heads[name] for name in heads if not name.startswith("names.")}
    own = {f"names.{n}": v.numpy().astype(np.float16) for n, v in head.state_dict().items()}
    np.savez_compressed(weights / "heads.npz", **kept, **own)
    print(sum(v.size for v in own.values()), "numbers")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
