"""A reading without actors that are none: nothing in it refers to them any more."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from khabar.schema.events import Event
from khabar.schema.names import Actor, ActorId
from khabar.schema.reading import Reading
from khabar.schema.statements import Statement


def without_actors(reading: Reading, gone: Set[str], left: Sequence[Actor]) -> Reading:
    """The reading with the actors that are left.

    What was done or said stays, by somebody unnamed; ties and offices of nobody do not.
    """

    def kept(ids: Sequence[ActorId]) -> tuple[ActorId, ...]:
        return tuple(i for i in ids if i not in gone)

    ties = (r for r in reading.relations if not gone & {r.subject, r.object})
    return replace(
        reading,
        actors=tuple(left),
        events=tuple(_event(e, gone) for e in reading.events),
        statements=tuple(_statement(s, gone) for s in reading.statements),
        offices=tuple(
            replace(o, of=_unless(o.of, gone)) for o in reading.offices if o.person not in gone
        ),
        relations=tuple(replace(r, chain=kept(r.chain)) for r in ties),
        reports=tuple(replace(r, chain=kept(r.chain)) for r in reading.reports),
        figures=tuple(replace(f, chain=kept(f.chain)) for f in reading.figures),
        expectations=tuple(replace(x, by=_unless(x.by, gone)) for x in reading.expectations),
    )


def _event(event: Event, gone: Set[str]) -> Event:
    actor, recipient, other, chain = (
        tuple(i for i in ids if i not in gone)
        for ids in (event.actor, event.recipient, event.other, event.chain)
    )
    return replace(event, actor=actor, recipient=recipient, other=other, chain=chain)


def _statement(statement: Statement, gone: Set[str]) -> Statement:
    chain = tuple(i for i in statement.chain if i not in gone)
    return replace(statement, chain=chain, source=_unless(statement.source, gone))


def _unless(actor: ActorId | None, gone: Set[str]) -> ActorId | None:
    return None if actor in gone else actor
