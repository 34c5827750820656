"""What people judged of actors, as edges like our own, only surer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from khabar.assemble.actors_edges import JUDGED, Edge
from khabar.assemble.judged_spots import by_document, newest, paired
from khabar.schema.judgement import About, Judgement
from khabar.schema.reading import Reading


def judged_edges(readings: Iterable[Reading], judged: Sequence[Judgement]) -> tuple[Edge, ...]:
    """An edge for each judgement whose two spots still name an actor.

    A judgement leads by the words that it is about, so that it holds under every recipe; where
    the present reading names nobody there it waits. Of two on one pair the newer counts.
    """
    found: dict[tuple[str, str], Edge] = {}
    for a, b, each in paired(by_document(readings, judged), newest(judged), About.NAME):
        one, other = sorted((f"{a.doc}\0{a.id}", f"{b.doc}\0{b.id}"))
        found[one, other] = Edge(one, other, f"judged by {each.by}", JUDGED, each.holds)
    return tuple(edge for _, edge in sorted(found.items()))
