"""What people judged of actors, as edges like our own, only surer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from khabar.assemble.actors_edges import JUDGED, Edge
from khabar.assemble.actors_resolved import actors_of
from khabar.schema.judgement import Judgement, Spot
from khabar.schema.reading import Reading


def judged_edges(readings: Iterable[Reading], judged: Sequence[Judgement]) -> tuple[Edge, ...]:
    """An edge for each judgement whose two spots still name an actor.

    A judgement leads by the words that it is about, so that it holds under every recipe; where
    the present reading names nobody there it waits.
    """
    wanted = {spot.doc for j in judged for spot in (j.a, j.b)}
    found = {r.document.id: r for r in readings if r.document.id in wanted}
    return tuple(_edges(judged, found))


def _edges(judged: Iterable[Judgement], readings: Mapping[str, Reading]) -> Iterator[Edge]:
    for each in judged:
        a, b = _named(each.a, readings), _named(each.b, readings)
        if a is not None and b is not None and a != b:
            yield Edge(a, b, f"judged by {each.by}", JUDGED, each.same)


def _named(spot: Spot, readings: Mapping[str, Reading]) -> str | None:
    """The actor with the mention that shares most with the spot."""
    reading = readings.get(spot.doc)
    if reading is None:
        return None
    shared = [
        (min(m.end, spot.end) - max(m.start, spot.start), -(m.end - m.start), item.key)
        for item in actors_of(reading)
        for m in item.actor.mentions
        if m.overlaps(spot)
    ]
    return max(shared)[2] if shared else None
