"""The record of a store: its readings assembled, whole or as they stood on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from khabar.assemble.growing import Growing
from khabar.assemble.growing_still import passing
from khabar.errors import KhabarError
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading
from khabar.schema.record import Record


def record_of(
    readings: Iterable[Reading], as_of: str | None = None, judged: Iterable[Judgement] = ()
) -> Record:
    """Assemble readings, one after the other: they are never all held unpacked.

    Args:
        readings: of distinct documents.
        judged: what people judged; it outweighs what we find.
        as_of: a day, as "2018-04-20": only what was surely published by then counts.

    Raises:
        KhabarError: as_of is no day.
    """
    growing = Growing(tuple(judged))
    with passing():
        growing.add(readings if as_of is None else _by(readings, as_of))
        return growing.record()


def _by(readings: Iterable[Reading], as_of: str) -> Iterator[Reading]:
    try:
        day = date.fromisoformat(as_of).isoformat()
    except ValueError as error:
        raise KhabarError(f"--as-of: {as_of!r} is no day. Write it as 2018-04-20.") from error
    return (
        r for r in readings if r.document.published.latest and r.document.published.latest <= day
    )
