"""Events in the columns of the published POLECAT data, tab-separated with a header.

The columns are those of the files on Harvard Dataverse (doi:10.7910/DVN/AJGVIT). Several values
in a cell stand with "; " between them. What khabar does not know is an empty cell: correlates-of-
war numbers, GeoNames ids, administrative levels, whatever else the story names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from khabar.export.told.cast import Party
from khabar.export.told.codes import QUADS, code_of, contexts_of, quad_of
from khabar.export.told.days import when_of
from khabar.export.told.events import Told, told_events
from khabar.export.told.parties import Coder, iso3
from khabar.export.told.tables import tsv_line
from khabar.schema.held import Held

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
    "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date",
    "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_BETWEEN = "; "


def polecat_lines(held: Held) -> Iterator[bytes]:
    """The header, and a line for each event that is told as done or going on."""
    yield tsv_line(COLUMNS)
    coder = Coder(held.record())
    for told in told_events(held):
        if told.happened and told.is_plover:
            cells = _cells(told, coder)
            yield tsv_line(cells.get(column, "") for column in COLUMNS)


def _cells(told: Told, coder: Coder) -> Mapping[str, str]:
    lead = told.lead
    code = code_of(told.event.type, told.mode)
    quad = quad_of(told.event.type)
    return {
        "Event ID": told.event.id,
        "Event Date": when_of(told.event.when).day,
        "Event Type": told.event.type.value,
        "Event Mode": code.mode,
        "Intensity": "" if code.score is None else f"{code.score:.1f}",
        "Quad Code": QUADS[quad - 1] if quad else "",
        "Contexts": _BETWEEN.join(contexts_of(told)),
        **_people("Actor", lead.actors, coder),
        **_people("Recipient", lead.recipients, coder),
        **_where(told),
        "Source": lead.outlet,
        "Publication Date": lead.day,
        "Language": lead.document.language,
        "Version": f"khabar {lead.recipe}",
    }


def _people(role: str, parties: Iterable[Party], coder: Coder) -> Mapping[str, str]:
    coded = [(party, coder.coded(party)) for party in parties]
    sectors = [c.sector for _, c in coded if c.sector]
    return {
        f"{role} Name": _joined(party.latin for party, _ in coded),
        f"{role} Country": _joined(c.code for _, c in coded),
        f"Primary {role} Sector": sectors[0] if sectors else "",
        f"{role} Sectors": _joined(sectors),
        f"{role} Name Raw": _joined(party.said.ar for party, _ in coded),
    }


def _joined(values: Iterable[str]) -> str:
    return _BETWEEN.join(dict.fromkeys(v for v in values if v))


def _where(told: Told) -> Mapping[str, str]:
    site, raw = told.site, told.lead.place
    if site is None:
        return {}
    return {
        "Placename": site.latin,
        "Country": iso3(site.country),
        "Latitude": "" if site.lat is None else f"{site.lat}",
        "Longitude": "" if site.lon is None else f"{site.lon}",
        "Raw Placename": raw.name.ar if raw else "",
    }
