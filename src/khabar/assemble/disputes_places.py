"""Where it was: accounts of one event that name towns far from each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from khabar.assemble.disputes_tellings import Telling
from khabar.assemble.places_known import apart

_AT_ONE_SPOT = frozenset({
    "arrest", "abduct", "kill", "killing", "assassinate", "death", "execution", "release",
})  # fmt: skip
"""What befalls somebody at one spot, and once; a raid may be one of several on one day."""
_FAR = 100.0  # kilometres: farther than the middle of a province is from its towns
_VOICES = 12  # accounts that are set against others for one place


def elsewhere(members: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """The first account of each place against the first of each other far from it."""
    first: dict[str, Telling] = {}
    for telling in sorted(members, key=lambda t: t.order):
        if telling.place and telling.asserted and telling.event.mode in _AT_ONE_SPOT:
            first.setdefault(repr(telling.place), telling)
    for a, b in combinations(list(first.values())[:_VOICES], 2):
        if a.place and b.place and _one_matter(a, b) and apart(a.place, b.place) > _FAR:
            yield a, b


def _one_matter(a: Telling, b: Telling) -> bool:
    """Two documents, one victim, and times that can be one."""
    when = a.when is not None and b.when is not None and a.when.meets(b.when)
    return a.ref.doc != b.ref.doc and when and bool(a.suffering & b.suffering)
