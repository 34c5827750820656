"""The encoder in PyTorch: BERT's layers as e5-small has them, from the package's weights."""

from __future__ import annotations

import torch
from e5file import E5
from torch import Tensor, nn
from torch.nn import functional as fn

HIDDEN, LAYERS, HEADS, INNER, POSITIONS = 384, 12, 12, 1536, 512


class Dropout(nn.Module):
    """Dropout whose masks are cut out of one pool of chances, at a place drawn anew each time.

    Drawing every chance anew took two fifths of a step on a processor.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.pool = torch.empty(0)

    def forward(self, x: Tensor) -> Tensor:
        """x, some of it hidden while learning and the rest raised to match."""
        if not self.training or self.share == 0:
            return x
        if self.pool.numel() < 2 * x.numel() or self.pool.dtype != x.dtype:
            chances = torch.rand(max(1 << 22, 3 * x.numel()))
            self.pool = ((chances >= self.share) / (1 - self.share)).to(x.dtype)
        at = int(torch.randint(self.pool.numel() - x.numel(), ()))
        return x * self.pool[at : at + x.numel()].view(x.shape)


class Layer(nn.Module):
    """Self-attention and feed-forward, each with its norm behind it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.aln, self.oln = (nn.LayerNorm(HIDDEN, eps=1e-12) for _ in range(2))
        self.fi, self.fo = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.dropout = Dropout(dropout)

    def _heads(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], x.shape[1], HEADS, HIDDEN // HEADS).transpose(1, 2)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: batch, tokens, HIDDEN; mask: batch, 1, 1, tokens, 0 where one may look."""
        q, k, v = self._heads(self.q(x)), self._heads(self.k(x)), self._heads(self.v(x))
        scores = q @ k.transpose(-1, -2) / (HIDDEN // HEADS) ** 0.5 + mask.to(q.dtype)
        looked = (self.dropout(scores.softmax(-1)) @ v).transpose(1, 2).reshape(x.shape)
        x = self.aln(x + self.dropout(self.ao(looked)))
        inner: Tensor = self.fo(fn.gelu(self.fi(x)))
        out: Tensor = self.oln(x + self.dropout(inner))
        return out


class Encoder(nn.Module):
    """Token numbers to vectors."""

    def __init__(self, pieces: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(pieces, HIDDEN)
        self.pos = nn.Embedding(POSITIONS, HIDDEN)
        self.kind = nn.Embedding(2, HIDDEN)
        self.ln = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = Dropout(dropout)

    def forward(self, tokens: Tensor, mask: Tensor, extra: Tensor | None = None) -> Tensor:
        """tokens: batch, tokens; mask: the same, 1 where a token is; to batch, tokens, HIDDEN."""
        x = self.word(tokens) + self.pos.weight[: tokens.shape[1]] + self.kind.weight[0]
        if extra is not None:
            x = x + extra
        x = self.dropout(self.ln(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        out: Tensor = x
        return out


def from_package(e5: E5, kept: list[int]) -> Encoder:
    """The encoder with the package's weights, of the pieces that are kept, a mask's behind them."""
    encoder = Encoder(len(kept) + 1)
    tensors = {name: torch.tensor(values) for name, values in e5.tensors.items()}
    word = tensors["emb.word"].view(-1, HIDDEN)
    mask = word[250001:250002] if word.shape[0] > 250001 else word.mean(0, keepdim=True)
    state = {"word.weight": torch.cat([word[kept], mask])}
    state |= {"pos.weight": tensors["emb.pos"].view(-1, HIDDEN)}
    state |= {"kind.weight": tensors["emb.type"].view(-1, HIDDEN)}
    state |= {"ln.weight": tensors["emb.ln.w"], "ln.bias": tensors["emb.ln.b"]}
    own = encoder.state_dict()
    for n in range(LAYERS):
        for part in ("q", "k", "v", "ao", "aln", "fi", "fo", "oln"):
            for end, name in (("w", "weight"), ("b", "bias")):
                key = f"layers.{n}.{part}.{name}"
                state[key] = tensors[f"l{n}.{part}.{end}"].view(own[key].shape)
    encoder.load_state_dict(state)
    return encoder
