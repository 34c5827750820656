"""As much of ONNX as a measurement needs: the matrices of a model, and a model of nothing else.

ONNX files are protocol buffers: fields of a number and a type, nested. Neither the onnx package nor
its code is needed to walk them. Field numbers are those of onnx.proto, IR version 8.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_VARINT, _BYTES = 0, 2
_SKIPPED = {1: 8, 5: 4}  # fixed widths
UINT8, INT8, INT32 = 2, 3, 6


@dataclass(frozen=True, slots=True)
class Matrix:
    """The constant right side of an integer product: rows, columns, type of its numbers."""

    rows: int
    columns: int
    kind: int


def matrices(model: bytes) -> tuple[Matrix, ...]:
    """The constant matrices that a model multiplies as integers, in the order of its nodes."""
    graph = _one(model, 7)
    known = {}
    for tensor in _all(graph, 5):
        shape = [value for number, value in _fields(tensor) if number == 1]
        dims = [n for value in shape for n in _numbers(value)]
        if len(dims) == 2:
            known[_one(tensor, 8)] = Matrix(dims[0], dims[1], _int(tensor, 2))
    nodes = (node for node in _all(graph, 1) if _one(node, 4) == b"MatMulInteger")
    sides = (_all(node, 1)[1] for node in nodes)
    return tuple(known[side] for side in sides if side in known)


def products(pieces: int, wanted: Sequence[Matrix], fill: bytes) -> bytes:
    """A model that multiplies [pieces, rows] of bytes by each matrix, and does nothing else.

    fill gives the matrices' bytes, again and again. Inputs are called by their width, "x384".
    """
    graph = b""
    for n, matrix in enumerate(wanted):
        size = matrix.rows * matrix.columns
        raw = (fill * (size // len(fill) + 1))[:size]
        node = [_text(1, f"x{matrix.rows}"), _text(1, f"w{n}"), _text(2, f"y{n}")]
        graph += _nested(1, b"".join([*node, _text(4, "MatMulInteger")]))
        dims = _number(1, matrix.rows) + _number(1, matrix.columns)
        graph += _nested(5, dims + _number(2, matrix.kind) + _text(8, f"w{n}") + _nested(9, raw))
        graph += _nested(12, _value(f"y{n}", INT32, (pieces, matrix.columns)))
    for width in sorted({matrix.rows for matrix in wanted}):
        graph += _nested(11, _value(f"x{width}", UINT8, (pieces, width)))
    graph += _text(2, "products")
    return _number(1, 8) + _nested(7, graph) + _nested(8, _text(1, "") + _number(2, 13))


def _value(name: str, kind: int, shape: Sequence[int]) -> bytes:
    dims = b"".join(_nested(1, _number(1, n)) for n in shape)
    return _text(1, name) + _nested(2, _nested(1, _number(1, kind) + _nested(2, dims)))


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3 | _VARINT) + _varint(value)


def _nested(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | _BYTES) + _varint(len(value)) + value


def _text(field: int, value: str) -> bytes:
    return _nested(field, value.encode())


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(message):
        tag, at = _read(message, at)
        number, kind = tag >> 3, tag & 7
        if kind == _VARINT:
            value, at = _read(message, at)
            yield number, value
        elif kind == _BYTES:
            size, at = _read(message, at)
            yield number, message[at : at + size]
            at += size
        else:
            at += _SKIPPED[kind]


def _read(message: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = message[at]
        at += 1
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return number, at


def _all(message: bytes, field: int) -> list[bytes]:
    return [v for n, v in _fields(message) if n == field and isinstance(v, bytes)]


def _one(message: bytes, field: int) -> bytes:
    return next(iter(_all(message, field)), b"")


def _int(message: bytes, field: int) -> int:
    return next((v for n, v in _fields(message) if n == field and isinstance(v, int)), 0)


def _numbers(value: int | bytes) -> Iterator[int]:
    """A number, or several packed into one field."""
    if isinstance(value, int):
        yield value
        return
    at = 0
    while at < len(value):
        number, at = _read(value, at)
        yield number
