"""Events as PLOVER records, one JSON object a line.

The fields are those of the PLOVER codebook (Open Event Data Alliance, 0.7, chapter 4), with its
own names and meanings; "khabar" is added, as the codebook allows, and holds what PLOVER has no
field for: how the event stands, its sources and the chain through which it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version

import msgspec

from khabar.export.told.cast import Party
from khabar.export.told.codes import code_of, contexts_of, quad_of
from khabar.export.told.days import When, when_of
from khabar.export.told.events import Site, Telling, Told, told_events
from khabar.export.told.parties import Coder, iso3
from khabar.schema.held import Held

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
        "event_loc": _place(told.site),
        "text_info": {"start": lead.event.sentence.start, "end": lead.event.sentence.end},
        "cite_info": _cited(lead),
        "coder": f"khabar {version('khabar')} (recipe {lead.recipe})",
        "coded_date": held.day,
        "khabar": _added(told, coder),
    }


def _dates(when: When) -> Object:
    return {"date": when.start or None, "enddate": when.until or None}


def _actor(party: Party, coder: Coder) -> Object:
    coded = coder.coded(party)
    return {
        "code": coded.code,
        "sector": coded.sector,
        "actor_text": party.said.ar,
        "identifier_id": party.wikidata,
        "identifier_text": party.latin,
        "khabar_id": party.known_id,
        "kind": party.kind,
        "named": not party.anonymous,
    }


def _place(site: Site | None) -> Object | None:
    if site is None:
        return None
    return {
        "name": site.latin,
        "name_ar": site.name.ar,
        "latitude": site.lat,
        "longitude": site.lon,
        "country code": site.country or None,
        "cc3": iso3(site.country) or None,
    }


def _cited(telling: Telling) -> Object:
    document = telling.document
    return {
        "url": telling.url or None,
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
        "url": telling.url or None,
        "publication": telling.document.outlet,
        "published": telling.day or None,
        "start": telling.event.sentence.start,
        "end": telling.event.sentence.end,
        "chain": _chain(telling.chain, coder),
    }


def _chain(chain: Iterable[Party], coder: Coder) -> Sequence[Object]:
    """The sources from the reader inwards; empty where the outlet speaks for itself."""
    return [_actor(party, coder) for party in chain]
