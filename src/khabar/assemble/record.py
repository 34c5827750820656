"""The record: all stages over all readings."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.assemble.actors import build_actors
from khabar.assemble.actors_judged import judged_edges
from khabar.assemble.copies import find_copies
from khabar.assemble.events import build_events
from khabar.assemble.offices import with_offices
from khabar.assemble.relations import build_relations
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading
from khabar.schema.record import Record


def build_record(readings: Sequence[Reading], judged: Sequence[Judgement] = ()) -> Record:
    """What the readings say together, and what people judged; their order does not matter."""
    actors = with_offices(build_actors(readings, judged_edges(readings, judged)), readings)
    copies = find_copies(readings)
    return Record(
        actors=actors,
        events=build_events(readings, actors, copies),
        relations=build_relations(actors, readings),
        copies=tuple((c.a, c.b) for c in copies),
    )
