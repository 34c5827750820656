"""Relations of the record: memberships, representation, and links of every other kind."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from khabar.export.ftm.entity import Entity, entity_of
from khabar.export.ftm.lookup import (
    Lookup,
    dates,
    is_legal,
    is_organization,
    known_id,
    made_id,
)
from khabar.schema.record import Record, RecordRelation
from khabar.schema.statements import RelationKind


def tie_entities(record: Record, lookup: Lookup) -> Iterator[Entity]:
    """Each relation."""
    for at, relation in enumerate(record.relations):
        docs = [m.doc for m in relation.members]
        schema, subject, object_ = _schema(relation, lookup)
        values = (
            (subject, known_id(relation.subject), None),
            (object_, known_id(relation.object), None),
            ("role", relation.relation.replace("_", " "), "eng"),
            *dates(relation.held),
            *lookup.proof(docs),
        )
        carried = {"at": at, "relations": msgspec.to_builtins(relation)}
        id_ = made_id("tie", relation.subject, relation.relation, relation.object, relation.held)
        yield entity_of(id_, schema, values, carried, lookup.days(docs))


def _schema(relation: RecordRelation, lookup: Lookup) -> tuple[str, str, str]:
    """The schema that says it, where the model lets both ends stand in it."""
    ends = [lookup.actors.get(e) for e in (relation.subject, relation.object)]
    a, b = ends
    if a is not None and b is not None and is_legal(a):
        if relation.relation is RelationKind.MEMBER_OF and is_organization(b):
            return "Membership", "member", "organization"
        if relation.relation is RelationKind.REPRESENTS and is_legal(b):
            return "Representation", "agent", "client"
    return "UnknownLink", "subject", "object"
