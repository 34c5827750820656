"""Write a model as the package carries it: int8 ONNX."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

AXES = {0: "texts", 1: "pieces"}


def write(model: nn.Module, given: dict[str, Tensor], found: Sequence[str], path: Path) -> None:
    """Write a model that takes what is given, by name, to what is found, by name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            model.eval(),
            tuple(given.values()),
            str(whole),
            input_names=list(given),
            output_names=list(found),
            dynamic_axes=dict.fromkeys(given, AXES) | {key: {0: "texts"} for key in found},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            str(whole),
            str(path),
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": 1},
        )
    print(path.name, path.stat().st_size)
