"""What a feed of a search needs, and no more: its newest events, and the articles that tell them.

The record itself is not assembled: events, actors and where they stand come from the shelf, and
only the readings of a few articles for each event are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from khabar.assemble.judged_items import as_judged
from khabar.pipeline.kit import recipe
from khabar.schema.held import Held
from khabar.schema.names import ActorKind
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, Record, RecordActor, RecordEvent, Ref
from khabar.serve import desk_events
from khabar.serve.shelving import judged_of
from khabar.serve.views import ActorRow, Wanted
from khabar.store.codec import reading_of
from khabar.store.shelf import Shelf
from khabar.store.sql import SqlStore

MOST = 50
"""How many events a feed holds."""
_TELLINGS = 4
"""Of an event, the first as the record orders them, and the first that has a day besides."""
_AT_ONCE = 500
_RECORDED = """
SELECT e.id, t.event FROM shelf_{s}_events e JOIN shelf_{s}_told t ON t.n = e.n
WHERE e.id IN (%s)"""
_DOCUMENTS = "SELECT id, day, homes FROM shelf_{s}_documents WHERE id IN (%s)"
_ACTORS = "SELECT id, body FROM shelf_{s}_actors WHERE id IN (%s)"


def newest(store: SqlStore, shelf: Shelf, wanted: Wanted) -> Held:
    """The newest events of a search as a store that holds nothing else.

    Standing and origins are those of the whole record; of the reports there are only a few.
    """
    rows = desk_events.events(shelf, replace(wanted, sort="newest"), None, MOST).rows
    bodies = dict(_found(shelf, _RECORDED, [row.id for row in rows]))
    events = [msgspec.json.decode(bodies[r.id], type=RecordEvent) for r in rows if r.id in bodies]
    told = {m.doc for event in events for m in event.members}
    days, homes = dict[str, str](), dict[str, dict[str, str]]()
    for doc, day, body in _found(shelf, _DOCUMENTS, sorted(told)):
        days[doc], homes[doc] = day or "", msgspec.json.decode(body, type=dict[str, str])
    events = [replace(e, members=_foremost(e, days)) for e in events]
    docs = sorted({m.doc for event in events for m in event.members})
    actors = _actors(shelf, {doc: homes[doc] for doc in docs if doc in homes})
    record = Record(actors=actors, events=tuple(events))
    judged = judged_of(shelf)
    return Held(
        record=lambda: record,
        readings=lambda: as_judged(_readings(store, docs), judged),
        bodies=lambda: iter(()),
        documents=lambda: iter(()),
        judgements=lambda: iter(judged),
        recipe=recipe(),
        day=date.today().isoformat(),
    )


def _foremost(event: RecordEvent, days: dict[str, str]) -> tuple[Ref, ...]:
    """Some of its reports: those that lead, and the one that came first."""
    dated = [m for m in event.members if days.get(m.doc)]
    first = min(dated, key=lambda m: days[m.doc], default=event.members[0])
    return tuple(dict.fromkeys((*event.members[:_TELLINGS], first)))


def _actors(shelf: Shelf, homes: dict[str, dict[str, str]]) -> tuple[RecordActor, ...]:
    members: dict[str, list[Ref]] = {}
    for doc, known in homes.items():
        for item, id_ in known.items():
            members.setdefault(id_, []).append(Ref(doc=doc, id=item))
    return tuple(
        _actor(msgspec.json.decode(body, type=ActorRow), members[id_])
        for id_, body in _found(shelf, _ACTORS, sorted(members))
    )


def _actor(row: ActorRow, members: Iterable[Ref]) -> RecordActor:
    return RecordActor(
        id=KnownId(row.id), name=row.name, made=row.made, kind=ActorKind(row.kind),
        wikidata=row.wikidata, members=tuple(members),
    )  # fmt: skip


def _readings(store: SqlStore, docs: Iterable[str]) -> Iterator[Reading]:
    found = (store.reading(doc, recipe()) for doc in docs)
    return (reading_of(each.body, store.where) for each in found if each is not None)


def _found(shelf: Shelf, sql: str, ids: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of these ids, in no order."""
    for begin in range(0, len(ids), _AT_ONCE):
        some = ids[begin : begin + _AT_ONCE]
        yield from shelf.rows(sql % ", ".join("?" * len(some)), some)
