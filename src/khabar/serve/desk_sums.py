"""What the desk answers by counting: over time, and between actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from khabar.assemble.series import Period
from khabar.schema.names import Name
from khabar.serve.desk_events import asked_events
from khabar.serve.desk_lists import NOBODY, Asked, clean, number_of
from khabar.serve.desk_words import matching
from khabar.serve.periods import Counted, counted, period
from khabar.serve.views import Bucket, Counts, PlaceRow, Tie, Wanted, Who
from khabar.store.shelf import Shelf, Value

_FAR = 6  # actors between two: what lies farther apart is not connected in any useful way
_EDGE = 500  # actors whose ties are looked up at once
_CONFLICT = "'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT'"
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


def timeline(shelf: Shelf, wanted: Wanted, by: str) -> tuple[Bucket, ...]:
    """Events by the period in which they surely lie."""
    length = period(by)
    found: dict[str, tuple[str, Counter[str], list[float]]] = {}
    for each in _periods(shelf, clean(wanted), length):
        _, quads, sums = found.setdefault(each.start, (each.stop, Counter(), [0.0, 0.0]))
        quads[each.quad] += each.events
        sums[0] += each.score
        sums[1] += each.origins
    return tuple(
        Bucket(
            start=start, end=stop, counts=dict(sorted(quads.items())),
            score=round(sums[0] / quads.total(), 2), origins=int(sums[1]),
        )
        for start, (stop, quads, sums) in sorted(found.items())
    )  # fmt: skip


def _periods(shelf: Shelf, wanted: Wanted, by: Period) -> Iterator[Counted]:
    """Periods with the events that are asked for; all were counted when the shelf was filled."""
    if wanted == Wanted(sort=wanted.sort):
        sql = "SELECT start, stop, quad, events, score, origins FROM shelf_{s}_periods WHERE by = ?"
        return (Counted(*row) for row in shelf.rows(sql, (by,)))
    chosen = _chosen(shelf, wanted)
    if chosen is None:
        return iter(())
    source, condition, values = chosen
    days = shelf.rows(
        "SELECT t.first, t.last, t.quad, count(*), sum(t.score), sum(t.origins) "
        f"FROM {source} WHERE t.first IS NOT NULL{condition} GROUP BY 1, 2, 3",
        values,
    )
    return counted(days, by)


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


def places(shelf: Shelf, wanted: Wanted, limit: int) -> tuple[PlaceRow, ...]:
    """Where events were of which that is known, the places of most events first."""
    chosen = _chosen(shelf, clean(wanted))
    if chosen is None:
        return ()
    source, condition, values = chosen
    rows = shelf.rows(
        f"SELECT t.place, t.lat, t.lon, count(*), "
        f"sum(CASE WHEN t.type IN ({_CONFLICT}) THEN 1 ELSE 0 END) FROM {source} "
        f"WHERE t.lat IS NOT NULL AND t.place IS NOT NULL{condition} "
        f"GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 LIMIT {max(1, limit)}",
        values,
    )
    names = PlaceRow.__dataclass_fields__
    return tuple(PlaceRow(**dict(zip(names, row, strict=True))) for row in rows)


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
        f"JOIN shelf_{{s}}_pairs p ON p.event = t.n WHERE TRUE{condition} "
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
        f"SELECT t.a, t.b, count(*), avg(t.score) FROM shelf_{{s}}_pairs t WHERE TRUE{asked.where} "
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
