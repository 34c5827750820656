"""Write what was learned as the package carries it: int8 ONNX, heads, pieces.

Usage: python training/reader/export.py BASE_DIR LEARNED.pt OUT_DIR
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch
from base import tokenizer_at
from encoder import Encoder
from model import Reader
from serving import write


def main(base: Path, learned: Path, out: Path) -> None:
    """Write reader.onnx and heads.npz, and the pieces that all models share beside the folder."""
    state = torch.load(learned)
    reader = Reader(Encoder(state["rows"], dropout=0.0))
    reader.load_state_dict(state["reader"])
    given = {"tokens": torch.ones(2, 9, dtype=torch.long), "mask": torch.ones(2, 9)}
    write(reader.encoder, given, ["vectors"], out / "reader.onnx")
    heads = {
        name: value.numpy().astype(np.float16)
        for name, value in reader.state_dict().items()
        if not name.startswith("encoder.")
    }
    np.savez_compressed(out / "heads.npz", **heads)
    pieces = out.parent / "pieces.json"
    if not pieces.exists():
        tokenizer_at(base).save(str(pieces), pretty=False)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
