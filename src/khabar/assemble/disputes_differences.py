"""On what two accounts differ, where nobody but the two tells it, and how hard."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.assemble.disputes_numbers import Count, count_of
from khabar.assemble.disputes_tellings import Telling
from khabar.schema.events import EventType
from khabar.schema.record import DisputeAbout

_VIOLENT = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION})


def difference(first: Sequence[Telling], second: Sequence[Telling]) -> DisputeAbout:
    """The plainest thing on which the accounts of two sides differ; else whether it was at all."""
    pairs = [(a, b) for a in first for b in second if a.event.type is b.event.type and a != b]
    for tells, about in (
        (_other_number, DisputeAbout.NUMBER),
        (_other_time, DisputeAbout.TIME),
        (_other_doer, DisputeAbout.PERPETRATOR),
    ):
        if any(tells(a, b) for a, b in pairs):
            return about
    return DisputeAbout.FACT


def _other_number(a: Telling, b: Telling) -> bool:
    one, other = count_of(a), count_of(b)
    return one is not None and other is not None and one.excludes(other)


def _other_time(a: Telling, b: Telling) -> bool:
    alike = a.event.mode == b.event.mode and bool(a.everyone & b.everyone)
    known = a.when is not None and b.when is not None and not a.when.meets(b.when)
    return alike and known and a.event.polarity is b.event.polarity


def _other_doer(a: Telling, b: Telling) -> bool:
    alike = a.event.type in _VIOLENT and bool(a.suffering & b.suffering)
    return alike and bool(a.doers and b.doers) and not a.doers & b.doers


def opposed(first: Sequence[Telling], second: Sequence[Telling]) -> bool:
    """Whether the sides speak of one event, or one of them of what did not happen."""
    one, other = {t.ref for t in first}, {t.ref for t in second}
    negative = any(t.ruled_out or t.called_off for t in (*first, *second))
    return bool(one & other) or negative


def is_vague(about: DisputeAbout, a: Telling, b: Telling) -> bool:
    """A rounded number or time, which the other may have rounded otherwise."""
    if about is DisputeAbout.NUMBER:
        return any(c is not None and _is_rounded(c) for c in map(count_of, (a, b)))
    if about is DisputeAbout.TIME:
        return any((t.event.when or "").endswith(("~", "?", "%")) for t in (a, b))
    return False


def _is_rounded(count: Count) -> bool:
    return count.low != count.high and count.high != float("inf")
