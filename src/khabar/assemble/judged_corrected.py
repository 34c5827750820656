"""What people corrected: the record sees an event or statement as they say, at the same words.

The reading itself stays as it was read, so that a correction can be looked at and taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from khabar.assemble.judged_people import People
from khabar.assemble.judged_said import with_source
from khabar.assemble.judged_spots import standing_at
from khabar.schema.correction import Correction, Facet, type_of
from khabar.schema.events import Event, Polarity, Report, Status
from khabar.schema.judgement import Judgement
from khabar.schema.moments import edtf
from khabar.schema.reading import Reading
from khabar.schema.statements import Expectation

BY_PERSON = "person"
"""What found an event or statement as it is, where a person corrected it."""


def corrected(reading: Reading, judged: Iterable[Judgement]) -> Reading:
    """A reading as people say that it is; of two corrections of one thing the later one holds.

    Args:
        judged: what was judged of this document, the oldest first; the rest of it is passed by.
    """
    people = People(reading)
    last: dict[tuple[str, Facet], Correction] = {}
    for each in judged:
        if each.corrects is not None and (item := standing_at(each.a, reading, each.about)):
            last[item, each.corrects.what] = each.corrects
    done = reading
    for (item, what), said in last.items():
        change = _source if what is Facet.SOURCE else _event
        done = change(done, item, said, people)
    return done


def _event(reading: Reading, item: str, said: Correction, people: People) -> Reading:
    before = next(e for e in reading.events if e.id == item)
    after = replace(_EVENT[said.what](before, said, people), sure=1.0, found_by=BY_PERSON)
    reading = people.joining(reading)
    events = tuple(after if e.id == item else e for e in reading.events)
    reports = tuple(_report(r, before, after) for r in reading.reports)
    announced = tuple(_announced(reading, before, after))
    return replace(reading, events=events, reports=reports, expectations=announced)


def _report(report: Report, before: Event, after: Event) -> Report:
    """Another report of the same goes along where it said the same; what differed, differs."""
    if report.of != after.id:
        return report
    same = report.status is before.status, report.polarity is before.polarity
    return replace(
        report,
        status=after.status if same[0] else report.status,
        polarity=after.polarity if same[1] else report.polarity,
    )


def _announced(reading: Reading, before: Event, after: Event) -> Iterable[Expectation]:
    """What is announced: an event that is none any more is not, one that became planned is."""
    others = (x for x in reading.expectations if x.event != after.id)
    own = [x for x in reading.expectations if x.event == after.id]
    yield from others
    if after.status is before.status:
        yield from (replace(x, due=after.when if x.due == before.when else x.due) for x in own)
    elif after.status is Status.PLANNED:
        yield from own or (Expectation(event=after.id, due=after.when),)


def _source(reading: Reading, item: str, said: Correction, people: People) -> Reading:
    spoken = next(s for s in reading.statements if s.id == item)
    found = people.named(said, spoken.content)
    return with_source(people.joining(reading), spoken, found[0] if found else None, BY_PERSON)


def _typed(event: Event, said: Correction, _: People) -> Event:
    kind, mode = type_of(said.value)
    return replace(event, type=kind, mode=mode)


def _stated(event: Event, said: Correction, _: People) -> Event:
    return replace(event, status=Status(said.value))


def _claimed(event: Event, said: Correction, _: People) -> Event:
    return replace(event, polarity=Polarity(said.value))


def _dated(event: Event, said: Correction, _: People) -> Event:
    return replace(event, when=edtf(said.value) if said.value else None)


def _done_by(event: Event, said: Correction, people: People) -> Event:
    found = people.named(said, event)
    return replace(event, actor=found, other=tuple(a for a in event.other if a not in found))


def _done_to(event: Event, said: Correction, people: People) -> Event:
    found = people.named(said, event)
    return replace(event, recipient=found, other=tuple(a for a in event.other if a not in found))


_EVENT: Mapping[Facet, Callable[[Event, Correction, People], Event]] = {
    Facet.TYPE: _typed,
    Facet.STATUS: _stated,
    Facet.POLARITY: _claimed,
    Facet.DAY: _dated,
    Facet.ACTOR: _done_by,
    Facet.RECIPIENT: _done_to,
}
