"""The reader: one encoder, and heads that tag, find events, say who did what, and who speaks."""

from __future__ import annotations

import torch
from encoder import HIDDEN, Encoder
from examples import ACTS, ASKED, KINDS, ROLES, SPEAKS, STATUSES, TAGS, TYPES
from torch import Tensor, nn
from torch.nn import functional as fn

from khabar.learned.heads import NEAR

PAIR = 128  # width of the layer that looks at two spans


class Pairs(nn.Module):
    """What holds between two spans of a window."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(HIDDEN, PAIR), nn.Linear(HIDDEN, PAIR)
        self.both = nn.Linear(HIDDEN, PAIR, bias=False)
        self.far = nn.Embedding(2 * NEAR + 1, PAIR)
        self.out = nn.Linear(PAIR, classes)

    def forward(self, a: Tensor, b: Tensor, far: Tensor) -> Tensor:
        """a, b: pairs, HIDDEN; far: pairs; to pairs, classes."""
        mixed = self.left(a) + self.right(b) + self.both(a * b) + self.far(far)
        found: Tensor = self.out(fn.dropout(fn.gelu(mixed), 0.1, self.training))
        return found


class Layered(nn.Module):
    """What a stretch is, of several things one."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.inner, self.out = nn.Linear(HIDDEN, 2 * PAIR), nn.Linear(2 * PAIR, classes)

    def forward(self, x: Tensor) -> Tensor:
        """x: stretches, HIDDEN; to stretches, classes."""
        inner = fn.dropout(fn.gelu(self.inner(x)), 0.1, self.training)
        found: Tensor = self.out(inner)
        return found


class Around(nn.Module):
    """What each piece is, seen with those beside it: for names as ANERcorp has them, learned by
    learn_names.py on the vectors of an encoder that stays as it is."""

    def __init__(self, classes: int, width: int = PAIR, layers: int = 2) -> None:
        super().__init__()
        self.within = nn.Linear(HIDDEN, width)
        self.beside = nn.ModuleList(nn.Conv1d(width, width, 3, padding=1) for _ in range(layers))
        self.normal = nn.ModuleList(nn.LayerNorm(width) for _ in range(layers))
        self.out = nn.Linear(width + HIDDEN, classes)

    def forward(self, vectors: Tensor) -> Tensor:
        """vectors: texts, pieces, HIDDEN; to texts, pieces, classes."""
        vectors = self._dropped(vectors)
        inner = self.within(vectors)
        for beside, normal in zip(self.beside, self.normal, strict=True):
            seen = beside(normal(inner).transpose(1, 2)).transpose(1, 2)
            inner = inner + self._dropped(fn.gelu(seen, approximate="tanh"))
        found: Tensor = self.out(torch.cat([self._dropped(inner), vectors], -1))
        return found

    def _dropped(self, x: Tensor) -> Tensor:
        return fn.dropout(x, 0.3, self.training)


class Reader(nn.Module):
    """The encoder and all its heads."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.tags = nn.Linear(HIDDEN, 3 * len(TAGS))
        self.types = Layered(len(TYPES))
        self.told = nn.Linear(HIDDEN, len(ASKED))
        self.kind = nn.Linear(HIDDEN, len(KINDS))
        self.status = nn.Linear(HIDDEN, len(STATUSES))
        self.negative = nn.Linear(HIDDEN, 2)
        self.act = nn.Linear(HIDDEN, len(ACTS))
        self.roles = Pairs(len(ROLES))
        self.voices = Pairs(len(SPEAKS))
        self._expect_nothing()

    def _expect_nothing(self) -> None:
        """Begin with what is usual: no tag, no event, no part.

        Otherwise the first thing the encoder learns is to say no everywhere, and all vectors
        become one.
        """
        with torch.no_grad():
            self.told.weight.mul_(0.1)
            self.told.bias.fill_(-4.0)
            self.tags.weight.mul_(0.1)
            self.tags.bias.view(len(TAGS), 3).copy_(torch.tensor([2.0, -1.5, -0.5]))
            for head, classes in ((self.roles, ROLES), (self.voices, SPEAKS)):
                head.out.bias.copy_(torch.tensor([1.0] + [-0.5] * (len(classes) - 1)))
            self.negative.bias.copy_(torch.tensor([2.0, -2.0]))


def means_of(vectors: Tensor, spans: list[tuple[int, int]]) -> Tensor:
    """The vectors of spans: the means of their pieces'."""
    sums = torch.cat([torch.zeros(1, vectors.shape[1]), vectors.cumsum(0)])
    first, last = torch.tensor(spans).T
    means: Tensor = (sums[last] - sums[first]) / (last - first)[:, None]
    return means
