"""Who is quoted, laid out from what each document quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from khabar.schema.names import Name
from khabar.serve.shelving_known import Known
from khabar.serve.shelving_numbers import lot
from khabar.serve.views import SourceRow
from khabar.store.shelf import Filling

_MARKS = 500
_QUOTED = """
SELECT q.key, max(q.actor), sum(q.statements), sum(q.reports), count(DISTINCT nullif(d.outlet, '')),
    min(q.document)
FROM shelf_{s}_quoted q JOIN shelf_{s}_documents d ON d.n = q.document
WHERE q.key IN (%s) GROUP BY q.key"""
_FIRST = "SELECT name FROM shelf_{s}_quoted WHERE key = ? AND document = ?"


def key_of(actor: int | None, name: str) -> str:
    """What tells one source from another: the actor's number, or else the name without one."""
    return f"={name}" if actor is None else f"#{actor}"


def quoted_in(filling: Filling, documents: Iterable[int]) -> set[str]:
    """The keys of those whom these documents quote, as it stands."""
    found: set[str] = set()
    for some in in_parts(documents):
        sql = f"SELECT DISTINCT key FROM shelf_{{s}}_quoted WHERE document IN ({marks(some)})"
        found.update(key for (key,) in filling.rows(sql, some))
    return found


def every_key(filling: Filling) -> set[str]:
    """The keys of all who are quoted."""
    return {key for (key,) in filling.rows("SELECT DISTINCT key FROM shelf_{s}_quoted")}


def put_sources(filling: Filling, keys: Iterable[str], known: Known) -> None:
    """Lay out those of these keys who are still quoted; their rows were taken off before."""
    for some in in_parts(sorted(keys)):
        for key, actor, statements, reports, outlets, first in filling.rows(
            _QUOTED % marks(some), some
        ):
            name = known.who[actor].name if actor is not None else _name(filling, key, first)
            row = SourceRow(
                who=None if actor is None else known.who[actor], name=name,
                anonymous=actor is None, statements=int(statements), reports=int(reports),
                outlets=outlets,
            )  # fmt: skip
            filling.put("sources", (
                lot(key), actor, int(actor is None), row.statements, row.reports,
                row.statements + row.reports, msgspec.json.encode(row),
            ))  # fmt: skip


def _name(filling: Filling, key: str, first: int) -> Name:
    """As the oldest of its documents has it."""
    ((name,),) = filling.rows(_FIRST, (key, first))
    return msgspec.json.decode(name, type=Name)


def in_parts(values: Iterable[int] | Iterable[str], most: int = _MARKS) -> Iterator[list[int | str]]:
    """So many at a time as one question takes."""
    turns = iter(values)
    while some := list(islice(turns, most)):
        yield some


def marks(values: list[int | str]) -> str:
    """A question mark for each."""
    return ", ".join("?" * len(values))
