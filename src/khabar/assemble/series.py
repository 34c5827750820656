"""What passed between two actors, or what one was part of, as a series over time.

An event counts once, however many documents tell it, in the period in which it happened. What is
denied or only announced has not happened and counts nothing. A list of outlets says whose reports
count at all: the record must be assembled from those alone, so that nothing which another outlet
tells, joins or dates can move the series.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khabar.assemble.events import known_actors
from khabar.assemble.events_times import Window, published_window, window_of
from khabar.assemble.series_kinds import Quad, kind_of
from khabar.assemble.series_told import Deed, Telling
from khabar.schema.events import Polarity, Status
from khabar.schema.record import KnownId, Record, RecordActor, RecordEvent, Ref, Standing

_HAPPENED = (Status.OCCURRED, Status.ONGOING)
_NOT_HAPPENED = (Standing.DENIED, Standing.ANNOUNCED)


class Period(StrEnum):
    """The periods of a series; a week is that of ISO 8601."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period: how many events, how they lie between conflict (-10) and cooperation (+10).

    score is the sum over the events, mean its average. origins counts the independent sources of
    all events together. disputed counts those events, among all, that somebody disputes.
    """

    period: str
    events: int
    score: float
    mean: float
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    neutral: int
    origins: int
    disputed: int


@dataclass(frozen=True, slots=True)
class Series:
    """The points by period.

    by_report counts the events that stand on the day of their first report because their own time
    is unknown, undated those left out because their time may lie in several periods.
    """

    points: tuple[Point, ...]
    by_report: int
    undated: int


@dataclass(frozen=True, slots=True)
class _Counted:
    """An event that counts: its members in the series, and what the catalogue says of its kind."""

    event: RecordEvent
    told: tuple[Deed, ...]
    docs: tuple[str, ...]


def series(
    record: Record,
    readings: Iterable[Telling],
    actors: Sequence[RecordActor],
    by: Period = Period.MONTH,
) -> Series:
    """The series of one actor, or of two and what passed between them.

    Args:
        record: assembled from the readings and from nothing else.
        readings: those of the outlets that count.
        actors: one or two of the record.
        by: the length of a period.
    """
    held = {r.document.id: r for r in readings}
    groups: dict[str | None, list[_Counted]] = {}
    by_report = 0
    for counted in _counted(record, held, tuple(a.id for a in actors)):
        when = window_of(counted.event.when)
        if counted.event.when is None:
            when = _first_report(held[doc] for doc in counted.docs)
            by_report += when is not None
        groups.setdefault(_period(when, by), []).append(counted)
    undated = len(groups.pop(None, ()))
    points = (_point(period, group) for period, group in groups.items() if period is not None)
    return Series(tuple(sorted(points, key=lambda p: p.period)), by_report, undated)


def _counted(
    record: Record, held: Mapping[str, Telling], ids: tuple[KnownId, ...]
) -> Iterator[_Counted]:
    known = known_actors(record.actors)
    told = {Ref(doc=d, id=e.id): e for d, r in held.items() for e in r.events}
    for event in record.events:
        if event.standing in _NOT_HAPPENED:
            continue
        members = [m for m in event.members if m in told and _between(m, told[m], known, ids)]
        if any(_happened(told[m]) for m in members):
            docs = tuple(m.doc for m in event.members if m.doc in held)
            yield _Counted(event, tuple(told[m] for m in members), docs)


def _happened(event: Deed) -> bool:
    return event.status in _HAPPENED and event.polarity is Polarity.POSITIVE


def _between(ref: Ref, event: Deed, known: Mapping[Ref, KnownId], ids: tuple[KnownId, ...]) -> bool:
    """Whether one acts and the other is acted on, or both do to each other what nobody suffers."""
    doers = {known.get(Ref(doc=ref.doc, id=a)) for a in event.actor}
    others = {known.get(Ref(doc=ref.doc, id=a)) for a in event.recipient}
    if len(ids) == 1:
        return ids[0] in doers | others
    a, b = ids
    if (a in doers and b in others) or (b in doers and a in others):
        return True
    return {a, b} <= doers and (not others or kind_of(event.type, event.mode).symmetric)


def _first_report(readings: Iterable[Telling]) -> Window | None:
    days = [w for r in readings if (w := published_window(r.document.published)) is not None]
    return min(days, default=None)


def _period(when: Window | None, by: Period) -> str | None:
    """The period in which the whole window lies; None where it may be in several."""
    if when is None:
        return None
    first, last = (_named(date.fromordinal(day), by) for day in (when.first, when.last))
    return first if first == last else None


def _named(day: date, by: Period) -> str:
    if by is Period.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    length = {Period.DAY: 10, Period.MONTH: 7, Period.YEAR: 4}[by]
    return day.isoformat()[:length]


def _point(period: str, group: Sequence[_Counted]) -> Point:
    kinds = [kind_of(c.event.type, _mode(c)) for c in group]
    quads = Counter(k.quad for k in kinds)
    score = sum(k.score for k in kinds)
    return Point(
        period=period, events=len(group),
        score=round(score, 1), mean=round(score / len(group), 2),
        verbal_cooperation=quads[Quad.VERBAL_COOPERATION],
        material_cooperation=quads[Quad.MATERIAL_COOPERATION],
        verbal_conflict=quads[Quad.VERBAL_CONFLICT],
        material_conflict=quads[Quad.MATERIAL_CONFLICT],
        neutral=quads[Quad.NEUTRAL],
        origins=len({o for c in group for o in c.event.origins}),
        disputed=sum(c.event.standing is Standing.DISPUTED for c in group),
    )  # fmt: skip


def _mode(counted: _Counted) -> str | None:
    """How most of its members name its kind, among those of its type."""
    own = [e.mode for e in counted.told if e.type is counted.event.type and e.mode]
    modes = Counter(own)
    return min(modes, key=lambda m: (-modes[m], m), default=None)
