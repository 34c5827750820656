"""Where an event was: only where all who name a place surely mean one and the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from khabar.assemble.events_standing import Told
from khabar.assemble.places_known import apart, sure
from khabar.schema.record import RecordPlace

_ONE = 15.0  # kilometres: a town and its middle, a camp beside it


def place_of(told: Sequence[Told]) -> RecordPlace | None:
    """The place of an event, given by all that tell it; None where they name several.

    A region and a town in it are several too: which of them lies in which is not asked here.
    """
    named = [p for t in told for p in t.reading.places if p.id == t.event.place]
    found = Counter(s for p in named if (s := sure(p)) is not None)
    most = min(found, key=lambda p: (-found[p], _order(p)), default=None)
    if most is None or any(apart(most, other) > _ONE for other in found):
        return None
    return most


def _order(place: RecordPlace) -> tuple[str, float, float, str, str]:
    return (place.name.ar, place.lat, place.lon, place.country or "", place.name.en or "")
