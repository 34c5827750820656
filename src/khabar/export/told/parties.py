"""Actors in the codes of PLOVER and CAMEO: only what kind, state and office surely give."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from khabar.catalog.actors import KnownActor, known_institutions, known_persons, known_states
from khabar.export.told.cast import Party
from khabar.export.told.tables import rows_of
from khabar.schema.names import ActorKind, Name
from khabar.schema.record import KnownId, Record, RecordActor

K = TypeVar("K", bound=Hashable)
_K = ActorKind
_SECTOR = {
    _K.GOVERNMENT: "GOV", _K.AGENCY: "GOV", _K.MILITARY: "MIL", _K.ARMED_GROUP: "UAF",
    _K.LEGISLATURE: "LEG", _K.PARTY: "PTY", _K.MEDIA: "JRN", _K.COMPANY: "BUS",
}  # fmt: skip
_OF_OFFICE = {**_SECTOR, _K.STATE: "GOV"}
_OF_NO_COUNTRY = frozenset({_K.CONFERENCE, _K.AGREEMENT, _K.VESSEL})
_CAMEO = {"JRN": "MED", "PTY": ""}
"""Sectors that CAMEO writes otherwise, or does not have."""
IGO = "IGO"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """An actor's codes; "" where none is sure.

    country: ISO 3166-1 alpha-3. group: PLOVER's code of what has no country. sector: PLOVER's
    primary code. role: the code that CAMEO and GDELT have for it.
    """

    country: str = ""
    group: str = ""
    sector: str = ""

    @property
    def code(self) -> str:
        """PLOVER's actor code: the country, or what stands for one."""
        return self.country or self.group

    @property
    def role(self) -> str:
        """CAMEO's code for what the actor is."""
        return self.group or _CAMEO.get(self.sector, self.sector)


@cache
def countries() -> Mapping[str, Mapping[str, str]]:
    """ISO 3166-1 alpha-2 to alpha-3 and to the FIPS 10-4 codes that GDELT uses."""
    return {row["iso2"]: row for row in rows_of("countries.tsv")}


def iso3(iso2: str) -> str:
    """The three letters of a country, "" where there are none."""
    return countries().get(iso2, {}).get("iso3", "")


@dataclass(frozen=True, slots=True)
class _Atlas:
    """State of whoever the catalogue knows; names that two states share lead nowhere."""

    by_wikidata: Mapping[str, str]
    by_name: Mapping[tuple[ActorKind, str], str]
    by_english: Mapping[str, str]
    iso3: Mapping[str, str]


def _unique(pairs: Iterable[tuple[K, str]]) -> dict[K, str]:
    found: dict[K, set[str]] = {}
    for key, state in pairs:
        found.setdefault(key, set()).add(state)
    return {key: next(iter(states)) for key, states in found.items() if len(states) == 1}


def _everybody() -> Iterator[KnownActor]:
    yield from (s.actor for s in known_states())
    yield from known_institutions()
    yield from known_persons()


@cache
def _atlas() -> _Atlas:
    states = tuple(known_states())
    stated = [a for a in _everybody() if a.state]
    return _Atlas(
        _unique((a.wikidata, a.state or "") for a in stated if a.wikidata),
        _unique(((a.kind, a.name.ar), a.state or "") for a in _everybody()),
        {s.actor.name.en: s.actor.id for s in states if s.actor.name.en},
        {s.actor.id: countries()[s.iso2]["iso3"] for s in states if s.iso2 in countries()},
    )


def is_country(name: Name) -> bool:
    """Whether a place has the name of a state."""
    return name.en in _atlas().by_english


_IN_BRACKETS = re.compile(r"\(([^()]+)\)\Z")


class Coder:
    """Codes the actors of a record."""

    def __init__(self, record: Record) -> None:
        self._by_id: dict[KnownId, RecordActor] = {a.id: a for a in record.actors}

    def coded(self, party: Party) -> Coded:
        """The codes of somebody; a nameless source has those of its kind at most."""
        if party.known is not None and party.kind is _K.PERSON:
            return self._person(party.known)
        return _body(party)

    def _person(self, person: RecordActor) -> Coded:
        """A person: the state of the catalogue or of the offices, the sector of the offices.

        Offices count only where all that are known lead to the same.
        """
        served = [self._by_id[o.of] for o in person.offices if o.of in self._by_id]
        sectors = {_OF_OFFICE.get(body.kind, "") for body in served}
        groups = {IGO if body.kind is _K.IGO else "" for body in served}
        countries_of = {_iso3(body.kind, body.name, body.wikidata) for body in served}
        own = _iso3(_K.PERSON, person.name, person.wikidata)
        group = _only(groups)
        return Coded(
            country="" if group else own or _only(countries_of),
            group=group,
            sector="" if group else _only(sectors),
        )


def _only(values: set[str]) -> str:
    return next(iter(values)) if len(values) == 1 else ""


def _body(party: Party) -> Coded:
    if party.kind is _K.IGO:
        return Coded(group=IGO)
    if party.kind in _OF_NO_COUNTRY:
        return Coded()
    country = _iso3(party.kind, party.name, party.wikidata)
    return Coded(country=country, sector=_SECTOR.get(party.kind, ""))


def _iso3(kind: ActorKind, name: Name, wikidata: str | None) -> str:
    """The country of somebody of the catalogue, or whose name in the record ends with a state."""
    atlas = _atlas()
    bracket = _IN_BRACKETS.search(name.en or "")
    state = (
        atlas.by_wikidata.get(wikidata or "")
        or atlas.by_name.get((kind, name.ar))
        or (bracket and atlas.by_english.get(bracket[1]))
    )
    return atlas.iso3.get(state or "", "")
