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


def _judgement(line: bytes, where: str) -> Judgement:
    try:
        return msgspec.json.decode(line, type=Judgement)
    except (msgspec.MsgspecError, ValueError) as error:
        raise KhabarError(
            f"{where}: no judgement ({error}). Give a file that `khabar judgements --export` wrote."
        ) from error
