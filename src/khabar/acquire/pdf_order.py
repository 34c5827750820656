"""In which order the blocks of a page are read: columns from the right, what spans them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_GUTTER = 6.0  # points: columns of print stand further apart than words do
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line of print as it was drawn, and where, in points from the left."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, and where they stand: points from the left and the bottom."""

    left: float
    bottom: float
    right: float
    top: float
    lines: tuple[Line, ...]


def reading_order(blocks: Sequence[Block], depth: int = 0) -> list[Block]:
    """The blocks as an Arabic page is read.

    A gutter that nothing crosses parts columns. Where a headline crosses it, the page is taken
    in bands from the top, and the longest run of bands that has a gutter is read as columns.
    """
    if len(blocks) < 2 or depth > _DEEPEST:
        return sorted(blocks, key=lambda b: (-b.top, -b.right))
    columns = _columns(blocks)
    if len(columns) > 1:
        return [block for column in columns for block in reading_order(column, depth + 1)]
    bands = _bands(blocks)
    if len(bands) == 1:
        return sorted(blocks, key=lambda b: (-b.top, -b.right))
    ordered: list[Block] = []
    at = 0
    while at < len(bands):
        end = _columns_until(bands, at)
        joined = [block for band in bands[at:end] for block in band]
        ordered += reading_order(joined, depth + 1)
        at = end
    return ordered


def _columns_until(bands: Sequence[Sequence[Block]], at: int) -> int:
    """Where the run of bands from here on ends through which one gutter goes."""
    end = at + 1
    joined = list(bands[at])
    if len(_columns(joined)) < 2:
        return end
    while end < len(bands) and len(_columns([*joined, *bands[end]])) > 1:
        joined += bands[end]
        end += 1
    return end


def _columns(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks parted where nothing crosses from top to bottom, the right-most first."""
    found: list[list[Block]] = []
    edge = 0.0
    for block in sorted(blocks, key=lambda b: -b.right):
        if found and block.right > edge - _GUTTER:
            found[-1].append(block)
            edge = min(edge, block.left)
        else:
            found.append([block])
            edge = block.left
    return found


def _bands(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks parted where nothing crosses from left to right, the top-most first."""
    found: list[list[Block]] = []
    edge = 0.0
    for block in sorted(blocks, key=lambda b: -b.top):
        if found and block.top > edge:
            found[-1].append(block)
            edge = min(edge, block.bottom)
        else:
            found.append([block])
            edge = block.bottom
    return found
