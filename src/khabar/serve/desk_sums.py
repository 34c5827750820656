"""What the desk answers by counting: over time, and between actors."""

from __future__ import annotations

import calendar
from collections import Counter
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from khabar.assemble.series import Period
from khabar.errors import KhabarError
from khabar.schema.names import Name
from khabar.serve.desk_events import asked_events
from khabar.serve.desk_lists import NOBODY, Asked, clean, number_of
from khabar.serve.desk_words import matching
from khabar.serve.views import Bucket, Counts, Tie, Wanted, Who
from khabar.store.shelf import Shelf, Value

_FAR = 6  # actors between two: what lies farther apart is not connected in any useful way
_EDGE = 500  # actors whose ties are looked up at once
_NONE = Counts(
    documents=0, outlets=0, actors=0, events=0, statements=0, disputes=0, expectations=0,
    first=None, last=None,
)  # fmt: skip


class _Named(msgspec.Struct):
    id: str
    name: Name


def counts(shelf: Shelf) -> Counts:
    """What the store holds."""
    found = shelf.one("SELECT body FROM shelf_{s}_facts WHERE key = 'counts'")
    return msgspec.json.decode(found[0], type=Counts) if found else _NONE


def period(by: str) -> Period:
    """The period of this name.

    Raises:
        KhabarError: there is none.
    """
    try:
        return Period(by)
    except ValueError as error:
        raise KhabarError(f"by: {by[:40]!r} is no period. Say day, week, month or year.") from error


def span(day: date, by: Period) -> tuple[date, date]:
    """The first and last day of the period in which a day lies."""
    if by is Period.DAY:
        return day, day
    if by is Period.WEEK:
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    if by is Period.MONTH:
        last = calendar.monthrange(day.year, day.month)[1]
        return day.replace(day=1), day.replace(day=last)
    return date(day.year, 1, 1), date(day.year, 12, 31)


@lru_cache(maxsize=1 << 15)
def _ends(day: str, by: Period) -> tuple[str, str]:
    start, end = span(date.fromisoformat(day), by)
    return start.isoformat(), end.isoformat()


def timeline(shelf: Shelf, wanted: Wanted, by: str) -> tuple[Bucket, ...]:
    """Events by the period in which they surely lie."""
    length = period(by)
    found: dict[str, tuple[str, Counter[str], list[float]]] = {}
    for first, last, quad, events, score, origins in _days(shelf, clean(wanted)):
        start, end = _ends(first, length)
        if last > end:
            continue
        _, quads, sums = found.setdefault(start, (end, Counter(), [0.0, 0.0]))
        quads[quad] += events
        sums[0] += score
        sums[1] += origins
    return tuple(
        Bucket(
            start=start, end=end, counts=dict(sorted(quads.items())),
            score=round(sums[0] / quads.total(), 2), origins=int(sums[1]),
        )
        for start, (end, quads, sums) in sorted(found.items())
    )  # fmt: skip


def _days(shelf: Shelf, wanted: Wanted) -> list[tuple[str, str, str, int, float, int]]:
    """Days with the events that are asked for; all were counted when the shelf was filled."""
    if wanted == Wanted(sort=wanted.sort):
        return shelf.rows("SELECT first, last, quad, events, score, origins FROM shelf_{s}_days")
    chosen = _chosen(shelf, wanted)
    if chosen is None:
        return []
    source, condition, values = chosen
    return shelf.rows(
        "SELECT t.first, t.last, t.quad, count(*), sum(t.score), sum(t.origins) "
        f"FROM {source} WHERE t.first IS NOT NULL{condition} GROUP BY 1, 2, 3",
        values,
    )


def _chosen(shelf: Shelf, wanted: Wanted) -> tuple[str, str, list[Value]] | None:
    """The events asked for as SQL; None where the words asked for are none."""
    asked = asked_events(shelf, wanted)
    match = matching(wanted.q)
    if match is None:
        return "shelf_{s}_events t", asked.where, asked.values
    if not match:
        return None
    source = (
        "shelf_{s}_events_words CROSS JOIN shelf_{s}_events t ON t.n = shelf_{s}_events_words.rowid"
    )
    return source, f" AND shelf_{{s}}_events_words MATCH ?{asked.where}", [match, *asked.values]


