"""What a user says beside the paths: which columns hold what, and whose pages are wanted."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from khabar.acquire.rows import FIELDS
from khabar.catalog.outlets import outlet_table
from khabar.errors import KhabarError

_EXAMPLE = "Write it like text=body,date=published"
_SETTINGS = frozenset({"columns", "delimiter", "encoding"})


class ChoiceError(KhabarError):
    """What was asked for makes no sense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column of a table holds what: our field to its name there, or its number from 1.

    delimiter and encoding are found out where they are not said.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    delimiter: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Everything of an input is wanted unless hosts or languages say which pages of an archive.

    hosts: "example.org" stands for what lies below it too. languages: ISO 639 codes.
    """

    columns: Columns = field(default_factory=Columns)
    hosts: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    def wants_host(self, url: str) -> bool:
        """Whether a page at this address is one of those asked for."""
        return not self.hosts or _is_below(_host(url), self.hosts)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_below(host: str, hosts: frozenset[str]) -> bool:
    while host:
        if host in hosts:
            return True
        host = host.partition(".")[2]
    return False


def hosts_of(outlets: Iterable[str]) -> frozenset[str]:
    """The hosts of outlets, each given as a host or by a name that the catalogue knows.

    Raises:
        ChoiceError: it is neither.
    """
    return frozenset(host for said in outlets for host in _hosts(said.strip()))


def _hosts(said: str) -> tuple[str, ...]:
    known = _by_name().get(said.casefold())
    if known:
        return known
    host = _host(said if "//" in said else f"//{said}")
    if "." not in host:
        remedy = "Give the host of its site, such as example.org."
        raise ChoiceError(f"{said}: the catalogue knows no such outlet. {remedy}")
    return (host.removeprefix("www."),)


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    return {
        name.casefold(): outlet.domains
        for outlet in outlet_table().outlets
        for name in (outlet.name, outlet.en, *outlet.aliases)
        if outlet.domains
    }


def columns_of(said: str) -> Columns:
    """The columns that "text=body,date=published" names, or the TOML file of that name.

    Raises:
        ChoiceError: it names nothing that khabar takes, or the file cannot be read.
    """
    if said.lower().endswith(".toml") and "=" not in said:
        return _from_file(said)
    pairs = (part.partition("=") for part in said.split(",") if part.strip())
    return Columns(names=_checked({a.strip(): b.strip() for a, _, b in pairs}, said))


def _checked(names: Mapping[str, str], where: str) -> dict[str, str]:
    for name, column in names.items():
        if name not in FIELDS:
            known = ", ".join(sorted(FIELDS))
            raise ChoiceError(f"{where}: khabar has no field {name!r}; it has {known}. {_EXAMPLE}.")
        if not column:
            raise ChoiceError(f"{where}: it does not say which column holds {name}. {_EXAMPLE}.")
    return dict(names)


def _from_file(path: str) -> Columns:
    try:
        table = tomllib.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        raise ChoiceError(f"{path}: it cannot be opened ({error.strerror}).") from error
    except ValueError as error:  # no UTF-8, or no TOML
        raise ChoiceError(f"{path}: it is no TOML ({error}). Mend the file.") from error
    named = table.get("columns", {})
    unknown = sorted(set(table) - _SETTINGS)
    if unknown or not isinstance(named, dict):
        what = f"unknown setting {unknown[0]!r}" if unknown else "columns is no table"
        remedy = "It takes a table [columns], and delimiter and encoding above it."
        raise ChoiceError(f"{path}: {what}. {remedy}")
    return Columns(
        names=_checked({key: str(value) for key, value in named.items()}, path),
        delimiter=_one_sign(table.get("delimiter"), path),
        encoding=_text_or_none(table.get("encoding")),
    )


def _one_sign(value: object, path: str) -> str | None:
    if value is None or (isinstance(value, str) and len(value) == 1):
        return value
    raise ChoiceError(f'{path}: the delimiter is one character, such as ";". Mend the file.')


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)
