"""A part of the record's events, for the formats that tell events one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from khabar.assemble.judged_items import as_judged
from khabar.assemble.series_actors import actor_meant
from khabar.catalog.event_types import event_types
from khabar.errors import KhabarError
from khabar.export.told.events import Told, told_events
from khabar.export.told.windows import Window, window_of
from khabar.pipeline.wholes import Stored
from khabar.schema.events import EventType
from khabar.schema.record import KnownId, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which events count: between two days, of these types, with this actor.

    An event is between two days where its time lies there at least in part; one whose own time is
    unknown is so where its first report is. kinds are types ("CONSULT") or types with a mode
    ("CONSULT-visit"). None and () leave nothing out.

    Raises:
        KhabarError: a day is none, the days are the wrong way round, or a type is none.
    """

    since: str | None = None
    until: str | None = None
    kinds: tuple[str, ...] = ()
    actor: str | None = None

    def __post_init__(self) -> None:
        for option, day in (("--since", self.since), ("--until", self.until)):
            if day is not None:
                _checked(option, day)
        if self.since and self.until and self.since > self.until:
            raise KhabarError(f"--since {self.since}: is after --until {self.until}. Swap them.")
        modes = {f"{e.plover.value}-{e.mode}" for e in event_types()}
        for kind in self.kinds:
            if kind not in modes and kind not in EventType.__members__:
                raise KhabarError(f"--type: {kind!r} is none. Use {_TYPES}, or CONSULT-visit.")

    @property
    def everything(self) -> bool:
        """Whether it leaves nothing out."""
        return self == Choice()


_TYPES = ", ".join(EventType)


def _checked(option: str, day: str) -> None:
    try:
        right = date.fromisoformat(day).isoformat() == day
    except ValueError:
        right = False
    if not right:
        raise KhabarError(f"{option}: {day!r} is no day. Write it as 2018-04-20.")


def chosen(held: Stored, choice: Choice) -> Stored:
    """What a store holds, with only these events in its record.

    Raises:
        KhabarError: the actor is not known, or several are; raised when the record is asked for.
    """
    return replace(held, record=cache(lambda: _narrowed(held, choice)))


def _narrowed(held: Stored, choice: Choice) -> Record:
    record, judged = held.record(), tuple(held.judgements())
    actor = None
    if choice.actor is not None:
        actor = actor_meant(choice.actor, record.actors, list(held.readings())).id
    corrected = replace(held, readings=lambda: as_judged(held.readings(), judged))
    kept = {told.event.id for told in told_events(corrected) if _fits(told, choice, actor)}
    return replace(record, events=tuple(e for e in record.events if e.id in kept))


def _fits(told: Told, choice: Choice, actor: KnownId | None) -> bool:
    kind = told.event.type.value
    if choice.kinds and not {kind, f"{kind}-{told.mode}"} & set(choice.kinds):
        return False
    if actor is not None and actor not in _parties(told):
        return False
    return _between(told, choice)


def _parties(told: Told) -> Iterator[KnownId]:
    for telling in told.tellings:
        for party in (*telling.actors, *telling.recipients, *telling.others):
            if party.known_id is not None:
                yield party.known_id


def _between(told: Told, choice: Choice) -> bool:
    if choice.since is None and choice.until is None:
        return True
    window = window_of(told.event.when) or window_of(told.first)
    return window is not None and _overlaps(window, choice)


def _overlaps(window: Window, choice: Choice) -> bool:
    if choice.since is not None and window.end <= date.fromisoformat(choice.since):
        return False
    return choice.until is None or window.start <= date.fromisoformat(choice.until)
