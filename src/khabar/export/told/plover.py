"""Events as PLOVER records, one JSON object a line.

The fields are those of the PLOVER codebook (Open Event Data Alliance, 0.7, chapter 4), with its
own names and meanings; "khabar" is added, as the codebook allows, and holds what PLOVER has no
field for: how the event stands, its sources and the chain through which it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version

import msgspec

from khabar.export.told.codes import code_of, contexts_of, quad_of
from khabar.export.told.days import When, when_of
from khabar.export.told.events import Party, Telling, Told, told_events
from khabar.export.told.parties import Coder, countries
from khabar.schema.held import Held
from khabar.schema.record import RecordEvent

Object = dict[str, object]


def plover_lines(held: Held) -> Iterator[bytes]:
    """A line an event, in the order of the record; what is only announced or denied says so."""
    coder = Coder(held.record())
    for told in told_events(held):
        if told.is_plover:
            yield msgspec.json.encode(_record(told, coder, held)) + b"\n"


def _record(told: Told, coder: Coder, held: Held) -> Object:
    lead, when = told.lead, when_of(told.event.when)
    code = code_of(told.event.type, told.mode)
    return {
        "id": told.event.id,
        "has_event": True,
        **_dates(when),
        "source": [_actor(p, coder) for p in lead.actors],
        "recipient": [_actor(p, coder) for p in lead.recipients],
        "event": [told.event.type],
        "mode": [code.mode] if code.mode else [],
        "context": list(contexts_of(told)),
        "quad_code": quad_of(told.event.type),
        "event_scale": code.score,
        "event_loc": _place(told.event, lead),
        "text_info": {"start": lead.event.sentence.start, "end": lead.event.sentence.end},
        "cite_info": _cited(lead),
        "coder": f"khabar {version('khabar')} (recipe {held.recipe})",
        "coded_date": held.day,
        "khabar": _added(told, coder),
    }


def _dates(when: When) -> Object:
    return {"date": when.start or None, "enddate": when.until or None}


def _actor(party: Party, coder: Coder) -> Object:
    coded, known = coder.coded(party), party.known
    return {
        "code": coded.code,
        "sector": coded.sector,
        "actor_text": party.own.name.ar,
        "identifier_id": known.wikidata if known else None,
        "identifier_text": party.latin,
        "khabar_id": known.id if known else None,
        "kind": known.kind if known else party.own.kind,
        "named": not party.own.anonymous,
    }


def _place(event: RecordEvent, lead: Telling) -> Object | None:
    """The place that the record is sure of, or else the one that the telling names."""
    if event.place is not None:
        name, country = event.place.name, event.place.country
        lat: float | None = event.place.lat
        lon: float | None = event.place.lon
    elif lead.place is not None:
        name, country = lead.place.name, lead.place.country
        lat, lon = lead.place.lat, lead.place.lon
    else:
        return None
    iso3 = countries().get(country or "", {}).get("iso3")
    return {
        "name": name.en or name.ar, "name_ar": name.ar, "latitude": lat, "longitude": lon,
        "country code": country, "cc3": iso3,
    }  # fmt: skip


def _cited(telling: Telling) -> Object:
    document = telling.document
    return {
        "url": document.url,
        "title": document.title,
        "language": document.language,
        "publication": document.outlet,
        "published": telling.day or None,
        "published_between": [document.published.earliest, document.published.latest],
        "citation": document.source_id or document.id,
        "codebook": "plover-0.7",
    }


def _added(told: Told, coder: Coder) -> Object:
    event, lead = told.event, told.lead
    return {
        "type": event.type,
        "mode": told.mode,
        "when": event.when,
        "status": lead.event.status,
        "polarity": lead.event.polarity,
        "standing": event.standing,
        "chain": _chain(lead.chain, coder),
        "origins": list(event.origins),
        "part_of": event.part_of,
        "tolls": [
            {"what": t.what, "low": t.low, "high": t.high, "reported": t.reported}
            for t in event.tolls
        ],
        "reports": [_report(t, coder) for t in told.tellings],
        "sure": lead.event.sure,
        "found_by": lead.event.found_by,
    }


def _report(telling: Telling, coder: Coder) -> Object:
    return {
        "document": telling.ref.doc,
        "event": telling.ref.id,
        "url": telling.document.url,
        "publication": telling.document.outlet,
        "published": telling.day or None,
        "start": telling.event.sentence.start,
        "end": telling.event.sentence.end,
        "chain": _chain(telling.chain, coder),
    }


def _chain(chain: Iterable[Party], coder: Coder) -> Sequence[Object]:
    """The sources from the reader inwards; empty where the outlet speaks for itself."""
    return [_actor(party, coder) for party in chain]
