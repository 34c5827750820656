"""Readings as JSON Lines: the public interchange format, one document a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def reading_lines(bodies: Iterable[bytes]) -> Iterator[bytes]:
    """Each reading, given as JSON, as a line of its own."""
    for body in bodies:
        yield body + b"\n"
