"""The record: all stages over all readings."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.assemble.actors import build_actors
from khabar.assemble.actors_judged import judged_edges
from khabar.assemble.copies import find_copies
from khabar.assemble.disputes import build_disputes
from khabar.assemble.events import build_events, known_actors
from khabar.assemble.expectations import build_expectations
from khabar.assemble.judged_events import judged_events
from khabar.assemble.judged_items import accepted, without_rejected
from khabar.assemble.offices import with_offices
from khabar.assemble.relations import build_relations
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading
from khabar.schema.record import Record


def build_record(readings: Sequence[Reading], judged: Sequence[Judgement] = ()) -> Record:
    """What the readings say together, and what people judged; their order does not matter."""
    marked = accepted(readings, judged)
    readings = without_rejected(readings, judged)
    actors = with_offices(build_actors(readings, judged_edges(readings, judged)), readings)
    copies = find_copies(readings)
    events = build_events(readings, actors, copies, judged_events(readings, judged))
    known, told = known_actors(actors), {m: e.id for e in events for m in e.members}
    return Record(
        actors=actors,
        events=events,
        relations=build_relations(actors, readings),
        disputes=build_disputes(readings, known, told),
        expectations=build_expectations(readings, known, told),
        copies=tuple((c.a, c.b) for c in copies),
        accepted=marked,
    )
