"""The table of states: names as the news writes them, capitals, palaces, gentilics."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from catalog_tables import join_forms, read_table, split_forms, write_table

COLUMNS = (
    "id", "iso2", "wikidata", "name_ar", "name_en", "forms", "capital_ar", "capital_en",
    "capital_forms", "palaces", "demonym_m", "demonym_f", "demonym_pl", "ambiguous", "source",
)  # fmt: skip
# The names of bodies that are no longer, or not widely held to be, states of the country table.
ENGLISH = {
    "turkey": "Turkey", "dr_congo": "Democratic Republic of the Congo", "vatican": "Vatican",
    "soviet_union": "Soviet Union", "yugoslavia": "Yugoslavia", "somaliland": "Somaliland",
    "northern_cyprus": "Northern Cyprus", "abkhazia": "Abkhazia", "south_ossetia": "South Ossetia",
}  # fmt: skip
CAPITALS = {"PS": "Ramallah", "IL": "Tel Aviv", "NL": "Amsterdam", "LK": "Colombo"}


def feminine(adjective: str) -> str:
    """روسي → روسية; of two words (كوري جنوبي) both agree."""
    return " ".join(word + "ة" if word.endswith("ي") else word for word in adjective.split())


def sound_plurals(adjective: str) -> tuple[str, ...]:
    """ليبي → ليبيون, ليبيين; a gentilic of two words is left to its feminine."""
    return () if " " in adjective else (adjective + "ون", adjective + "ين")


def state_rows(curated: Path, gazetteer: Path) -> Iterator[dict[str, str]]:
    """Join what we wrote about each state with its codes in the public country table."""
    public = {row["iso2"]: row for row in read_table(gazetteer / "countries.tsv")}
    for row in read_table(curated / "curated_states.tsv"):
        yield _state(row, public.get(row["iso2"], {}))


def _state(row: dict[str, str], public: dict[str, str]) -> dict[str, str]:
    forms, capitals = split_forms(row["forms"]), split_forms(row["capital_forms"])
    masculine = split_forms(row["demonym_m"])
    capital_en = CAPITALS.get(row["iso2"], public.get("capital_en", "").split(";")[0])
    return row | {
        "wikidata": public.get("wikidata", ""),
        "name_ar": forms[0],
        "name_en": ENGLISH.get(row["id"]) or public["name_en"],
        "forms": join_forms(forms),
        "capital_ar": capitals[0] if capitals else "",
        "capital_en": capital_en if capitals else "",
        "capital_forms": join_forms(capitals),
        "palaces": join_forms(split_forms(row["palaces"])),
        "demonym_m": join_forms(masculine),
        "demonym_f": join_forms(map(feminine, masculine)),
        "demonym_pl": join_forms(
            split_forms(row["demonym_pl"]), *(sound_plurals(each) for each in masculine)
        ),
        "source": "curated|country-codes" if public else "curated",
    }


def build_states(catalog: Path, gazetteer: Path) -> int:
    """Write actors/states.tsv and say how many states it has."""
    actors = catalog / "actors"
    return write_table(actors / "states.tsv", COLUMNS, state_rows(actors, gazetteer))
