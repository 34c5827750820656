"""Series of what passed between two actors, counted by assemble/series.py and by nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from khabar.assemble.series import Period, Point
from khabar.assemble.series import series as counted
from khabar.errors import KhabarError
from khabar.pipeline.kit import recipe
from khabar.pipeline.together import record_of
from khabar.schema.names import ActorKind
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, Record, RecordActor, RecordEvent, Ref
from khabar.serve.desk_lists import NOBODY, number_of
from khabar.serve.desk_sums import people
from khabar.serve.periods import period, span
from khabar.serve.shelved_deeds import Deed, Told
from khabar.serve.views import Bucket
from khabar.store.codec import reading_of
from khabar.store.shelf import Shelf
from khabar.store.sql import SqlStore

_MOST = 4000
"""Articles that are looked at for one series; for more there is `khabar series`."""


def series(
    store: SqlStore, shelf: Shelf, ids: Sequence[str], by: str, outlets: Sequence[str]
) -> tuple[Bucket, ...]:
    """The periods of a series.

    Raises:
        KhabarError: one actor is given twice, the period is none, or the articles are too many.
    """
    length = period(by)
    if len(set(ids)) != len(ids):
        raise KhabarError("series: an actor has no series with itself. Name two, or one alone.")
    numbers = [number_of(shelf, "actors", i) for i in ids]
    if NOBODY in numbers:
        return ()
    if outlets:
        points = _of_outlets(store, shelf, numbers, length, outlets)
    else:
        points = _of_all(shelf, numbers, length)
    return tuple(_bucket(p, length) for p in points)


def _of_all(shelf: Shelf, numbers: Sequence[int], by: Period) -> tuple[Point, ...]:
    """Over the events of the shelf's record that all of these take part in."""
    both = " INTERSECT ".join(["SELECT event FROM shelf_{s}_takes WHERE actor = ?"] * len(numbers))
    told = f"SELECT body FROM shelf_{{s}}_deeds WHERE event IN ({both})"
    deeds = [msgspec.json.decode(body, type=Deed) for (body,) in shelf.rows(told, numbers)]
    documents: dict[str, Told] = {}
    for deed in deeds:
        documents.setdefault(deed.document.id, Told(deed.document)).events.append(deed)
    rows = shelf.rows(f"SELECT event FROM shelf_{{s}}_told WHERE n IN ({both})", numbers)
    events = tuple(msgspec.json.decode(body, type=RecordEvent) for (body,) in rows)
    # Deeds name actors as the record does: each is its own member in every document.
    actors = [
        RecordActor(
            id=KnownId(who.id), name=who.name, kind=ActorKind.GROUP,
            members=tuple(Ref(doc=doc, id=who.id) for doc in documents),
        )
        for who in people(shelf, list(numbers)).values()
    ]  # fmt: skip
    return counted(
        Record(actors=tuple(actors), events=events), documents.values(), actors, by
    ).points


def _of_outlets(
    store: SqlStore, shelf: Shelf, numbers: Sequence[int], by: Period, outlets: Sequence[str]
) -> tuple[Point, ...]:
    """Assembled from those articles of the outlets alone that name one of the actors."""
    marks = ", ".join("?" * len(outlets))
    sql = (
        "SELECT DISTINCT d.n FROM shelf_{s}_named k JOIN shelf_{s}_documents d ON d.n = k.document "
        f"WHERE k.actor IN ({', '.join('?' * len(numbers))}) AND d.outlet IN ({marks})"
    )
    documents = [n for (n,) in shelf.rows(sql, [*numbers, *outlets])]
    readings = _readings(store, shelf, documents)
    record = record_of(readings, judged=tuple(store.judgements()))
    members = [set(a.members) for a in _actors(shelf, numbers, documents)]
    meant = [max(record.actors, key=lambda a, m=m: len(m & set(a.members))) for m in members if m]  # type: ignore[misc]
    if len({a.id for a in meant}) < len(numbers):
        return ()
    return counted(record, readings, meant, by).points


def _readings(store: SqlStore, shelf: Shelf, documents: Sequence[int]) -> tuple[Reading, ...]:
    if len(documents) > _MOST:
        raise KhabarError(
            f"series: {len(documents)} articles are too many to look at here. "
            "Ask for fewer outlets, or use khabar series."
        )
    found = []
    for n in documents:
        row = shelf.one("SELECT id FROM shelf_{s}_documents WHERE n = ?", (n,))
        stored = None if row is None else store.reading(row[0], recipe())
        if stored is not None:
            found.append(reading_of(stored.body, store.where))
    return tuple(found)


def _actors(shelf: Shelf, numbers: Sequence[int], documents: Sequence[int]) -> list[RecordActor]:
    """The actors with those of their members that stand in these documents."""
    who = people(shelf, list(numbers))
    members: dict[str, list[Ref]] = {who[n].id: [] for n in numbers}
    for n in documents:
        row = shelf.one("SELECT id, homes FROM shelf_{s}_documents WHERE n = ?", (n,))
        if row is None:
            continue
        for item, home in msgspec.json.decode(row[1], type=dict[str, str]).items():
            if home in members:
                members[home].append(Ref(doc=row[0], id=item))
    return [
        RecordActor(
            id=who[n].id, name=who[n].name, kind=ActorKind.GROUP, members=tuple(members[who[n].id])  # type: ignore[arg-type]
        )
        for n in numbers
    ]  # fmt: skip


def _bucket(point: Point, by: Period) -> Bucket:
    day = _first_day(point.period, by)
    start, end = span(day, by)
    counts = {
        "verbal cooperation": point.verbal_cooperation,
        "material cooperation": point.material_cooperation,
        "verbal conflict": point.verbal_conflict,
        "material conflict": point.material_conflict,
        "neutral": point.neutral,
    }
    return Bucket(
        start=start.isoformat(), end=end.isoformat(), counts={k: v for k, v in counts.items() if v},
        score=point.mean, origins=point.origins,
    )  # fmt: skip


def _first_day(period_: str, by: Period) -> date:
    if by is Period.WEEK:
        year, week = period_.split("-W")
        return date.fromisocalendar(int(year), int(week), 1)
    return date.fromisoformat(f"{period_}-01-01"[:10])
