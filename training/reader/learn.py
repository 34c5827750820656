r"""Learn the reader from labelled articles and public sets.

Usage: python training/reader/learn.py DATA_DIR GOLD_DIR BASE_DIR OUT.pt \
    [WITHOUT [START.pt EPOCHS [SHARE]]]

BASE_DIR is what adapt.py wrote. WITHOUT names what is left out: - for nothing, 0 to 4 for the
stories of that fifth, dev for the whole development reference, earlier, later or latest for it and
the labels of that round; the frozen part of the labels always is. What is learned is written after
every epoch; a run that finds OUT.pt of an earlier epoch goes on from there. With START.pt it begins
from what another run learned, at a SHARE of the rates.
"""

from __future__ import annotations

import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from base import encoder_at, tokenizer_at
from data import learned_from, public
from examples import Example
from losses import Costs
from model import Reader
from torch import Tensor

EPOCHS = 8
PUBLIC_EPOCHS = frozenset((0, 2, 4, 6, 7))  # in which the public sets are read too
ROOM, MOST = 1200, 40  # pieces of a batch with their padding; windows of a batch
SEED = 11
RATE, HEAD_RATE = 1e-4, 1e-3
WARM = 0.1  # share of the steps in which the rates rise
GENTLE = 0.3  # share of the rates where another run is taken further


class Batch:
    """Examples side by side."""

    def __init__(self, examples: list[Example]) -> None:
        self.examples = examples
        longest = max(len(e.pieces) for e in examples) + 2
        self.tokens = torch.ones(len(examples), longest, dtype=torch.long)
        self.mask = torch.zeros(len(examples), longest)
        for n, e in enumerate(examples):
            row = [0, *e.pieces, 2]
            self.tokens[n, : len(row)] = torch.tensor(row)
            self.mask[n, : len(row)] = 1


def batches(examples: list[Example], epoch: int) -> list[Batch]:
    """All examples, windows of one length together, in an order that only the epoch gives."""
    chance = random.Random(SEED + epoch)
    keyed = sorted(examples, key=lambda e: len(e.pieces) + chance.random() * 12)
    made: list[list[Example]] = [[]]
    for one in keyed:
        if made[-1] and (len(made[-1]) >= MOST or (len(made[-1]) + 1) * len(one.pieces) > ROOM):
            made.append([])
        made[-1].append(one)
    chance.shuffle(made)
    return [Batch(some) for some in made]


class Learning:
    """A reader, what teaches it, and how far it is."""

    def __init__(self, reader: Reader, steps: int, share: float) -> None:
        self.reader = reader
        encoder = list(reader.encoder.parameters())
        ids = {id(p) for p in encoder}
        heads = [p for p in reader.parameters() if id(p) not in ids]
        groups = [
            {"params": encoder, "lr": RATE * share},
            {"params": heads, "lr": HEAD_RATE * share},
        ]
        self.learner = torch.optim.AdamW(
            groups, betas=(0.9, 0.98), eps=1e-6, weight_decay=0.01, fused=True
        )
        self.plan = torch.optim.lr_scheduler.LambdaLR(
            self.learner,
            lambda s: min((s + 1) / (WARM * steps), max(0.0, (steps - s) / ((1 - WARM) * steps))),
        )
        self.epoch = 0

    def resume(self, path: Path) -> None:
        """Go on from what was written after an epoch."""
        state = torch.load(path)
        for name in ("reader", "learner", "plan"):
            getattr(self, name).load_state_dict(state[name])
        self.epoch = state["epoch"]

    def save(self, path: Path) -> None:
        """Write all that is needed to go on."""
        parts = {name: getattr(self, name).state_dict() for name in ("reader", "learner", "plan")}
        rows = self.reader.encoder.word.num_embeddings
        torch.save(parts | {"epoch": self.epoch, "rows": rows}, path)

    def step(self, batch: Batch) -> dict[str, float]:
        """Learn from one batch; what its parts cost."""
        with torch.autocast("cpu", torch.bfloat16):
            vectors = self.reader.encoder(batch.tokens, batch.mask)
        costs = Costs(self.reader)
        for n, e in enumerate(batch.examples):
            costs.add(e, vectors[n, 1 : len(e.pieces) + 1].float())
        parts = costs.parts()
        apart = vectors.detach()[:, 1:-1].float().std(1).mean()
        self.learner.zero_grad()
        torch.stack(list(parts.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
        self.learner.step()
        self.plan.step()
        told = {name: float(cost.detach()) for name, cost in parts.items()}
        return told | {"spread of the vectors": float(apart)}


def _told(sums: dict[str, list[float]]) -> Iterator[str]:
    for name, some in sums.items():
        yield f"{name} {sum(some) / len(some):.3f}"


def learn(learning: Learning, epochs: list[list[Batch]], out: Path) -> None:
    """Learn, epoch by epoch, from where it stands."""
    for batches_ in epochs[learning.epoch :]:
        began, sums = time.monotonic(), defaultdict[str, list[float]](list)
        learning.reader.train()
        for batch in batches_:
            for name, cost in learning.step(batch).items():
                sums[name].append(cost)
        learning.epoch += 1
        took = time.monotonic() - began
        print(f"epoch {learning.epoch}: {' '.join(_told(sums))}; {took:.0f} s", flush=True)
        learning.save(out)


def _take(reader: Reader, heads: dict[str, Tensor]) -> None:
    """Begin with the heads that recover.py found, as far as they still have the same shape."""
    own = reader.state_dict()
    reader.load_state_dict(
        own | {n: h for n, h in heads.items() if n in own and h.shape == own[n].shape}
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """What is learned from, where it begins, what is left out."""

    data: Path
    gold: Path
    base: Path
    without: str = ""
    start: Path | None = None
    epochs: int = EPOCHS
    share: float = GENTLE


def main(plan: Plan, out: Path) -> None:
    """Learn from everything, or from all but what is left out."""
    torch.manual_seed(SEED)
    tokenizer = tokenizer_at(plan.base)
    adapted = (plan.base / "encoder.pt").exists()
    reader = Reader(encoder_at(plan.base, "encoder.pt" if adapted else "start.pt"))
    if plan.start is not None:
        reader.load_state_dict(torch.load(plan.start)["reader"])
    elif (plan.base / "heads.pt").exists():
        _take(reader, torch.load(plan.base / "heads.pt"))
    examples = learned_from(plan.data, plan.gold, plan.without, tokenizer)
    print(len(examples), "windows of articles", flush=True)
    others = list(public(plan.data, plan.without, tokenizer))
    told = [examples + others if n in PUBLIC_EPOCHS else examples for n in range(plan.epochs)]
    epochs = [batches(some, n) for n, some in enumerate(told)]
    learning = Learning(reader, sum(map(len, epochs)), plan.share if plan.start else 1.0)
    if out.exists():
        learning.resume(out)
    learn(learning, epochs, out)


if __name__ == "__main__":
    data, gold, base, out = (Path(a) for a in sys.argv[1:5])
    without, begin, count, share, *_ = [*sys.argv[5:], "", "", "", ""]
    plan = Plan(
        data, gold, base, without.strip("-"), Path(begin) if begin else None,
        int(count or EPOCHS), float(share or GENTLE),
    )  # fmt: skip
    main(plan, out)
