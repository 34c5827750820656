"""An article in pieces: what was understood of each, without a character changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from khabar.serve.views import Mark


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters over which the same marks lie; marks are numbers of the article's marks.

    opens is the mark that begins here, the shortest of several; line is where the piece stands if
    it begins a line; chosen says that the reader was led to these characters.
    """

    text: str
    start: int
    marks: tuple[int, ...]
    layers: tuple[str, ...]
    opens: int | None
    line: tuple[int, int] | None
    chosen: bool


def pieces_of(text: str, marks: Sequence[Mark], at: tuple[int, int] | None) -> tuple[Piece, ...]:
    """The article cut wherever a mark, a line, or what the reader was led to begins or ends."""
    lines = _lines(text)
    cuts = {0, len(text), *lines, *(e for m in marks for e in (m.start, m.end)), *(at or ())}
    edges = sorted(c for c in cuts if 0 <= c <= len(text))
    opening: dict[int, list[int]] = {}
    for n, mark in enumerate(marks):
        opening.setdefault(mark.start, []).append(n)
    live: set[int] = set()
    found = []
    for start, end in pairwise(edges):
        live = {n for n in live if marks[n].end > start} | set(opening.get(start, ()))
        lying = sorted(live, key=lambda n: (marks[n].end - marks[n].start, n))
        opens = next((n for n in lying if marks[n].start == start), None)
        layers = tuple(dict.fromkeys(marks[n].layer for n in lying))
        line = (start, lines[start]) if start in lines else None
        chosen = at is not None and at[0] <= start < at[1]
        found.append(Piece(text[start:end], start, tuple(lying), layers, opens, line, chosen))
    return tuple(found)


def _lines(text: str) -> dict[int, int]:
    """Where each line with words begins, and where it ends."""
    lines: dict[int, int] = {}
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            first = start + line.index(words)
            lines[first] = first + len(words)
        start += len(line)
    return lines


def span_of(told: str, length: int) -> tuple[int, int] | None:
    """What "12-40" asks for; None where it is no stretch of the text."""
    first, _, last = told.partition("-")
    if not (first.isdecimal() and last.isdecimal()):
        return None
    start, end = int(first), min(int(last), length)
    return (start, end) if start < end else None


@dataclass(frozen=True, slots=True)
class Common:
    """Characters of one of two articles; number is that of the stretch that both share."""

    text: str
    number: int | None


def common_of(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Common, ...]:
    """An article cut at the stretches that it shares with another, numbered in the given order."""
    found: list[Common] = []
    done = 0
    for (start, end), number in sorted((span, n) for n, span in enumerate(spans, 1)):
        first = max(start, done)
        if first >= end:
            continue
        if first > done:
            found.append(Common(text[done:first], None))
        found.append(Common(text[first:end], number))
        done = end
    return (*found, Common(text[done:], None)) if done < len(text) else tuple(found)
