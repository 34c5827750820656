"""Write what was learned as the package carries it: int8 ONNX, heads, pieces.

Usage: python training/reader/export.py BASE_DIR LEARNED.pt OUT_DIR
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch
from data import tokenizer_at
from encoder import Encoder
from model import Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn


class _Vectors(nn.Module):
    """The encoder alone, as it is served."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, tokens: Tensor, mask: Tensor) -> Tensor:
        found: Tensor = self.encoder(tokens, mask)
        return found


def main(base: Path, learned: Path, out: Path) -> None:
    """Write reader.onnx and heads.npz, and the pieces that all models share beside the folder."""
    out.mkdir(parents=True, exist_ok=True)
    state = torch.load(learned)
    reader = Reader(Encoder(state["rows"], dropout=0.0))
    reader.load_state_dict(state["reader"])
    reader.eval()
    whole = out / "whole.onnx"
    tokens, mask = torch.ones(2, 9, dtype=torch.long), torch.ones(2, 9)
    axes = {0: "windows", 1: "pieces"}
    torch.onnx.export(
        _Vectors(reader.encoder),
        (tokens, mask),
        str(whole),
        input_names=["tokens", "mask"],
        output_names=["vectors"],
        dynamic_axes={"tokens": axes, "mask": axes, "vectors": axes},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        str(whole),
        str(out / "reader.onnx"),
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": 1},
    )
    whole.unlink()
    heads = {
        name: value.numpy().astype(np.float16)
        for name, value in reader.state_dict().items()
        if not name.startswith("encoder.")
    }
    np.savez_compressed(out / "heads.npz", **heads)
    pieces = out.parent / "pieces.json"
    if not pieces.exists():
        tokenizer_at(base).save(str(pieces))
    for path in sorted(out.iterdir()):
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
