"""News outlets and agencies by the names and addresses under which pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from khabar.catalog.files import catalogue_file, toml_of
from khabar.catalog.furniture import converted


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
    """All outlets that the catalogue knows."""

    outlets: tuple[Outlet, ...]


@cache
def outlet_table() -> OutletTable:
    """The table that ships with khabar.

    Raises:
        TableError: the file is missing or breaks its own rules.
    """
    return converted(toml_of(catalogue_file("outlets.toml")), OutletTable, "outlets.toml")
