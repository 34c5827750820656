"""Places of readings that are surely known, with their coordinates.

A place is sure where the reading knows its coordinates, or where only one place of the catalogue
bears the name. A name that several bear, or that is a word of its own, names none.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import cos, hypot, radians

from khabar.catalog.actors import known_places
from khabar.lang.ar.normalise import normalise
from khabar.schema.names import Place
from khabar.schema.record import RecordPlace

_KM = 111.2  # kilometres of a degree of latitude


def sure(place: Place) -> RecordPlace | None:
    """The place with its coordinates, where one place alone can be meant."""
    known = _by_form().get(normalise(place.name.ar))
    if place.lat is not None and place.lon is not None:
        name = place.name if place.name.en or known is None else known.name
        return RecordPlace(name=name, country=place.country, lat=place.lat, lon=place.lon)
    return known


def apart(a: RecordPlace, b: RecordPlace) -> float:
    """The kilometres between two places, as the crow flies over a small part of the earth."""
    east = (a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2))
    return _KM * hypot(a.lat - b.lat, east)


@cache
def _by_form() -> Mapping[str, RecordPlace]:
    """The places of the catalogue by every form that one of them alone bears."""
    found: dict[str, set[RecordPlace]] = {}
    doubtful: set[str] = set()
    for known in known_places():
        doubtful.update(map(normalise, known.doubtful))
        if known.lat is None or known.lon is None:
            continue
        place = RecordPlace(name=known.name, country=known.country, lat=known.lat, lon=known.lon)
        for form in known.forms:
            found.setdefault(normalise(form), set()).add(place)
    return {f: next(iter(s)) for f, s in found.items() if len(s) == 1 and f not in doubtful}
