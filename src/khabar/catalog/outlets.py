"""News outlets and agencies by the names and addresses under which pages show them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from khabar.catalog.files import catalogue_file, toml_of
from khabar.catalog.furniture import FurnitureTable, Reach, converted, furniture_table, listed


class OutletKind(StrEnum):
    """What an outlet is: an agency's name in a dateline is a source, not the page's owner."""

    AGENCY = "agency"
    BROADCASTER = "broadcaster"
    NEWSPAPER = "newspaper"
    SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One outlet: its usual Arabic name, its country (ISO 3166 alpha-2), its addresses."""

    name: str
    en: str
    kind: OutletKind
    country: str | None = None
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # a key of caches: hashed as itself
class OutletTable:
    """All outlets that the catalogue knows, and what tells the name of one that it does not.

    title_words: words that names of outlets hold and those of people, towns and sections do not;
    makers: words of who made, hosts or runs a site; towns, labels and calls: the furniture table's
    own words, which name no outlet in a dateline, alone in the margin, or as an opening there.
    """

    outlets: tuple[Outlet, ...]
    title_words: tuple[str, ...]
    makers: tuple[str, ...]
    towns: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()


@cache
def outlet_table() -> OutletTable:
    """The table that ships with khabar.

    Raises:
        TableError: the file is missing or breaks its own rules.
    """
    raw = listed(toml_of(catalogue_file("outlets.toml")))
    table = converted(raw, OutletTable, "outlets.toml")
    furniture = furniture_table()
    labels = (*furniture.places, *furniture.agencies)
    return replace(
        table,
        towns=furniture.places,
        labels=(*labels, *_phrases(furniture, Reach.WHOLE, Reach.HEADING, Reach.ANYWHERE)),
        calls=_phrases(furniture, Reach.START, Reach.OPENING),
    )


def _phrases(furniture: FurnitureTable, *reaches: Reach) -> tuple[str, ...]:
    return tuple(p for rule in furniture.rules if rule.reach in reaches for p in rule.phrases)
