"""What an event cost, as it was told: every number with its day and who gives it.

A toll that grows is no dispute, and none of its numbers replaces another: they stand side by
side, sorted by the day of their reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.assemble.events_standing import Told
from khabar.assemble.reported import days_of, spanned
from khabar.assemble.sources import Voices
from khabar.assemble.tolls_words import numbers_of
from khabar.schema.events import Counted, Polarity, Status
from khabar.schema.names import ActorId
from khabar.schema.record import Ref, Toll

_HAPPENED = (Status.OCCURRED, Status.ONGOING)


def tolls(told: Sequence[Told], voices: Voices) -> tuple[Toll, ...]:
    """All numbers told of one event, given by all that tell it; the first reported first."""
    return tuple(sorted({t for each in told for t in _of(each, voices)}, key=order_of))


def order_of(toll: Toll) -> tuple[str, Counted, int, str, Ref, int]:
    """Tolls stand by the day of their reports."""
    day, low, high = toll.reported or "9999", toll.low or 0, toll.high or 0
    return day, toll.what, low, toll.by, toll.report, high


def _of(told: Told, voices: Voices) -> Iterator[Toll]:
    """The figures of the reading; where it has none for the event, what its own words count."""
    event = told.event
    if event.status not in _HAPPENED or event.polarity is Polarity.NEGATIVE:
        return
    figures = [f for f in told.reading.figures if f.event == event.id and f.what in _TOLLED]
    for figure in figures:
        yield _toll(told, figure.id, (figure.what, figure.low, figure.high),
                    _by(told, figure.chain or event.chain, voices))  # fmt: skip
    if not figures:
        for number in numbers_of(event, told.reading):
            yield _toll(told, event.id, number, _by(told, event.chain, voices))


_TOLLED = frozenset(Counted) - {Counted.OTHER, Counted.VOTES}


def _toll(told: Told, of: str, number: tuple[Counted, int | None, int | None], by: str) -> Toll:
    days = days_of(told.reading.document.published)
    return Toll(
        reported=spanned((days,)) if days else None,
        what=number[0], low=number[1], high=number[2], by=by, report=Ref(doc=told.doc, id=of),
    )  # fmt: skip


def _by(told: Told, chain: Sequence[ActorId], voices: Voices) -> str:
    return voices.last(told.doc, chain) or voices.outlet[told.doc]
