"""Readings as JSON Lines: the public interchange format, one document a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_LINE_ENDS = {"\u0085": b"\\u0085", "\u2028": b"\\u2028", "\u2029": b"\\u2029"}
"""Characters that JSON may hold as they are, and at which many programs end a line all the same."""


def reading_lines(bodies: Iterable[bytes]) -> Iterator[bytes]:
    """Each reading, given as JSON, as a line of its own, by whatever rule lines are told apart."""
    for body in bodies:
        yield _one_line(body) + b"\n"


def _one_line(body: bytes) -> bytes:
    for end, escaped in _LINE_ENDS.items():
        body = body.replace(end.encode(), escaped)
    return body