def ties(shelf: Shelf, wanted: Wanted, limit: int) -> tuple[Tie, ...]:
    """Who deals with whom most."""
    wanted = clean(wanted)
    rows = _ties(shelf, wanted, max(1, limit))
    who = people(shelf, [n for a, b, *_ in rows for n in (a, b)])
    return tuple(
        Tie(a=who[a], b=who[b], events=events, score=None if score is None else round(score, 2))
        for a, b, events, score in rows
        if a in who and b in who
    )


def _ties(shelf: Shelf, wanted: Wanted, limit: int) -> list[tuple[int, int, int, float | None]]:
    if wanted == Wanted(actor=wanted.actor, sort=wanted.sort):
        only = "a = ?" if wanted.actor else "a < b"
        own: list[Value] = [number_of(shelf, "actors", wanted.actor)] if wanted.actor else []
        return shelf.rows(
            f"SELECT a, b, events, score FROM shelf_{{s}}_ties WHERE {only} "
            f"ORDER BY events DESC, a, b LIMIT {limit}",
            own,
        )
    if wanted == Wanted(
        actor=wanted.actor, since=wanted.since, until=wanted.until, sort=wanted.sort
    ):
        return _ties_between(shelf, wanted, limit)
    chosen = _chosen(shelf, wanted)
    if chosen is None:
        return []
    source, condition, values = chosen
    if wanted.actor:
        n = number_of(shelf, "actors", wanted.actor)
        condition, values = f"{condition} AND (p.a = ? OR p.b = ?)", [*values, n, n]
    return shelf.rows(
        f"SELECT p.a, p.b, count(*), avg(t.score) FROM {source} "
        f"JOIN shelf_{{s}}_pairs p ON p.event = t.n WHERE 1{condition} "
        f"GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT {limit}",
        values,
    )


def _ties_between(
    shelf: Shelf, wanted: Wanted, limit: int
) -> list[tuple[int, int, int, float | None]]:
    """Who deals with whom in some days: pairs know theirs, so that no event is looked up."""
    asked = Asked()
    if wanted.actor:
        n = number_of(shelf, "actors", wanted.actor)
        asked.add("(t.a = ? OR t.b = ?)", n, n)
    if wanted.since:
        asked.add("t.last >= ?", wanted.since)
    if wanted.until:
        asked.add("t.first <= ?", wanted.until)
    return shelf.rows(
        f"SELECT t.a, t.b, count(*), avg(t.score) FROM shelf_{{s}}_pairs t WHERE 1{asked.where} "
        f"GROUP BY t.a, t.b ORDER BY 3 DESC, 1, 2 LIMIT {limit}",
        asked.values,
    )


def people(shelf: Shelf, numbers: list[int]) -> dict[int, Who]:
    """The actors of these numbers."""
    found = {}
    every = list(dict.fromkeys(numbers))
    for at in range(0, len(every), 500):
        some = every[at : at + 500]
        marks = ", ".join("?" * len(some))
        sql = f"SELECT n, body FROM shelf_{{s}}_actors WHERE n IN ({marks})"
        for n, body in shelf.rows(sql, some):
            told = msgspec.json.decode(body, type=_Named)
            found[n] = Who(id=told.id, name=told.name)
    return found


def path(shelf: Shelf, a: str, b: str) -> tuple[Who, ...]:
    """The shortest way between two actors, by those who deal with each other most."""
    start, goal = number_of(shelf, "actors", a), number_of(shelf, "actors", b)
    if NOBODY in (start, goal):
        return ()
    before, edge = {start: start}, [start]
    for _ in range(_FAR):
        if goal in before or not edge:
            break
        edge = _next(shelf, edge, before)
    if goal not in before:
        return ()
    way = [goal]
    while way[-1] != start:
        way.append(before[way[-1]])
    who = people(shelf, way)
    return tuple(who[n] for n in reversed(way))


def _next(shelf: Shelf, edge: list[int], before: dict[int, int]) -> list[int]:
    """Those who deal with the ones at the edge and were not met before."""
    found = []
    for at in range(0, len(edge), _EDGE):
        some = edge[at : at + _EDGE]
        marks = ", ".join("?" * len(some))
        sql = f"SELECT a, b FROM shelf_{{s}}_ties WHERE a IN ({marks}) ORDER BY events DESC, a, b"
        for n, other in shelf.rows(sql, some):
            if other not in before:
                before[other] = n
                found.append(other)
    return found
