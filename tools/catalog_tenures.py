"""The table of tenures: who held which office from when to when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from catalog_persons import STATE_OF, holder_rows, is_high
from catalog_tables import read_table, write_table

COLUMNS = (
    "person", "office_en", "office_ar", "also", "of", "start", "end", "source", "wikidata",
)  # fmt: skip
# Offices of the public table that are not of the state it files them under.
BODY_OF = {
    "United Nations": "united_nations",
    "World Trade": "wto",
    "Court of Justice": "icj",
    "Arab Parliament": "arab_parliament",
    "Iraqi Kurdistan": "iraqi_kurdistan",
    "Palestinian National Authority": "palestinian_authority",
}


def tenure_rows(catalog: Path, gazetteer: Path) -> Iterator[dict[str, str]]:
    """Curated tenures, then the public ones of the persons in our table.

    A curated tenure wins over a public one of the same person, office and body, so that one
    term is not told twice with two dates.
    """
    persons = {row["wikidata"]: row["id"] for row in _persons(catalog) if row["wikidata"]}
    wikidata = {own: qid for qid, own in persons.items()}
    curated = read_table(catalog / "offices" / "curated_tenures.tsv")
    for row in curated:
        yield row | {"source": "curated", "wikidata": wikidata.get(row["person"], "")}
    told = {(row["person"], row["office_en"], row["of"]) for row in curated}
    for row in _public(catalog, gazetteer, persons):
        if (row["person"], row["office_en"], row["of"]) not in told:
            yield row


def _persons(catalog: Path) -> list[dict[str, str]]:
    return read_table(catalog / "actors" / "persons.tsv")


def _public(catalog: Path, gazetteer: Path, persons: dict[str, str]) -> Iterator[dict[str, str]]:
    names = read_table(catalog / "offices" / "curated_office_names.tsv")
    arabic = {row["position_en"]: row["office_ar"] for row in names}
    for row in holder_rows(gazetteer):
        position = row["position_en"]
        if row["qid"] in persons and (position in arabic or is_high(position)):
            yield {
                "person": persons[row["qid"]],
                "office_en": position,
                "office_ar": arabic.get(position, ""),
                "also": "",
                "of": body_of(position, row["country"]),
                "start": row["start"],
                "end": row["end"],
                "source": "wikidata",
                "wikidata": row["qid"],
            }


def body_of(position: str, country: str) -> str:
    """The state or institution an office belongs to.

    An envoy to the United Nations serves the state that sends him, not the organisation.
    """
    if "Representative to" in position or "mbassador to" in position:
        return STATE_OF.get(country, country)
    found = (body for words, body in BODY_OF.items() if words in position)
    return next(found, STATE_OF.get(country, country))


def build_tenures(catalog: Path, gazetteer: Path) -> int:
    """Write offices/tenures.tsv and say how many tenures it has."""
    rows = tenure_rows(catalog, gazetteer)
    return write_table(catalog / "offices" / "tenures.tsv", COLUMNS, rows)
