"""Who is known: states with their capitals and nationalities, institutions, persons, places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khabar.catalog.files import Row, listed, rows_of
from khabar.errors import TableError
from khabar.schema.names import ActorKind, Name


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor of the catalogue; forms are Arabic surface variants in ordinary spelling.

    doubtful forms are ordinary words or names of others too: they name the actor only where the
    text says so elsewhere.
    """

    id: str
    kind: ActorKind
    name: Name
    forms: tuple[str, ...]
    state: str | None = None
    wikidata: str | None = None
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownState:
    """A state with what stands for its government, and its nationality in all forms."""

    actor: KnownActor
    iso2: str
    capital: Name | None
    capital_forms: tuple[str, ...]
    palaces: tuple[str, ...]
    nationality: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place of the catalogue; country is ISO 3166 alpha-2, lat and lon degrees WGS 84.

    doubtful forms are ordinary words too: they name the place only behind words that say where.
    """

    id: str
    name: Name
    country: str | None
    lat: float | None
    lon: float | None
    forms: tuple[str, ...]
    doubtful: tuple[str, ...] = ()


def known_states() -> Iterator[KnownState]:
    """All states of the catalogue."""
    for row in rows_of("actors", "states.tsv"):
        name = Name(ar=row["name_ar"], en=row["name_en"])
        actor = KnownActor(
            row["id"],
            ActorKind.STATE,
            name,
            listed(row["forms"]),
            row["id"],
            row["wikidata"] or None,
        )
        capital = Name(ar=row["capital_ar"], en=row["capital_en"]) if row["capital_ar"] else None
        yield KnownState(
            actor,
            row["iso2"],
            capital,
            listed(row["capital_forms"]),
            listed(row["palaces"]),
            (*listed(row["demonym_m"]), *listed(row["demonym_f"])),
            listed(row["demonym_pl"]),
        )


def _actor(row: Row, kind: ActorKind) -> KnownActor:
    name = Name(ar=row["name_ar"], en=row["name_en"] or None)
    doubtful = listed(row["ambiguous"])
    forms = dict.fromkeys((row["name_ar"], *listed(row["forms"])))
    return KnownActor(
        row["id"], kind, name, tuple(f for f in forms if f not in doubtful), row["state"] or None,
        row.get("wikidata") or None, doubtful,
    )  # fmt: skip


def known_institutions() -> Iterator[KnownActor]:
    """All bodies, groups, media and agreements of the catalogue.

    Raises:
        TableError: a row has a kind that the format does not know.
    """
    for row in rows_of("actors", "institutions.tsv"):
        try:
            yield _actor(row, ActorKind(row["kind"]))
        except ValueError as error:
            raise TableError("actors/institutions.tsv", f"{row['id']}: {error}") from error


def known_persons() -> Iterator[KnownActor]:
    """All persons of the catalogue."""
    for row in rows_of("actors", "persons.tsv"):
        yield _actor(row, ActorKind.PERSON)


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None


def known_places() -> Iterator[KnownPlace]:
    """All places of the catalogue."""
    for row in rows_of("places", "places.tsv"):
        forms = dict.fromkeys((row["name_ar"], *listed(row["forms"])))
        doubtful = listed(row["ambiguous"])
        yield KnownPlace(
            row["id"],
            Name(ar=row["name_ar"], en=row["name_en"] or None),
            row["country"] or None,
            _degrees(row["lat"]),
            _degrees(row["lon"]),
            tuple(f for f in forms if f not in doubtful),
            doubtful,
        )
