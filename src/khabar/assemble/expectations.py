"""What became of what was announced: fulfilled, late, contradicted, or not by the end of the corpus.

An announcement meets the accounts of its own event, and of events of its kind between the same
people: the later an announcement leaves its day open, the more must agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khabar.assemble.disputes_tellings import Known, Telling, tellings_of
from khabar.assemble.events_times import Window, window_of
from khabar.assemble.stage import Stage, assemble
from khabar.schema.events import EventType, Polarity
from khabar.schema.moments import Edtf
from khabar.schema.reading import Reading
from khabar.schema.record import RecordExpectation, Ref, Verdict
from khabar.schema.statements import Expectation

_EXACT = 3  # days: a window no longer than that names the event almost by itself
_TOLD_SOON = 10  # days after a window within which an account of unknown day is taken to lie in it
_AGREEMENTS = frozenset({EventType.CONSULT, EventType.AGREE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """An expectation with its event as told, and the days on which it falls due."""

    telling: Telling
    expectation: Expectation
    due: Window | None

    @property
    def since(self) -> int | None:
        """The first day on which it can have come true."""
        published = self.telling.published
        if self.due is not None and self.due.days > _EXACT:
            return self.due.first
        firsts = [w.first for w in (self.due, published) if w is not None]
        return max(firsts, default=None)


def build_expectations(
    readings: Sequence[Reading], actors: Known, events: Known
) -> tuple[RecordExpectation, ...]:
    """What became of every expectation of the readings, in the order of their documents."""
    told = {t.ref: t for r in readings for t in tellings_of(r, actors, events)}
    announced = [a for r in readings for a in _announcements(r, told)]
    end = max((t.published.last for t in told.values() if t.published), default=None)
    met = dict(assemble(_MET, (*announced, *told.values())))
    return tuple(
        _judged(a, met.get(a.telling.ref), end)
        for a in sorted(announced, key=lambda a: a.telling.ref)
    )


def _announcements(reading: Reading, told: dict[Ref, Telling]) -> Iterator[Announcement]:
    for expectation in reading.expectations:
        telling = told[Ref(doc=reading.document.id, id=expectation.event)]
        due = window_of(expectation.due) or telling.when
        yield Announcement(telling=telling, expectation=expectation, due=due)
