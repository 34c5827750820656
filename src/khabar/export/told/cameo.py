"""Events as CAMEO codes, in the columns of the Phoenix data, tab-separated with a header.

A line is one source and one target, as CAMEO has it: several actors make several lines. What has
no surely right code has none; what is only announced, possible or denied has no line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from khabar.export.told.cast import Party
from khabar.export.told.codes import code_of, goldstein, pairs, quad_of_cameo
from khabar.export.told.days import when_of
from khabar.export.told.events import Told, told_events
from khabar.export.told.parties import Coder, iso3
from khabar.export.told.tables import tsv_line
from khabar.schema.held import Held

COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day",
    "SourceActorFull", "SourceActorEntity", "SourceActorRole", "SourceActorAttribute",
    "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
    "EventCode", "EventRootCode", "QuadClass", "GoldsteinScore", "Issues",
    "Lat", "Lon", "LocationName", "StateName", "CountryCode",
    "SentenceID", "URLs", "NewsSources",
)  # fmt: skip
_NEUTRAL = ("01", "02")
_REDUCED = "16"  # Phoenix counts reduced relations as verbal conflict, GDELT as material


def cameo_lines(held: Held) -> Iterator[bytes]:
    """The header, and a line for each source and target of each event that happened."""
    yield tsv_line(COLUMNS)
    coder = Coder(held.record())
    for told in told_events(held):
        if told.happened:
            for number, (source, target) in enumerate(pairs(told)):
                cells = {
                    **_event(told, number),
                    **_actor("Source", source, coder),
                    **_actor("Target", target, coder),
                }
                yield tsv_line(cells.get(column, "") for column in COLUMNS)


def _event(told: Told, number: int) -> Mapping[str, str]:
    when = when_of(told.event.when)
    cameo = code_of(told.event.type, told.mode).cameo
    site = told.site
    return {
        "EventID": told.event.id if number == 0 else f"{told.event.id}_{number}",
        "Date": when.day.replace("-", ""),
        "Year": when.year,
        "Month": when.month[5:],
        "Day": when.day[8:],
        "EventCode": cameo,
        "EventRootCode": cameo[:2],
        "QuadClass": _quad(cameo),
        "GoldsteinScore": f"{goldstein()[cameo]:.1f}" if cameo in goldstein() else "",
        "Lat": f"{site.lat}" if site and site.lat is not None else "",
        "Lon": f"{site.lon}" if site and site.lon is not None else "",
        "LocationName": site.latin if site else "",
        "CountryCode": iso3(site.country) if site else "",
        "URLs": ";".join(t.url for t in told.tellings if t.url),
        "NewsSources": ";".join(dict.fromkeys(t.outlet for t in told.tellings if t.outlet)),
    }


def _quad(cameo: str) -> str:
    if cameo[:2] in _NEUTRAL:
        return "0"
    if cameo[:2] == _REDUCED:
        return "3"
    return str(quad_of_cameo(cameo) or "")


def _actor(side: str, party: Party | None, coder: Coder) -> Mapping[str, str]:
    if party is None:
        return {}
    coded = coder.coded(party)
    return {
        f"{side}ActorFull": coded.country + coded.role,
        f"{side}ActorEntity": coded.country or coded.group,
        f"{side}ActorRole": "" if coded.group else coded.role,
        f"{side}ActorAttribute": party.latin,
    }
