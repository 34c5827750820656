"""What became of what was announced by the end of the corpus.

An announcement meets the accounts of its own event, and of events of its kind between the same
people (expectations_outcomes); what is said of it first and plainest decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from khabar.assemble.disputes_tellings import Known, Telling, tellings_of
from khabar.assemble.events_times import window_of
from khabar.assemble.expectations_outcomes import MET, Announcement, Outcome
from khabar.assemble.stage import assemble
from khabar.schema.reading import Reading
from khabar.schema.record import RecordExpectation, Ref, Verdict


def build_expectations(
    readings: Sequence[Reading], actors: Known, events: Known
) -> tuple[RecordExpectation, ...]:
    """What became of every expectation of the readings; their order does not matter."""
    told = {t.ref: t for r in readings for t in tellings_of(r, actors, events)}
    announced = [a for r in readings for a in announcements(r, told)]
    end = max((t.published.last for t in told.values() if t.published), default=None)
    best: dict[Ref, Outcome] = {}
    items: tuple[Announcement | Telling, ...] = (*announced, *told.values())
    for outcome in sorted(assemble(MET, items), key=lambda o: o.order):
        best.setdefault(outcome.of, outcome)
    found = (judged(a, best.get(a.telling.ref), end) for a in announced)
    return in_order(found)


def in_order(found: Iterable[RecordExpectation]) -> tuple[RecordExpectation, ...]:
    """Expectations as the record lists them."""
    return tuple(sorted(found, key=lambda e: (e.expectation, e.due or "")))


def announcements(reading: Reading, told: Mapping[Ref, Telling]) -> Iterator[Announcement]:
    """What a reading announces; told are at least its own events."""
    for expectation in reading.expectations:
        telling = told[Ref(doc=reading.document.id, id=expectation.event)]
        value = expectation.due or telling.event.when
        yield Announcement(telling=telling, value=value, window=window_of(value))


def judged(
    announcement: Announcement, outcome: Outcome | None, end: int | None
) -> RecordExpectation:
    """What became of an announcement; end is the last day of the corpus."""
    due, stands_for = announcement.due, announcement.stands_for
    if outcome is not None:
        verdict = outcome.verdict
    elif due is None and stands_for is not None:
        verdict = Verdict.PENDING  # it goes on being so until somebody tells otherwise
    elif due is not None and end is not None and due.last >= end:
        verdict = Verdict.PENDING
    else:
        verdict = Verdict.UNKNOWN
    return RecordExpectation(
        expectation=announcement.telling.ref, due=stands_for,
        verdict=verdict, outcome=outcome.told if outcome else None,
    )  # fmt: skip
