"""The record in the vocabularies that others know: SEM, ORG, PROV-O, FOAF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from khabar.export.rdf.terms import (
    LABEL,
    RECORD,
    TYPE,
    Iri,
    Literal,
    Quad,
    bounds,
    known_iri,
    made,
    real,
    ref_iri,
    term,
    text,
)
from khabar.export.rdf.walk import enum_iri, item_iri
from khabar.schema.events import Event
from khabar.schema.names import ActorKind, Name
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, Record, RecordActor, RecordEvent, RecordPlace, Ref

_WIKIDATA = re.compile(r"Q[1-9]\d*\Z")
_CLASSES: Mapping[ActorKind, str] = {
    ActorKind.PERSON: "Person", ActorKind.VESSEL: "", ActorKind.AGREEMENT: "",
    ActorKind.CONFERENCE: "", ActorKind.REGION: "", ActorKind.GROUP: "Group",
}  # fmt: skip
_ROLES = ("actor", "recipient", "other")

_Said = Iterator[tuple[Iri, Iri, Iri | Literal]]


def known_quads(record: Record, readings: Sequence[Reading]) -> Iterator[Quad]:
    """Actors, offices, events and relations, in the graph of the record."""
    events = {
        Ref(doc=r.document.id, id=e.id): (r.document.id, e) for r in readings for e in r.events
    }
    home = {m: a.id for a in record.actors for m in a.members}
    for subject, predicate, value in _all(record, events, home):
        yield subject, predicate, value, RECORD


def _all(
    record: Record, events: Mapping[Ref, tuple[str, Event]], home: Mapping[Ref, KnownId]
) -> _Said:
    for actor in record.actors:
        yield from _actor(actor)
    for event in record.events:
        told = [events[m] for m in event.members if m in events]
        yield from _event(event)
        yield from _took_part(known_iri(event.id), told, home)
    for relation in record.relations:
        yield known_iri(relation.subject), _relation(relation.relation), known_iri(relation.object)
        yield from _during(item_iri(relation), bounds(relation.held))
        for member in relation.members:
            yield item_iri(relation), term("prov", "wasDerivedFrom"), ref_iri(member)


def _relation(kind: str) -> Iri:
    first, *rest = kind.split("_")
    return term("khabar", first + "".join(r.capitalize() for r in rest))


def labelled(subject: Iri, name: Name) -> _Said:
    """What something is called."""
    yield subject, LABEL, text(name.ar, "ar")
    if name.en is not None:
        yield subject, LABEL, text(name.en, "en")


def _actor(actor: RecordActor) -> _Said:
    subject = known_iri(actor.id)
    yield subject, TYPE, term("sem", "Actor")
    yield subject, TYPE, term("prov", "Agent")
    known = _CLASSES.get(actor.kind, "Organization")
    if known:
        yield subject, TYPE, term("org" if known == "Organization" else "foaf", known)
    yield from labelled(subject, actor.name)
    if actor.wikidata is not None and _WIKIDATA.match(actor.wikidata):
        same = Iri(f"http://www.wikidata.org/entity/{actor.wikidata}")
        yield subject, term("owl", "sameAs"), same
    for at, office in enumerate(actor.offices):
        membership = Iri(f"{subject.value}:offices:{at}")
        role = made("role", office.title.ar, office.title.en)
        yield membership, TYPE, term("org", "Membership")
        yield membership, term("org", "member"), subject
        yield membership, term("org", "role"), role
        if office.of is not None:
            yield membership, term("org", "organization"), known_iri(office.of)
        yield role, TYPE, term("org", "Role")
        yield from labelled(role, office.title)
        yield from _during(membership, bounds(office.held))


def _during(subject: Iri, ends: Iterator[tuple[str, Literal]]) -> _Said:
    for name, value in ends:
        yield subject, term("khabar", name), value


def _event(event: RecordEvent) -> _Said:
    subject = known_iri(event.id)
    yield subject, TYPE, term("sem", "Event")
    yield subject, term("sem", "eventType"), enum_iri(event.type)
    for name, value in bounds(event.when):
        yield subject, term("khabar", name), value
        stamp = "hasBeginTimeStamp" if name == "begins" else "hasEndTimeStamp"
        yield subject, term("sem", stamp), value
    if event.part_of is not None:
        yield subject, term("sem", "subEventOf"), known_iri(event.part_of)
    if event.place is not None:
        place = Iri(f"{subject.value}:place")
        yield subject, term("sem", "hasPlace"), place
        yield from _place(place, event.place)
    for member in event.members:
        yield subject, term("prov", "wasDerivedFrom"), ref_iri(member)


def _place(subject: Iri, place: RecordPlace) -> _Said:
    yield subject, TYPE, term("sem", "Place")
    yield from labelled(subject, place.name)
    yield subject, term("geo", "lat"), real(place.lat)
    yield subject, term("geo", "long"), real(place.lon)


def _took_part(
    subject: Iri, told: Sequence[tuple[str, Event]], home: Mapping[Ref, KnownId]
) -> _Said:
    """Who took part, and as what: what any of the articles says."""
    seen: set[tuple[str, str]] = set()
    for doc, event in told:
        for role in _ROLES:
            ids: Sequence[str] = getattr(event, role)
            found = (home.get(Ref(doc=doc, id=i)) for i in ids)
            for known in found:
                if known is not None and (role, known) not in seen:
                    seen.add((role, known))
                    yield subject, term("khabar", role), known_iri(known)
                    yield subject, term("sem", "hasActor"), known_iri(known)
