"""What stands at the spots that people judged: found by its words, so under every recipe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from khabar.schema.judgement import About, Judgement, Spot
from khabar.schema.names import Actor
from khabar.schema.reading import Reading
from khabar.schema.record import Ref
from khabar.schema.spans import Span

Judged = Sequence[Judgement]
Placed = tuple[Span, str]
"""Words, and the id of what they stand for in their reading."""


def newest(judged: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """By day: where two meet at one thing in other words, the later is laid over the earlier."""
    return tuple(sorted(judged, key=lambda j: (j.day, j.id)))


def by_document(readings: Iterable[Reading], judged: Judged) -> Mapping[str, Reading]:
    """The readings of the documents that are judged, by document."""
    wanted = {spot.doc for j in judged for spot in j.spots}
    return {r.document.id: r for r in readings if r.document.id in wanted}


def standing_at(spot: Spot, reading: Reading | None, about: About) -> str | None:
    """The id of the thing whose words share most with the spot; None where none is there."""
    found = None if reading is None else nearest(spot, PLACED[about](reading))
    return found[1] if found else None


def nearest(spot: Span, placed: Iterable[Placed]) -> Placed | None:
    """Of what overlaps the spot, what shares most with it.

    The share is of both together, so that who points at the very words gets what stands there,
    whatever else overlaps.
    """
    found = (each for each in placed if each[0].overlaps(spot))
    return max(found, key=lambda p: (_share(p[0], spot), -p[0].start, p[1]), default=None)


def paired(
    readings: Mapping[str, Reading], judged: Iterable[Judgement], about: About
) -> Iterator[tuple[Ref, Ref, Judgement]]:
    """The pairs of things judged to be one or two, both of which the present readings have."""
    for each in judged:
        if each.about is not about or each.b is None:
            continue
        a, b = (_ref(spot, readings.get(spot.doc), about) for spot in (each.a, each.b))
        if a is not None and b is not None and a != b:
            yield a, b, each


def _ref(spot: Spot, reading: Reading | None, about: About) -> Ref | None:
    found = standing_at(spot, reading, about)
    if found is None and about is About.EVENT and reading is not None:
        found = _in_sentence(spot, reading)
    return None if found is None else Ref(doc=spot.doc, id=found)


def _in_sentence(spot: Spot, reading: Reading) -> str | None:
    """The event nearest to a spot in its sentence: whoever compares two may point beside it."""
    near = [
        (max(e.start - spot.end, spot.start - e.end), e.start, e.id)
        for e in reading.events
        if e.sentence.overlaps(spot)
    ]
    return min(near)[2] if near else None


def _share(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (max(one.end, other.end) - min(one.start, other.start))


def _names(reading: Reading) -> Iterator[Placed]:
    owners: Iterable[Actor] = reading.actors
    yield from ((mention, actor.id) for actor in owners for mention in actor.mentions)


def _events(reading: Reading) -> Iterator[Placed]:
    yield from ((event, event.id) for event in reading.events)
    yield from ((report, report.of) for report in reading.reports)


def _statements(reading: Reading) -> Iterator[Placed]:
    yield from ((s.content, s.id) for s in reading.statements)
    yield from ((s.cue, s.id) for s in reading.statements if s.cue is not None)


PLACED: Mapping[About, Callable[[Reading], Iterator[Placed]]] = {
    About.NAME: _names,
    About.EVENT: _events,
    About.STATEMENT: _statements,
}
