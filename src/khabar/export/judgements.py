"""Judgements as JSON Lines: what people judged, to hand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from khabar.errors import KhabarError
from khabar.schema.judgement import Judgement


def judgement_lines(judged: Iterable[Judgement]) -> Iterator[bytes]:
    """A line each, the oldest first."""
    for each in sorted(judged, key=lambda j: (j.day, j.id)):
        yield msgspec.json.encode(each) + b"\n"


def judgements_of(lines: Sequence[bytes], where: str) -> tuple[Judgement, ...]:
    """The judgements of such lines; where names their file.

    Raises:
        KhabarError: a line is none; then nothing is taken from any.
    """
    return tuple(
        _judgement(line, f"{where}:{n}") for n, line in enumerate(lines, 1) if line.strip()
    )


def newer_of(given: Iterable[Judgement], known: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those to take in: of two on the same places the one of the later day stays.

    On the same day it is the one given, and of several given the last.
    """
    latest = {each.id: each for each in known}
    taken: dict[str, Judgement] = {}
    for each in given:
        if each.id not in latest or latest[each.id].day <= each.day:
            taken[each.id] = latest[each.id] = each
    return tuple(taken.values())


def _judgement(line: bytes, where: str) -> Judgement:
    try:
        return msgspec.json.decode(line, type=Judgement)
    except (msgspec.MsgspecError, ValueError) as error:
        raise KhabarError(
            f"{where}: no judgement ({error}). Give a file that `khabar judgements --export` wrote."
        ) from error
