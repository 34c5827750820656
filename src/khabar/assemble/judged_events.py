"""What people judged of pairs of events, as points that outweigh all of ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from khabar.assemble.events_facts import key_of
from khabar.assemble.events_pairs import Edge
from khabar.assemble.judged_spots import Judged, by_document, newest, paired
from khabar.schema.judgement import About
from khabar.schema.reading import Reading

SURE = 1e9
"""Points of a judgement: no group of events is so large that its mean could outweigh one."""


def judged_events(readings: Sequence[Reading], judged: Judged) -> tuple[Edge, ...]:
    """An edge for each pair of events that a person judged, by the newest judgement on it."""
    found = paired(by_document(readings, judged), newest(judged), About.EVENT)
    verdicts: dict[tuple[str, str], bool] = {}
    for a, b, judgement in found:
        one, other = sorted((key_of(a), key_of(b)))
        verdicts[one, other] = judgement.holds
    return tuple(Edge(a, b, SURE if same else -SURE) for (a, b), same in sorted(verdicts.items()))


def overruled(ours: Iterable[Edge], judged: Iterable[Edge]) -> Iterator[Edge]:
    """Our edges, those that a person judged otherwise in his words."""
    by_people = {(e.a, e.b): e for e in judged}
    yield from (e for e in ours if (e.a, e.b) not in by_people)
    yield from by_people.values()
