"""Learn to say what holds between two texts: one model, two questions.

Usage: PYTHONPATH=training/reader python training/pairs/learn_pairs.py DATA_DIR BASE_DIR OUT.pt

BASE_DIR is what training/reader/adapt.py wrote. All is written after every epoch; a run that finds
OUT.pt of an earlier epoch goes on from there. Figures are those of the held-out parts.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from base import encoder_at, tokenizer_at
from headlines import (
    SEED,
    STANCE,
    Batch,
    Pair,
    Parts,
    batches,
    entailments,
    stances,
    unrelated,
)
from judge import Judge
from sklearn.metrics import f1_score
from torch import Tensor, nn
from torch.nn import functional as fn


@dataclass(frozen=True, slots=True)
class Plan:
    """How it is learned."""

    epochs: int = 12
    deep: int = 1  # epochs in which all layers learn; later ones teach the upper layers alone
    still: int = 0  # lower layers that learn no more then, with all below them, to save time
    share: int = 2  # an epoch holds all of stance and this part of entailment, in turn
    unrelated: int = 200  # made pairs that tell of something else
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    size: int = 32
    smooth: float = 0.05
    turned: bool = True
    mean_of: int = 3  # epochs at the end whose weights are averaged
    order: int = 29  # seed of the order in which pairs are taught, and of what is dropped out


PLAN = Plan()


class Learning:
    """The judge, what teaches it, and how far it is."""

    def __init__(self, judge: Judge, told: Sequence[Sequence[Pair]], plan: Plan) -> None:
        self.judge, self.told, self.plan = judge, told, plan
        encoder = list(judge.encoder.parameters())
        known = {id(p) for p in encoder}
        heads = [p for p in judge.parameters() if id(p) not in known]
        groups = [{"params": encoder, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}]
        self.learner = torch.optim.AdamW(
            groups, betas=(0.9, 0.98), eps=1e-6, weight_decay=0.01, fused=True
        )
        steps = sum(sum(1 for _ in self.batches(n)) for n in range(plan.epochs))
        self.pace = torch.optim.lr_scheduler.LambdaLR(
            self.learner, lambda s: min((s + 1) / (0.1 * steps), (steps - s) / (0.9 * steps))
        )
        self.epoch = 0
        self.sums: dict[str, Tensor] = {}

    def batches(self, epoch: int) -> Iterator[Batch]:
        """The batches of an epoch, the same in every run."""
        chance = random.Random(self.plan.order * 1000 + epoch)
        pairs = [
            p.turned() if self.plan.turned and p.task == STANCE and chance.random() < 0.5 else p
            for p in self.told[epoch]
        ]
        return batches(pairs, self.plan.size, chance)

    def learn(self) -> float:
        """One epoch; how wrong the answers were, in nats."""
        torch.manual_seed(self.plan.order * 1000 + self.epoch)
        self.judge.train()
        self._still(self.epoch >= self.plan.deep)
        total = count = 0.0
        for batch in self.batches(self.epoch):
            with torch.autocast("cpu", torch.bfloat16):
                logits = self.judge(batch.tokens, batch.marks)[batch.task]
            loss = fn.cross_entropy(logits.float(), batch.answers, label_smoothing=self.plan.smooth)
            self.learner.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.judge.parameters(), 1.0)
            self.learner.step()
            self.pace.step()
            total, count = total + float(loss.detach()), count + 1
        self.epoch += 1
        if self.epoch > self.plan.epochs - self.plan.mean_of:
            self._add()
        return total / count

    def _still(self, still: bool) -> None:
        encoder = self.judge.encoder
        below = (encoder.word, encoder.pos, encoder.kind, encoder.ln, self.judge.marks)
        for part in (*below, *encoder.layers[: self.plan.still]):
            part.requires_grad_(not still)

    def _add(self) -> None:
        for name, value in self.judge.state_dict().items():
            self.sums[name] = self.sums.get(name, torch.zeros_like(value)) + value

    def mean(self) -> dict[str, Tensor]:
        """The mean of the weights of the last epochs."""
        return {name: value / self.plan.mean_of for name, value in self.sums.items()}

    def save(self, out: Path) -> None:
        """Write all that is needed to go on."""
        parts = {n: getattr(self, n).state_dict() for n in ("judge", "learner", "pace")}
        torch.save(parts | {"epoch": self.epoch, "sums": self.sums}, out.with_suffix(".tmp"))
        out.with_suffix(".tmp").replace(out)

    def resume(self, out: Path) -> None:
        """Go on from what an earlier run wrote."""
        state: dict[str, Any] = torch.load(out)
        for name in ("judge", "learner", "pace"):
            getattr(self, name).load_state_dict(state[name])
        self.epoch, self.sums = state["epoch"], state["sums"]


def answers(judge: Judge, pairs: Sequence[Pair]) -> Tensor:
    """Shares of the answers; stance is asked both ways round."""
    judge.eval()
    order = sorted(range(len(pairs)), key=lambda n: len(pairs[n]))
    rows: dict[int, Tensor] = {}
    with torch.no_grad():
        for first in range(0, len(order), 32):
            some = order[first : first + 32]
            found = _shares(judge, [pairs[n] for n in some])
            if pairs[0].task == STANCE:
                found = (found + _shares(judge, [pairs[n].turned() for n in some])) / 2
            rows |= dict(zip(some, found, strict=True))
    return torch.stack([rows[n] for n in range(len(pairs))])


def _shares(judge: Judge, pairs: list[Pair]) -> Tensor:
    batch = Batch(pairs)
    with torch.autocast("cpu", torch.bfloat16):
        logits: Tensor = judge(batch.tokens, batch.marks)[batch.task]
    return logits.float().softmax(-1)


def figures(judge: Judge, stance: Parts, entailment: Parts) -> str:
    """What it scores on the parts held out."""
    right = [p.answer for p in stance.held]
    found = answers(judge, stance.held).argmax(-1).tolist()
    each = f1_score(right, found, average=None)
    follows = answers(judge, entailment.held).argmax(-1)
    share = (follows == torch.tensor([p.answer for p in entailment.held])).float().mean()
    shown = " ".join(f"{f:.3f}" for f in each)
    return f"stance {each.mean():.4f} ({shown}) entailment {share:.4f}"


def main(data: Path, base: Path, out: Path) -> None:
    """Learn, and say after each epoch how far it is."""
    torch.manual_seed(SEED)
    tokenizer = tokenizer_at(base)
    stance, entailment = stances(data, tokenizer), entailments(data, tokenizer)
    made = unrelated(data, tokenizer, PLAN.unrelated)
    told = [
        stance.learn + made + entailment.learn[n % PLAN.share :: PLAN.share]
        for n in range(PLAN.epochs)
    ]
    run = Learning(Judge(encoder_at(base, "start.pt")), told, PLAN)
    if out.exists():
        run.resume(out)
    while run.epoch < PLAN.epochs:
        began = time.monotonic()
        loss = run.learn()
        run.save(out)
        took = time.monotonic() - began
        print(f"{run.epoch}: {loss:.3f} nats, {took:.0f} s", flush=True)
    run.judge.load_state_dict(run.mean())
    print("mean of the last:", figures(run.judge, stance, entailment))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
