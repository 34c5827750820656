"""Write the untouched base as an embedder, and the pieces of all models.

Usage: PYTHONPATH=training/reader python training/pairs/export_embedder.py BASE_DIR WEIGHTS_DIR

BASE_DIR is what training/reader/adapt.py wrote first: kept.json and start.pt.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from base import encoder_at, tokenizer_at
from encoder import Encoder
from headlines import PAD
from serving import write
from torch import Tensor, nn
from torch.nn import functional as fn


class Embedder(nn.Module):
    """Texts as vectors of length 1: the mean of their pieces'."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, tokens: Tensor) -> Tensor:
        """tokens: texts, pieces; to texts, HIDDEN."""
        there = (tokens != PAD).to(torch.float32)
        vectors = self.encoder(tokens, there) * there[:, :, None]
        return fn.normalize(vectors.sum(1), dim=-1)


def main(base: Path, weights: Path) -> None:
    """Write embedder/embedder.onnx and pieces.json."""
    model = Embedder(encoder_at(base, "start.pt")).eval()
    tokens = torch.tensor([[0, 5, 6, 7, 2], [0, 8, 2, 1, 1]])
    write(model, {"tokens": tokens}, ["vectors"], weights / "embedder" / "embedder.onnx")
    tokenizer_at(base).save(str(weights / "pieces.json"), pretty=False)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
