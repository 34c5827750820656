"""Who is quoted, laid out from what each document quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from khabar.schema.names import Name
from khabar.serve.shelving_known import Known
from khabar.serve.shelving_numbers import lot
from khabar.serve.views import SourceRow
from khabar.store.shelf import Filling, Value

_MARKS = 500
_QUOTED = """
SELECT q.key, max(q.actor), sum(q.statements), sum(q.reports), count(DISTINCT nullif(d.outlet, ''))
FROM shelf_{s}_quoted q JOIN shelf_{s}_documents d ON d.n = q.document
WHERE q.key IN (%s) GROUP BY q.key"""
_NAMES = """
SELECT q.key, q.name FROM shelf_{s}_quoted q JOIN (
    SELECT key, min(document) AS document FROM shelf_{s}_quoted WHERE key IN (%s) GROUP BY key
) f ON f.key = q.key AND f.document = q.document"""


def key_of(actor: int | None, name: str) -> str:
    """What tells one source from another: the actor's number, or else the name without one."""
    return f"={name}" if actor is None else f"#{actor}"


def quoted_in(filling: Filling, documents: Iterable[int]) -> set[str]:
    """The keys of those whom these documents quote, as it stands."""
    found: set[str] = set()
    for some in in_parts(documents):
        sql = f"SELECT DISTINCT key FROM shelf_{{s}}_quoted WHERE document IN ({marks(some)})"
        found.update(key for (key,) in filling.standing(sql, some))
    return found


def every_key(filling: Filling) -> set[str]:
    """The keys of all who are quoted."""
    return {key for (key,) in filling.rows("SELECT DISTINCT key FROM shelf_{s}_quoted")}


def put_sources(filling: Filling, keys: Iterable[str], known: Known) -> None:
    """Lay out those of these keys who are still quoted; their rows were taken off before."""
    for some in in_parts(sorted(keys)):
        # Who is not named is called as the oldest of the documents has it.
        names = dict(filling.rows(_NAMES % marks(some), some))
        for key, actor, statements, reports, outlets in filling.rows(_QUOTED % marks(some), some):
            who = None if actor is None else known.who[actor]
            name = msgspec.json.decode(names[key], type=Name) if who is None else who.name
            row = SourceRow(
                who=who, name=name, anonymous=who is None, statements=int(statements),
                reports=int(reports), outlets=outlets,
            )  # fmt: skip
            filling.put("sources", (
                lot(key), actor, int(row.anonymous), row.statements, row.reports,
                row.statements + row.reports, msgspec.json.encode(row),
            ))  # fmt: skip


def in_parts(values: Iterable[Value]) -> Iterator[list[Value]]:
    """So many at a time as one question takes."""
    turns = iter(values)
    while some := list(islice(turns, _MARKS)):
        yield some


def marks(values: Sequence[Value]) -> str:
    """A question mark for each."""
    return ", ".join("?" * len(values))
