"""Take the encoder and the heads out of the weights that the package carries, to go on from there.

Usage: python training/reader/recover.py WEIGHTS_DIR OUT_DIR

WEIGHTS_DIR is src/khabar/learned/weights. OUT_DIR gets what adapt.py would have written (kept.json
and encoder.pt), and heads.pt. The weights come back from eight bits, so they are those learned to
within a 256th of each column's range; whoever goes on learning does not notice.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import e5file
import numpy as np
import onnx
import torch
from encoder import Encoder
from numpy.typing import NDArray
from onnx import numpy_helper

_PLAIN = ("bias", "ln.weight", "pos.weight")  # what was not made eight bits

Arrays = dict[str, NDArray[np.float32]]


def arrays(model: onnx.ModelProto) -> Arrays:
    """The model's weights by the names that they have in PyTorch, eight bits made floats again."""
    held = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    found = {n: a for n, a in held.items() if n.startswith("encoder.") and n.endswith(_PLAIN)}
    for node in model.graph.node:
        if node.op_type == "MatMulInteger":
            _, weight, _, zero = node.input
            steps = held[weight.removesuffix("_quantized") + "_scale"]
            own = (held[weight].astype(np.float32) - held[zero]) * steps
            layer, part = node.name.removeprefix("/encoder/").split("/")[:2]
            found[f"encoder.{layer}.{part}.weight"] = own.T.copy()
        elif node.op_type == "DequantizeLinear":
            _, scale, zero = node.input
            words = held["encoder.word.weight_quantized"].astype(np.float32)
            found["encoder.word.weight"] = (words - held[zero]) * held[scale]
        elif node.name == "/encoder/Add_1":
            kind = held[node.input[1]]
            found["encoder.kind.weight"] = np.stack([kind, np.zeros_like(kind)])
    return found


def kept(pieces: Path) -> list[int]:
    """The numbers that the carried pieces have in the package they were pruned from."""
    known = {piece: n for n, (piece, _) in reversed([*enumerate(_e5_pieces())])}
    return [known[piece] for piece, _ in json.loads(pieces.read_text("utf8"))["model"]["vocab"]]


def _e5_pieces() -> tuple[tuple[str, float], ...]:
    return e5file.load(e5file.installed()).pieces


def main(weights: Path, out: Path) -> None:
    """Write the encoder and the pieces it knows."""
    out.mkdir(parents=True, exist_ok=True)
    found = arrays(onnx.load(str(weights / "reader" / "reader.onnx")))
    encoder = Encoder(found["encoder.word.weight"].shape[0])
    state = encoder.state_dict()
    named = {name.removeprefix("encoder."): torch.tensor(a) for name, a in found.items()}
    if missing := set(state) ^ set(named):
        raise SystemExit(f"not found or not known: {sorted(missing)}")
    encoder.load_state_dict(named)
    torch.save(encoder.state_dict(), out / "encoder.pt")
    with np.load(weights / "reader" / "heads.npz") as heads:
        torch.save({n: torch.tensor(heads[n].astype(np.float32)) for n in heads}, out / "heads.pt")
    (out / "kept.json").write_text(json.dumps(kept(weights / "pieces.json")))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
