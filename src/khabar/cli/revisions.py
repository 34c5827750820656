"""`khabar revisions`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from khabar.cli.options import StoreOption, settings
from khabar.cli.terminal import output, safe
from khabar.errors import KhabarError
from khabar.schema.record import Record, Revision
from khabar.store.opening import open_store

_NAMED = 5  # documents that a row names


def revisions(
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="Only what changed from then on.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Show what changed in the record from one time to the next, and because of which documents.

    Changes are noted whenever `khabar record` or `khabar export --format record` assembles a store
    whose readings or judgements changed. The first record of a store changes nothing.

    Example: khabar revisions --since 2018-04-20 --store news.db
    """
    if since is not None:
        _check_day(since)
    with open_store(settings(store).store, create=False, textless=True) as opened:
        found = tuple(opened.revisions(since or ""))
        kept = opened.kept()
    names = _names(kept.record) if kept else {}
    console = output()
    console.print(_table(found, names))
    console.print(f"{len(found)} changes" if kept else "No record yet. Run: khabar record")


def _check_day(since: str) -> None:
    try:
        date.fromisoformat(since)
    except ValueError as error:
        raise KhabarError(f"--since: {since!r} is no day. Write it as 2018-04-20.") from error


def _names(record: Record) -> Mapping[str, str]:
    actors: dict[str, str] = {a.id: a.name.en or a.name.ar for a in record.actors}
    return {**actors, **{e.id: f"{e.type} {e.when or ''}".strip() for e in record.events}}


def _table(found: Iterable[Revision], names: Mapping[str, str]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("day", "what", "before", "after", "because of"):
        table.add_column(title, overflow="fold")
    for each in found:
        what = " ".join(filter(None, (each.what, names.get(each.what))))
        docs = [doc[:12] for doc in each.because]
        more = f" and {len(docs) - _NAMED} more" if len(docs) > _NAMED else ""
        because = " ".join(docs[:_NAMED]) + more
        row = (each.day, what, each.before or "-", each.after or "-", because or "khabar itself")
        table.add_row(*map(Text, map(safe, row)))
    return table
