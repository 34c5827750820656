"""The Events table of GDELT 2.0: 61 columns, one line an event."""

from __future__ import annotations

from collections.abc import Mapping

from khabar.export.told.cast import Party
from khabar.export.told.codes import code_of, goldstein, pairs, quad_of_cameo
from khabar.export.told.days import When, when_of
from khabar.export.told.events import Site, Told
from khabar.export.told.parties import Coder, countries, is_country
from khabar.export.told.tables import tsv_line

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
    "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{part}" for part in _ACTOR),
    *(f"Actor2{part}" for part in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{part}" for part in _GEO),
    *(f"Actor2Geo_{part}" for part in _GEO),
    *(f"ActionGeo_{part}" for part in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
_COUNTRY = "1"  # GDELT's type of a place that is a whole country


def number_of(told: Told) -> str:
    """The event's id of the record as a number, as GDELT has it; at most 48 bits long."""
    return str(int(told.event.id.removeprefix("v_"), 16))


def stamp_of(day: str) -> str:
    """A day as GDELT's fourteen digits: the hour is not known and stands as zeros."""
    return day.replace("-", "") + "000000" if day else ""


def event_line(told: Told, coder: Coder) -> bytes:
    """One event; of several actors only the first pair has a place."""
    source, target = next(pairs(told))
    cells = {
        "GLOBALEVENTID": number_of(told),
        **_dates(when_of(told.event.when)),
        **_actor("Actor1", source, coder),
        **_actor("Actor2", target, coder),
        **_action(told),
        **_counts(told),
        **_place(told.site),
        "DATEADDED": stamp_of(told.first),
        "SOURCEURL": told.lead.url,
    }
    return tsv_line(cells.get(column, "") for column in COLUMNS)


def _dates(when: When) -> Mapping[str, str]:
    fraction = ""
    if when.day:
        year, month, day = (int(part) for part in when.day.split("-"))
        fraction = f"{year + ((month - 1) * 30 + day) / 365:.4f}"
    return {
        "SQLDATE": when.day.replace("-", ""),
        "MonthYear": when.month.replace("-", ""),
        "Year": when.year,
        "FractionDate": fraction,
    }


def _actor(side: str, party: Party | None, coder: Coder) -> Mapping[str, str]:
    if party is None:
        return {}
    coded = coder.coded(party)
    return {
        f"{side}Code": coded.country + coded.role,
        f"{side}Name": party.latin.upper(),
        f"{side}CountryCode": coded.country,
        f"{side}Type1Code": coded.role,
    }


def _action(told: Told) -> Mapping[str, str]:
    cameo = code_of(told.event.type, told.mode).cameo
    return {
        "EventCode": cameo,
        "EventBaseCode": cameo[:3],
        "EventRootCode": cameo[:2],
        "QuadClass": str(quad_of_cameo(cameo) or ""),
        "GoldsteinScale": f"{goldstein()[cameo]:.1f}" if cameo in goldstein() else "",
    }


def _counts(told: Told) -> Mapping[str, str]:
    outlets = {t.outlet or t.ref.doc for t in told.tellings}
    return {
        "NumMentions": str(sum(t.reports for t in told.tellings)),
        "NumSources": str(len(outlets)),
        "NumArticles": str(len({t.ref.doc for t in told.tellings})),
    }


def _place(site: Site | None) -> Mapping[str, str]:
    if site is None:
        return {}
    country = countries().get(site.country, {})
    whole = site.lat is None and is_country(site.name)
    return {
        "ActionGeo_Type": _COUNTRY if whole else "",
        "ActionGeo_FullName": site.latin,
        "ActionGeo_CountryCode": country.get("fips", ""),
        "ActionGeo_Lat": "" if site.lat is None else f"{site.lat}",
        "ActionGeo_Long": "" if site.lon is None else f"{site.lon}",
    }
