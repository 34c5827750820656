"""Actors, the posts they hold, and where articles name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from khabar.export.ftm.entity import Entity, Value, entity_of
from khabar.export.ftm.lookup import (
    SCHEMATA,
    Lookup,
    article_id,
    dates,
    is_legal,
    is_organization,
    known_id,
    made_id,
)
from khabar.schema.names import ActorKind, Name
from khabar.schema.record import OfficeHeld, Record, RecordActor

_TOPICS: Mapping[ActorKind, str] = {
    ActorKind.STATE: "gov.national",
    ActorKind.GOVERNMENT: "gov.executive",
    ActorKind.LEGISLATURE: "gov.legislative",
    ActorKind.MILITARY: "mil",
    ActorKind.IGO: "gov.igo",
    ActorKind.PARTY: "pol.party",
}
"""Only what the kind itself says. Nobody becomes a politician or a terrorist by our reading."""


def actor_entities(record: Record, lookup: Lookup) -> Iterator[Entity]:
    """Each actor with its mentions, then the posts and who holds them."""
    posts: dict[str, Entity] = {}
    for at, actor in enumerate(record.actors):
        yield _actor(actor, at, lookup)
        yield from _mentions(actor, lookup)
        for office in actor.offices:
            post = _post(office, lookup)
            posts.setdefault(post.id, post)
            yield _tenure(actor, office, post, lookup)
    yield from posts.values()


def names(name: Name, *, made: bool = False) -> Iterator[Value]:
    """Names in both scripts; one that a machine spelt is a weak one."""
    yield "name", name.ar, "ara"
    if name.en is not None:
        yield ("weakAlias" if made else "name"), name.en, "eng"


def _actor(actor: RecordActor, at: int, lookup: Lookup) -> Entity:
    docs = [m.doc for m in actor.members]
    legal = is_legal(actor) and actor.kind is not ActorKind.PERSON
    values = (
        *names(actor.name, made=actor.made),
        ("wikidataId", actor.wikidata, None),
        ("topics", _TOPICS.get(actor.kind), None),
        ("classification" if legal else "keywords", _words(actor.kind), "eng"),
        *(("position", o.title.ar, "ara") for o in actor.offices if _person(actor)),
        *lookup.proof(docs),
    )
    carried = {"at": at, "actors": msgspec.to_builtins(actor)}
    return entity_of(known_id(actor.id), SCHEMATA[actor.kind], values, carried, lookup.days(docs))


def _person(actor: RecordActor) -> bool:
    return actor.kind is ActorKind.PERSON


def _words(kind: ActorKind) -> str | None:
    return None if kind is ActorKind.PERSON else kind.replace("_", " ")


def _mentions(actor: RecordActor, lookup: Lookup) -> Iterator[Entity]:
    """The names that each article gives it; the characters are carried."""
    if not is_legal(actor):
        return
    for doc in dict.fromkeys(m.doc for m in actor.members):
        text = lookup.readings[doc].text if doc in lookup.readings else ""
        found = [lookup.actor(m) for m in actor.members if m.doc == doc]
        spans = sorted((s.start, s.end) for a in found if a is not None for s in a.mentions)
        if not spans:
            continue
        values = (
            ("document", article_id(doc), None),
            ("resolved", known_id(actor.id), None),
            ("detectedSchema", SCHEMATA[actor.kind], None),
            *(("name", text[start:end], "ara") for start, end in spans),
        )
        carried = {"spans": spans}
        id_ = made_id("mention", doc, actor.id)
        yield entity_of(id_, "Mention", values, carried, lookup.days((doc,)))


def _post(office: OfficeHeld, lookup: Lookup) -> Entity:
    body = None if office.of is None else lookup.actors.get(office.of)
    of = known_id(body.id) if body is not None and is_organization(body) else None
    docs = [r.doc for r in office.reports]
    values = (
        *names(office.title),
        ("organization", of, None),
        *lookup.proof(docs),
    )
    id_ = made_id("post", office.title.ar, office.title.en, office.of)
    return entity_of(id_, "Position", values, {}, lookup.days(docs))


def _tenure(actor: RecordActor, office: OfficeHeld, post: Entity, lookup: Lookup) -> Entity:
    """That somebody holds a post: of those who are no persons the model only knows a link."""
    docs = [r.doc for r in office.reports]
    person = _person(actor)
    values = (
        ("holder" if person else "subject", known_id(actor.id), None),
        ("post" if person else "object", post.id, None),
        *(() if person else (("role", "holds", "eng"),)),
        *dates(office.held),
        *lookup.proof(docs),
    )
    schema = "Occupancy" if person else "UnknownLink"
    id_ = made_id("tenure", actor.id, post.id, office.held)
    return entity_of(id_, schema, values, {}, lookup.days(docs))
