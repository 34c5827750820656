"""The judge of two texts: an encoder that reads both at once, and a head for each question."""

from __future__ import annotations

import torch
from encoder import HIDDEN, Encoder
from headlines import ENTAILS, PAD, STANCES
from torch import Tensor, nn
from torch.nn import functional as fn

MARKS = 5
WIDTH = 256


class Head(nn.Module):
    """From what both texts are to what holds between them."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.mixed, self.out = nn.Linear(5 * HIDDEN, WIDTH), nn.Linear(WIDTH, classes)

    def forward(self, both: Tensor) -> Tensor:
        """both: pairs, 5 * HIDDEN; to pairs, classes."""
        mixed = fn.gelu(self.mixed(fn.dropout(both, 0.1, self.training)))
        found: Tensor = self.out(fn.dropout(mixed, 0.1, self.training))
        return found


class Judge(nn.Module):
    """Says of two texts what holds between them."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.marks = nn.Embedding(MARKS, HIDDEN)
        nn.init.normal_(self.marks.weight, std=0.01)
        self.stance, self.entailment = Head(len(STANCES)), Head(len(ENTAILS))

    def both(self, tokens: Tensor, marks: Tensor) -> Tensor:
        """tokens, marks: pairs, pieces; to what the two texts are, and how they differ."""
        there = (tokens != PAD).to(self.marks.weight.dtype)
        vectors = self.encoder(tokens, there, self.marks(marks)).float()
        one = _mean(vectors, (marks == 1) | (marks == 2))
        other = _mean(vectors, marks >= 3)
        return torch.cat([vectors[:, 0], one, other, (one - other).abs(), one * other], 1)

    def forward(self, tokens: Tensor, marks: Tensor) -> tuple[Tensor, Tensor]:
        """The answers to both questions, as logits."""
        both = self.both(tokens, marks)
        return self.stance(both), self.entailment(both)


def _mean(vectors: Tensor, where: Tensor) -> Tensor:
    share = where.to(vectors.dtype)[:, :, None]
    mean: Tensor = (vectors * share).sum(1) / share.sum(1).clamp(min=1.0)
    return mean
