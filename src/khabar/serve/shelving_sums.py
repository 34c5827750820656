"""What is counted over all rows once they stand: ties, days, doubts, and how much there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby
from typing import Any

import msgspec

from khabar.assemble.series import Period
from khabar.lang.ar.stems import stems_of
from khabar.schema.names import Name
from khabar.serve.periods import counted
from khabar.serve.views import Counts, Doubt, EventRow, ReportRow, StatementRow, Where
from khabar.store.shelf import Filling, Row

_DAYS = """
SELECT first, last, quad, count(*), sum(score), sum(origins) FROM shelf_{s}_events
WHERE first IS NOT NULL GROUP BY first, last, quad"""
_TIES = """
INSERT INTO shelf_{s}_ties
SELECT p.a, count(*), p.b, avg(e.score) FROM shelf_{s}_pairs p
JOIN shelf_{s}_events e ON e.n = p.event GROUP BY p.a, p.b
UNION ALL
SELECT p.b, count(*), p.a, avg(e.score) FROM shelf_{s}_pairs p
JOIN shelf_{s}_events e ON e.n = p.event GROUP BY p.a, p.b"""
_COUNTS = """
SELECT (SELECT count(*) FROM shelf_{s}_documents),
    (SELECT count(DISTINCT outlet) FROM shelf_{s}_documents),
    (SELECT count(*) FROM shelf_{s}_actors WHERE anonymous = 0),
    (SELECT count(*) FROM shelf_{s}_events),
    (SELECT count(*) FROM shelf_{s}_statements), (SELECT count(*) FROM shelf_{s}_disputes),
    (SELECT count(*) FROM shelf_{s}_expectations),
    (SELECT min(nullif(day, '')) FROM shelf_{s}_documents),
    (SELECT max(nullif(day, '')) FROM shelf_{s}_documents)"""
_ALIKE = """
SELECT name, id, documents, body, spot FROM shelf_{s}_actors
WHERE kind = 'person' AND anonymous = 0"""
_MOST_ALIKE = 6  # of one name: more are a forename alone
_ALIKE_DOUBT, _KEPT, _EACH = 0.8, 3000, 1000
_UNSURE_EVENTS = """
SELECT r.body, t.body, e.reports FROM shelf_{s}_reports r
JOIN shelf_{s}_told t ON t.n = r.event JOIN shelf_{s}_events e ON e.n = r.event
WHERE json_extract(r.body, '$.sure') < 0.7
ORDER BY json_extract(r.body, '$.sure'), e.reports DESC LIMIT ?"""
_UNSURE_STATEMENTS = """
SELECT body FROM shelf_{s}_statements WHERE json_extract(body, '$.sure') < 0.7
ORDER BY json_extract(body, '$.sure'), n DESC LIMIT ?"""


def put_sums(filling: Filling) -> None:
    """Lay out what is counted over all rows."""
    days = filling.rows(_DAYS)
    for by in Period:
        filling.put_all("periods", _periods(days, by))
    filling.run(_TIES)
    (counted,) = filling.rows(_COUNTS)
    counts = Counts(**dict(zip(Counts.__dataclass_fields__, counted, strict=True)))
    filling.put("facts", ("counts", msgspec.json.encode(counts)))
    doubts = sorted(_doubts(filling), key=lambda d: (-d.doubt * d.effect, d.kind, d.ids))
    filling.put_all(
        "doubts", ((n, msgspec.json.encode(d)) for n, d in enumerate(doubts[:_KEPT], 1))
    )


def _periods(days: Sequence[tuple[Any, ...]], by: Period) -> Iterator[Row]:
    found: dict[tuple[str, str, str], list[float]] = {}
    for each in counted(days, by):
        sums = found.setdefault(each[:3], [0, 0.0, 0])
        for place, value in enumerate(each[3:]):
            sums[place] += value
    for key, sums in found.items():
        yield (by.value, *key, *sums)


def _doubts(filling: Filling) -> Iterator[Doubt]:
    yield from _alike(filling)
    for report, told, effect in filling.rows(_UNSURE_EVENTS, (_EACH,)):
        one = msgspec.json.decode(report, type=ReportRow)
        event = msgspec.json.decode(told, type=EventRow)
        yield Doubt(
            kind="event", ids=(one.event,), label=event.sentence, other=None, a=one.at, b=None,
            doubt=round(1 - one.sure, 3), effect=effect,
        )  # fmt: skip
    for (body,) in filling.rows(_UNSURE_STATEMENTS, (_EACH,)):
        said = msgspec.json.decode(body, type=StatementRow)
        yield Doubt(
            kind="statement", ids=(f"{said.document}:{said.item}",), label=said.sentence,
            other=None, a=said.content, b=None, doubt=round(1 - said.sure, 3), effect=1,
        )  # fmt: skip


def _alike(filling: Filling) -> Iterator[Doubt]:
    """Persons of one name that were kept apart, spelling and articles aside."""
    rows = sorted(
        (" ".join(stems_of(name)), id_, documents, body, spot)
        for name, id_, documents, body, spot in filling.rows(_ALIKE)
        if spot is not None
    )
    for key, group in groupby(rows, key=lambda r: r[0]):
        same = list(group)
        if " " not in key or not 1 < len(same) <= _MOST_ALIKE:
            continue
        for a, b in combinations(same, 2):
            ends = [msgspec.json.decode(x[4], type=Where) for x in (a, b)]
            names = [msgspec.json.decode(x[3], type=_Named).name for x in (a, b)]
            yield Doubt(
                kind="actors", ids=(a[1], b[1]), label=names[0], other=names[1], a=ends[0],
                b=ends[1], doubt=_ALIKE_DOUBT, effect=min(a[2], b[2]),
            )  # fmt: skip


class _Named(msgspec.Struct):
    name: Name
