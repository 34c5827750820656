"""The dead do not travel: a reported death against what the dead one is later seen to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.assemble.disputes_claims import Ground, against
from khabar.assemble.disputes_tellings import Telling
from khabar.assemble.stage import Stage
from khabar.schema.events import EventType
from khabar.schema.record import RecordDispute

_DEATHS = frozenset({"death", "kill", "killing", "assassinate", "execution"})
_IN_PERSON = frozenset({"return", "visit", "meeting", "host", "conference", "ceremony", "funeral"})
_MOVES = frozenset({EventType.CONSULT, EventType.STATE_CHANGE, EventType.SUPPORT})


def _dies(telling: Telling) -> bool:
    """Whether a death is told on the word of others: what the outlet tells itself, it knows."""
    return telling.event.mode in _DEATHS and telling.asserted and bool(telling.event.chain)


def _is_seen(telling: Telling) -> bool:
    """Whether the outlet itself tells, of a known day, of something done in person."""
    known = telling.when is not None and telling.when.days == 1 and not telling.event.chain
    in_person = telling.event.mode in _IN_PERSON and telling.event.type in _MOVES
    return telling.asserted and known and in_person


def _keys(telling: Telling) -> Iterator[str]:
    if _dies(telling):
        yield from sorted(telling.suffering)
    if _is_seen(telling):
        yield from sorted(telling.doers)


def _build(one: str, members: Sequence[Telling]) -> Iterator[RecordDispute]:
    """The first report of the death against the first that shows the dead one afterwards."""
    told = (t for t in members if one in t.suffering and _dies(t))
    death = min(told, key=lambda t: t.order, default=None)
    seen = (t for t in members if one in t.doers and _is_seen(t))
    alive = min(
        (t for t in seen if death and _later(t, death)), key=lambda t: t.order, default=None
    )
    if death is not None and alive is not None:
        yield against(death, alive, Ground(event=death.same, outer=False))


def _later(act: Telling, death: Telling) -> bool:
    if act.when is None or death.published is None or act.ref.doc == death.ref.doc:
        return False
    return act.when.first > death.published.last


DEATHS: Stage[Telling, str, RecordDispute] = Stage(
    keys=_keys, build=_build, order=lambda m: repr(m.order)
)
