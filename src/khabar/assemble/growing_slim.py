"""What of readings stays in memory while a record stands: words that many of them share, once.

Every reading that is unpacked brings its own copy of each id and mode.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from sys import intern
from typing import TypeVar

from khabar.schema.events import Event
from khabar.schema.names import ActorMention
from khabar.schema.reading import Reading
from khabar.schema.record import RecordEvent, Ref
from khabar.schema.statements import Statement

SOMEWHERE = (ActorMention(start=0, end=1, sure=1.0),)
"""Mentions of an actor whose own are needed by its own document alone."""

_Word = TypeVar("_Word", bound=str)


def slim_reading(reading: Reading) -> Reading:
    """A reading as it is laid down once its actors are known: where each of them stands, and the
    times and notes, are asked for by nobody any more."""
    actors = tuple(replace(a, mentions=SOMEWHERE) for a in reading.actors)
    return replace(reading, actors=actors, times=(), notes=())


def slim_event(event: Event) -> Event:
    """An event whose ids, mode and time are held once for all."""
    return replace(
        event, id=_one(event.id), mode=event.mode and _one(event.mode),
        actor=_all(event.actor), recipient=_all(event.recipient), other=_all(event.other),
        chain=_all(event.chain), place=event.place and _one(event.place),
        when=event.when and _one(event.when), found_by=_one(event.found_by),
    )  # fmt: skip


def slim_told(event: RecordEvent, members: Iterable[Ref]) -> RecordEvent:
    """An event of the record whose time and members are held once for all."""
    return replace(event, members=tuple(members), when=event.when and _one(event.when))


def slim_statement(statement: Statement) -> Statement:
    """A statement whose ids are held once for all."""
    return replace(
        statement, id=_one(statement.id), source=statement.source and _one(statement.source),
        chain=_all(statement.chain), about=_all(statement.about),
        found_by=_one(statement.found_by),
    )  # fmt: skip


def _one(word: _Word) -> _Word:
    return intern(word)  # type: ignore[return-value]


def _all(words: Iterable[_Word]) -> tuple[_Word, ...]:
    return tuple(map(_one, words))
