"""Which outlets a series counts: a named, versioned list, so that no new outlet fakes a trend."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from khabar.catalog.outlets import outlet_table
from khabar.errors import KhabarError
from khabar.lang.ar.normalise import normalise
from khabar.schema.reading import Reading

_FORM = 'Write name = "…", version = "…" and outlets = ["…"], or one outlet a line.'


@dataclass(frozen=True, slots=True)
class SourceList:
    """The outlets whose reports count, under a name and a version.

    Two lists with one hash count the same outlets, whatever they are called.
    """

    name: str
    version: str
    outlets: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.outlets:
            raise ValueError(f"the list {self.name} names no outlet")

    @property
    def hash(self) -> str:
        """Twelve digits that change when an outlet comes or goes, and never else."""
        keys = sorted({outlet_key(o) for o in self.outlets})
        return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:12]

    def counts(self, reading: Reading) -> bool:
        """Whether the outlet of a document is on the list."""
        outlet = reading.document.outlet
        return outlet is not None and outlet_key(outlet) in {outlet_key(o) for o in self.outlets}


def source_list(text: str, where: str) -> SourceList:
    """Read a list: TOML with name, version and outlets, or plain text with one outlet a line.

    Args:
        text: what the file holds; in plain text, what follows "#" is a remark.
        where: the file's name, for messages, and as the name of a list that gives none.

    Raises:
        KhabarError: it is neither, or names no outlet.
    """
    if any(line.lstrip().startswith("outlets") and "=" in line for line in text.splitlines()):
        return _of_toml(text, where)
    outlets = [line.partition("#")[0].strip() for line in text.splitlines()]
    return _checked(where, "", [o for o in outlets if o], where)


def _of_toml(text: str, where: str) -> SourceList:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KhabarError(f"{where}: no TOML ({error}). {_FORM}") from error
    outlets = table.get("outlets")
    if not isinstance(outlets, list) or not all(isinstance(o, str) for o in outlets):
        raise KhabarError(f"{where}: outlets is no list of names. {_FORM}")
    name, version = table.get("name", where), table.get("version", "")
    return _checked(str(name), str(version), outlets, where)


def _checked(name: str, version: str, outlets: Sequence[str], where: str) -> SourceList:
    if not outlets:
        raise KhabarError(f"{where}: names no outlet. {_FORM}")
    return SourceList(name, version, tuple(dict.fromkeys(outlets)))


def all_outlets(readings: Iterable[Reading]) -> SourceList | None:
    """The list of every outlet of the readings; None where no document names one."""
    found = sorted({r.document.outlet for r in readings if r.document.outlet})
    return SourceList("all outlets", "", tuple(found)) if found else None


def outlet_key(outlet: str) -> str:
    """One key for every name and address of an outlet that the catalogue knows."""
    written = _written(outlet)
    return _known().get(written, written)


def _written(outlet: str) -> str:
    bare = outlet.casefold().removeprefix("https://").removeprefix("http://").strip("/ ")
    return normalise(bare.removeprefix("www."))


@cache
def _known() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for outlet in outlet_table().outlets:
        for name in (outlet.name, outlet.en, *outlet.domains, *outlet.aliases):
            found.setdefault(_written(name), _written(outlet.name))
    return found
