"""Adapt the encoder to Arabic news: masked-language modelling on unlabelled articles.

Usage: python training/reader/adapt.py ARTICLES.jsonl[.xz] OUT_DIR [LEFT_OUT_IDS.txt]

The first run writes the pieces that are kept and all articles as numbers; each run then learns
until it is stopped (Ctrl-C) or has taken STEPS steps, and goes on where the last one
stopped: OUT_DIR/state.pt is written every few minutes, and encoder.pt is what others start from.
"""

from __future__ import annotations

import json
import lzma
import math
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import e5file
import numpy as np
import torch
from encoder import HIDDEN, Encoder, from_package
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as fn
from vocabulary import pruned, tokenizer_of

STEPS = 900  # of LENGTH * BATCH pieces: 3.7 million, an eighth of the pool
LENGTH = 128  # tokens of a stretch of an article
BATCH = 32
HIDE = 0.2  # share of pieces that are hidden
RATE, WARM = 2e-4, 100
SEED = 7
_BOS, _EOS = 0, 2
_SAVE = 300  # seconds


class Guess(nn.Module):
    """From a vector to the piece that stood there; the output weights are the encoder's input's."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.dense, self.ln = nn.Linear(HIDDEN, HIDDEN), nn.LayerNorm(HIDDEN)
        self.bias = nn.Parameter(torch.zeros(encoder.word.num_embeddings))

    def forward(self, x: Tensor, word: Tensor) -> Tensor:
        """x: places, HIDDEN; to places, pieces."""
        hidden: Tensor = self.ln(fn.gelu(self.dense(x)))
        return hidden @ word.T + self.bias


def texts_of(path: Path, left_out: frozenset[str]) -> Iterator[str]:
    """Titles and texts of the articles, but for those left out."""
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf8") as rows:
        for row in map(json.loads, rows):
            if row["id"] not in left_out:
                yield f"{row['title']}\n{row['text']}"


def prepare(path: Path, out: Path, left_out: frozenset[str]) -> None:
    """Write which pieces are kept, and every article as their numbers."""
    e5 = e5file.load(e5file.installed())
    kept = pruned(e5.pieces, (t for n, t in enumerate(texts_of(path, left_out)) if n % 5 == 0))
    tokenizer = tokenizer_of([e5.pieces[n] for n in kept])
    (out / "kept.json").write_text(json.dumps(kept))
    with (out / "tokens.u16").open("wb") as stream:
        for text in texts_of(path, left_out):
            for line in text.split("\n"):
                np.array(tokenizer.encode(line, add_special_tokens=False).ids, "<u2").tofile(stream)
    torch.save(from_package(e5, kept).state_dict(), out / "start.pt")


def hidden(batch: Tensor, pieces: int, chance: torch.Generator) -> tuple[Tensor, Tensor]:
    """The batch with pieces hidden, and where: of ten hidden ones eight are masked, one swapped."""
    pick = torch.rand(batch.shape, generator=chance)
    where = (pick < HIDE) & (batch > 4)
    swapped = torch.randint(5, pieces, batch.shape, generator=chance)
    shown = torch.where(pick < HIDE * 0.8, torch.tensor(pieces), batch)
    shown = torch.where((pick >= HIDE * 0.8) & (pick < HIDE * 0.9), swapped, shown)
    return torch.where(where, shown, batch), where


def stretches(tokens: NDArray[np.uint16], step: int) -> Tensor:
    """The stretches of one step, in an order that is the same in every run."""
    count = len(tokens) // (LENGTH - 2)
    epoch, at = divmod(step * BATCH, count - count % BATCH)
    order = np.random.default_rng(SEED + epoch).permutation(count)[at : at + BATCH]
    rows = np.stack([tokens[n * (LENGTH - 2) : (n + 1) * (LENGTH - 2)] for n in order])
    ends = [np.full((BATCH, 1), end, np.int64) for end in (_BOS, _EOS)]
    return torch.from_numpy(np.concatenate([ends[0], rows.astype(np.int64), ends[1]], axis=1))


class Adapting:
    """The encoder, what guesses with it, and how far it is."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.tokens = np.memmap(out / "tokens.u16", "<u2", "r")
        start = torch.load(out / "start.pt")
        self.pieces = start["word.weight"].shape[0] - 1
        self.encoder = Encoder(self.pieces + 1)
        self.encoder.load_state_dict(start)
        self.guess = Guess(self.encoder)
        parts = [*self.encoder.parameters(), *self.guess.parameters()]
        self.learner = torch.optim.AdamW(parts, RATE, (0.9, 0.98), 1e-6, 0.01)
        self.step = 0
        if (out / "state.pt").exists():
            state = torch.load(out / "state.pt")
            self.encoder.load_state_dict(state["encoder"])
            self.guess.load_state_dict(state["guess"])
            self.learner.load_state_dict(state["learner"])
            self.step = state["step"]

    def save(self) -> None:
        """Write all that is needed to go on."""
        parts = {name: getattr(self, name).state_dict() for name in ("encoder", "guess", "learner")}
        torch.save(parts | {"step": self.step}, self.out / "state.tmp")
        (self.out / "state.tmp").replace(self.out / "state.pt")
        torch.save(self.encoder.state_dict(), self.out / "encoder.pt")

    def learn(self) -> float:
        """One step; how wrong the guesses were, in nats a piece."""
        chance = torch.Generator().manual_seed(SEED * 1_000_003 + self.step)
        batch = stretches(self.tokens, self.step)
        shown, where = hidden(batch, self.pieces, chance)
        for group in self.learner.param_groups:
            group["lr"] = RATE * min((self.step + 1) / WARM, 1.05 - self.step / STEPS)
        with torch.autocast("cpu", torch.bfloat16):
            vectors = self.encoder(shown, torch.ones_like(shown))[where]
            logits = self.guess(vectors, self.encoder.word.weight)
        loss = fn.cross_entropy(logits.float(), batch[where])
        self.learner.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.encoder.parameters(), 1.0)
        self.learner.step()
        self.step += 1
        return float(loss)


def main(articles: Path, out: Path, left_out: Path | None = None) -> None:
    """Prepare once, then learn until done or stopped."""
    torch.manual_seed(SEED)
    out.mkdir(parents=True, exist_ok=True)
    if not (out / "start.pt").exists():
        prepare(articles, out, frozenset(left_out.read_text().split() if left_out else ()))
    run = Adapting(out)
    saved, mean = time.monotonic(), math.nan
    try:
        while run.step < STEPS:
            loss = run.learn()
            mean = loss if math.isnan(mean) else 0.98 * mean + 0.02 * loss
            if run.step % 50 == 0:
                print(f"{run.step} of {STEPS}: {mean:.3f} nats", flush=True)
            if time.monotonic() - saved > _SAVE:
                run.save()
                saved = time.monotonic()
    except KeyboardInterrupt:
        print("stopped; the next run goes on from here")
    run.save()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
