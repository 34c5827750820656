"""A record in FollowTheMoney, the model of Aleph and OpenSanctions: entities, statements, and back.

Written without its library, so that a plain install can write it; the tests hold it against the
library itself. What the model has no property for (which reading says so, in which script a name
is, chains, tolls, standing) stands under one more key, "khabar", which the library keeps as
context.

Source: https://followthemoney.tech/explorer/schemata/ (model 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from khabar.export.ftm.actors import actor_entities
from khabar.export.ftm.articles import article_entities
from khabar.export.ftm.back import read
from khabar.export.ftm.entity import Entity, columns_line, entity_line, statement_lines
from khabar.export.ftm.events import event_entities
from khabar.export.ftm.lookup import Lookup
from khabar.export.ftm.remarks import remark_entities
from khabar.export.ftm.ties import tie_entities
from khabar.schema.reading import Reading
from khabar.schema.record import Record

__all__ = ["entities", "entity_lines", "read", "statements"]


def entities(record: Record, readings: Iterable[Reading]) -> Iterator[Entity]:
    """The record as entities; readings are those that it was built from.

    What an entity refers to may come after it, as the model allows.
    """
    known: Sequence[Reading] = tuple(readings)
    lookup = Lookup(record, known)
    yield from article_entities(record, lookup)
    yield from actor_entities(record, lookup)
    yield from event_entities(record, lookup)
    yield from tie_entities(record, lookup)
    yield from remark_entities(record, lookup)


def entity_lines(record: Record, readings: Iterable[Reading]) -> Iterator[bytes]:
    """JSON Lines, an entity a line."""
    return (entity_line(e) for e in entities(record, readings))


def statements(record: Record, readings: Iterable[Reading]) -> Iterator[bytes]:
    """CSV, one value of one property of one entity a line, with its language and when it was seen.

    first_seen and last_seen are the days on which the earliest and the latest article appeared
    that the entity rests on; empty where no day is known.
    """
    yield columns_line()
    for entity in entities(record, readings):
        yield from statement_lines(entity)
