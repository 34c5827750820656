"""What is counted over all rows once they stand: ties, days, doubts, and how much there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby
from operator import itemgetter
from typing import Any

import msgspec

from khabar.assemble.series import Period
from khabar.schema.names import Name
from khabar.serve.periods import counted
from khabar.serve.views import Counts, Doubt, EventRow, ReportRow, StatementRow, Where
from khabar.store.shelf import Filling, Row

_DAYS = """
SELECT first, last, quad, count(*), sum(score), sum(origins) FROM shelf_{s}_events
WHERE first IS NOT NULL GROUP BY first, last, quad"""
_TIES = """
INSERT INTO shelf_{s}_ties
SELECT a, count(*), b, avg(score) FROM shelf_{s}_pairs GROUP BY a, b
UNION ALL SELECT b, count(*), a, avg(score) FROM shelf_{s}_pairs GROUP BY a, b"""
_NO_TIE = "DELETE FROM shelf_{s}_ties WHERE a = ? AND b = ?"
_TIE = """
INSERT INTO shelf_{s}_ties SELECT a, count(*), b, avg(score) FROM shelf_{s}_pairs
WHERE a = ? AND b = ? GROUP BY a, b"""
_TIE_BACK = """
INSERT INTO shelf_{s}_ties SELECT b, count(*), a, avg(score) FROM shelf_{s}_pairs
WHERE a = ? AND b = ? GROUP BY a, b"""
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
SELECT alike, id, documents, body, spot FROM shelf_{s}_actors WHERE alike IN (
    SELECT alike FROM shelf_{s}_actors WHERE alike IS NOT NULL
    GROUP BY alike HAVING count(*) BETWEEN 2 AND %d)
ORDER BY alike, id"""
_MOST_ALIKE = 6  # of one name: more are a forename alone
_ALIKE_DOUBT, _KEPT, _EACH = 0.8, 3000, 1000
_UNSURE_EVENTS = """
SELECT r.body, t.body, e.reports FROM shelf_{s}_reports r
JOIN shelf_{s}_told t ON t.n = r.event JOIN shelf_{s}_events e ON e.n = r.event
WHERE r.sure < 0.7 ORDER BY r.sure, e.reports DESC, r.event, r.document, r.body LIMIT ?"""
_UNSURE_STATEMENTS = """
SELECT body FROM shelf_{s}_statements WHERE sure < 0.7 ORDER BY sure, n DESC LIMIT ?"""
_COUNTED = ("periods", "doubts")


def put_ties(filling: Filling) -> None:
    """Lay out who deals with whom, where nothing of it stands."""
    filling.run(_TIES)


def change_ties(filling: Filling, pairs: Iterable[tuple[int, int]]) -> None:
    """Count the ties of these pairs anew."""
    filling.write()
    both: list[Row] = [*sorted(pairs)]
    filling.each(_NO_TIE, [*both, *(row[::-1] for row in both)])
    filling.each(_TIE, both)
    filling.each(_TIE_BACK, both)


def put_sums(filling: Filling, more: Iterable[Doubt]) -> None:
    """Lay out what is counted over all rows, in place of what was counted before.

    Args:
        more: doubts besides those that the rows themselves raise.
    """
    for table in _COUNTED:
        filling.run(f"DELETE FROM shelf_{{s}}_{table}")
    filling.run("DELETE FROM shelf_{s}_facts WHERE key = 'counts'")
    days = filling.rows(_DAYS)
    for by in Period:
        filling.put_all("periods", _periods(days, by))
    (counted,) = filling.rows(_COUNTS)
    counts = Counts(**dict(zip(Counts.__dataclass_fields__, counted, strict=True)))
    filling.put("facts", ("counts", msgspec.json.encode(counts)))
    found = (*_doubts(filling), *more)
    doubts = sorted(found, key=lambda d: (-d.doubt * d.effect, d.kind, d.ids, d.a.start))
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
        events, score, origins = sums
        yield (by.value, *key, events, round(score, 3), origins)


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
    rows = filling.rows(_ALIKE % _MOST_ALIKE)
    for _, group in groupby(rows, key=itemgetter(0)):
        same = list(group)
        for a, b in combinations(same, 2):
            ends = [msgspec.json.decode(x[4], type=Where) for x in (a, b)]
            names = [msgspec.json.decode(x[3], type=_Named).name for x in (a, b)]
            yield Doubt(
                kind="actors", ids=(a[1], b[1]), label=names[0], other=names[1], a=ends[0],
                b=ends[1], doubt=_ALIKE_DOUBT, effect=min(a[2], b[2]),
            )  # fmt: skip


class _Named(msgspec.Struct):
    name: Name
