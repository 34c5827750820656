"""The table of persons: those we wrote by hand, and office holders whose Arabic name is public."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from catalog_tables import join_forms, read_table, slug, split_forms, tidy_name, write_table

COLUMNS = (
    "id", "wikidata", "name_ar", "name_en", "state", "forms", "ambiguous", "source",
)  # fmt: skip
# The short country names of the office-holder table, where they differ from our state ids.
STATE_OF = {
    "us": "united_states", "saudi": "saudi_arabia", "south-sudan": "south_sudan", "world": "",
}  # fmt: skip
# Posts whose holders the news names; the members of councils and assemblies are too many and
# too rarely named, and their names too often those of other people.
HIGH = re.compile(
    r"president|king|monarch|prime minister|emir|sultan|prince|minister|chief of|speaker|"
    r"governor of the (central )?bank|ambassador to the united|chairman|secretary|director|"
    r"commander|spokes|permanent representative|head of",
    re.IGNORECASE,
)
LAST_LONG_AGO = "2008"
LONGEST_NAME = 7


def holder_rows(gazetteer: Path) -> list[dict[str, str]]:
    """The public table of office holders, Arabic names filled in from its sister table by id."""
    names = _arabic_names(gazetteer)
    rows = read_table(gazetteer / "officeholders_wikidata.tsv")
    return [
        row | {"name_ar": tidy_name(row["name_ar"]) or names.get(row["qid"], "")} for row in rows
    ]


def _arabic_names(gazetteer: Path) -> dict[str, str]:
    by_id = {
        row["qid"]: tidy_name(row["name_ar"])
        for row in read_table(gazetteer / "persons_wikidata_ar.tsv")
    }
    return {key: name for key, name in by_id.items() if key and is_arabic_name(name)}


def is_arabic_name(name: str) -> bool:
    """Two to seven words in Arabic letters: one word is not safe, and more are titles."""
    return bool(re.fullmatch(r"[ء-ي]+( [ء-ي]+){1,6}", name))


def _known_ids(gazetteer: Path, holders: Iterable[dict[str, str]]) -> dict[str, str]:
    """Wikidata ids by slug of the English name; a name that two ids share gives none."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in holders:
        found[slug(row["person_en"])].add(row["qid"])
    for row in read_table(gazetteer / "persons_wikidata_ar.tsv"):
        if row["name_en"]:
            found[slug(row["name_en"])].add(row["qid"])
    return {name: ids.pop() for name, ids in found.items() if len(ids) == 1}


def _ids_by_arabic_name(holders: Iterable[dict[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in holders:
        if row["list"] != "legislators" and is_arabic_name(row["name_ar"]):
            found[spelling_key(row["name_ar"])].add(row["qid"])
    return {name: ids.pop() for name, ids in found.items() if len(ids) == 1}


def spelling_key(name: str) -> str:
    """One key for the spellings of a name: hamzas, final letters, the joined عبد and أبو."""
    plain = re.sub(r"[أإآ]", "ا", name).replace("ى", "ي").replace("ة", "ه")
    return re.sub(r"\b(عبد|ابو) ", r"\1", plain)


def spelling_variants(form: str) -> tuple[str, ...]:
    """A form and its other spelling: عبد الله, عبدالله; أبو زيد, أبوزيد."""
    joined = re.sub(r"\b(عبد|أبو) (?=\w)", r"\1", form)
    apart = re.sub(r"\bعبد(?=ال\w)", "عبد ", form)
    spellings = dict.fromkeys((form, joined, apart))
    return tuple(each for each in spellings if len(each.split()) <= LONGEST_NAME)


def person_rows(catalog: Path, gazetteer: Path) -> list[dict[str, str]]:
    """Curated persons first, then the office holders who are not among them."""
    holders = holder_rows(gazetteer)
    curated = list(_curated(catalog, gazetteer, holders))
    taken = {row["wikidata"] for row in curated}
    keys = {spelling_key(form) for row in curated for form in row["forms"].split("|")}
    added = [
        row
        for row in _added(holders, {row["id"] for row in curated})
        if row["wikidata"] not in taken and spelling_key(row["name_ar"]) not in keys
    ]
    return list(_mark_shared([*curated, *added]))


def _curated(
    catalog: Path, gazetteer: Path, holders: list[dict[str, str]]
) -> Iterator[dict[str, str]]:
    by_name, by_arabic = _known_ids(gazetteer, holders), _ids_by_arabic_name(holders)
    for row in read_table(catalog / "actors" / "curated_persons.tsv"):
        forms = split_forms(row["forms"])
        arabic = (by_arabic.get(spelling_key(form), "") for form in forms)
        known = by_name.get(slug(row["name_en"])) or next((qid for qid in arabic if qid), "")
        yield row | {
            "wikidata": known,
            "name_ar": forms[0],
            "forms": join_forms(*(spelling_variants(form) for form in forms)),
            "source": "curated|wikidata" if known else "curated",
        }


def _added(holders: Iterable[dict[str, str]], ids: set[str]) -> Iterator[dict[str, str]]:
    for row in _latest_by_person(holders):
        own = slug(row["person_en"]) or row["qid"].lower()
        yield {
            "id": own if own not in ids else f"{own}_{row['qid'].lower()}",
            "wikidata": row["qid"],
            "name_ar": row["name_ar"],
            "name_en": row["person_en"],
            "state": STATE_OF.get(row["country"], row["country"]),
            "forms": join_forms(spelling_variants(row["name_ar"])),
            "source": "wikidata",
        }


def _latest_by_person(holders: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """One row a person: holders of high posts who were still in one in recent years."""
    seen: dict[str, dict[str, str]] = {}
    for row in holders:
        recent = not row["end"] or row["end"] >= LAST_LONG_AGO
        named = is_arabic_name(row["name_ar"]) and bool(row["person_en"])
        if row["list"] != "legislators" and recent and named and is_high(row["position_en"]):
            seen.setdefault(row["qid"], row)
    return iter(seen.values())


def is_high(position: str) -> bool:
    """Whether the news names the holders of such a post."""
    return bool(HIGH.search(position)) and "member" not in position.lower()


def _mark_shared(rows: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Note the forms that belong to more than one person: alone they name nobody."""
    owners = Counter(
        key for row in rows for key in {spelling_key(form) for form in row["forms"].split("|")}
    )
    for row in rows:
        shared = (form for form in row["forms"].split("|") if owners[spelling_key(form)] > 1)
        yield row | {"ambiguous": join_forms(split_forms(row.get("ambiguous", "")), shared)}


def build_persons(catalog: Path, gazetteer: Path) -> int:
    """Write actors/persons.tsv and say how many persons it has."""
    rows = person_rows(catalog, gazetteer)
    return write_table(catalog / "actors" / "persons.tsv", COLUMNS, rows)
