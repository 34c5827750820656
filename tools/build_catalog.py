"""Build the tables of `src/khabar/catalog` from what we wrote by hand and from public tables.

Usage: python tools/build_catalog.py GAZETTEER_FOLDER

GAZETTEER_FOLDER holds the public tables that SOURCES.md names. Running it again with the same
tables gives the same files.
"""

from __future__ import annotations

import sys
from pathlib import Path

from catalog_persons import build_persons
from catalog_states import build_states
from catalog_tenures import build_tenures

CATALOG = Path(__file__).resolve().parent.parent / "src" / "khabar" / "catalog"


def main(gazetteer: Path) -> None:
    """Build every table and print how many rows each has."""
    print("states", build_states(CATALOG, gazetteer))
    print("persons", build_persons(CATALOG, gazetteer))
    print("tenures", build_tenures(CATALOG, gazetteer))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
