"""Time the encoder against what this machine multiplies: its windows a second, and the limit.

The limit is a loop over nothing but the integer products of the encoder's own shapes, by the same
runtime on the same one thread: an encoder without attention, norms, tables and rounding would be
as fast. Both are measured in turns, so that a busy machine slows both alike. The products of
attention, whose two sides are both computed, are not in it: they are floating point.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import onnxruntime as ort

from khabar.learned.carried import folder, session
from khabar.learned.windows import LONGEST
from onnx_bytes import matrices, products

_ROUNDS = 12
_A_ROUND = 4  # windows of each in turn
PIECES = LONGEST + 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """Processor seconds of a window through the encoder and through its products alone.

    share is how much of the limit the encoder reaches; operations are multiplications and
    additions of a window, in thousands of millions.
    """

    window_seconds: float
    limit_seconds: float
    products: int
    operations: float

    @property
    def share(self) -> float:
        """Of the limit."""
        return self.limit_seconds / self.window_seconds


def encoded() -> Encoded:
    """Measure both.

    Raises:
        SystemExit: this package carries no encoder.
    """
    weights = folder("reader")
    if weights is None:
        raise SystemExit("bench: no encoder is carried here")
    model = weights / "reader.onnx"
    wanted = matrices(model.read_bytes())
    chosen = np.random.default_rng(7)
    fill = chosen.integers(1, 120, 65_537, np.uint8).tobytes()
    encoder, limit = session(model), _session(products(PIECES, wanted, fill))
    tokens = chosen.integers(5, 5_000, (1, PIECES)).astype(np.int64)
    given = {"tokens": tokens, "mask": np.ones((1, PIECES), np.float32)}
    bytes_given = {
        each.name: chosen.integers(0, 255, (PIECES, int(each.name[1:])), np.uint8)
        for each in limit.get_inputs()
    }
    slow, fast = _in_turns(lambda: encoder.run(None, given), lambda: limit.run(None, bytes_given))
    operations = sum(2 * PIECES * m.rows * m.columns for m in wanted) / 1e9
    return Encoded(
        window_seconds=slow, limit_seconds=fast, products=len(wanted), operations=operations
    )


def _session(model: bytes) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(model, options, ["CPUExecutionProvider"])


def _in_turns(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """The median processor seconds of each, called in turns."""
    taken: tuple[list[float], list[float]] = ([], [])
    one(), other()  # what is made at the first call is not counted
    for _ in range(_ROUNDS):
        for call, kept in zip((one, other), taken, strict=True):
            began = time.process_time()
            for _ in range(_A_ROUND):
                call()
            kept.append((time.process_time() - began) / _A_ROUND)
    return sorted(taken[0])[_ROUNDS // 2], sorted(taken[1])[_ROUNDS // 2]


if __name__ == "__main__":
    found = encoded()
    told = {
        "window_ms": found.window_seconds * 1e3,
        "limit_ms": found.limit_seconds * 1e3,
        "share": found.share,
        "products": found.products,
        "gigaoperations": found.operations,
    }
    print(json.dumps({name: round(value, 4) for name, value in told.items()}))
    sys.exit(0)
