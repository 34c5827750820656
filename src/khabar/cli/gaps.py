"""`khabar gaps`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import msgspec
import typer
from rich.table import Table
from rich.text import Text

from khabar.cli.options import StoreOption, settings
from khabar.cli.terminal import output, safe
from khabar.pipeline.gaps import Gaps, gaps_of, next_steps
from khabar.pipeline.kit import recipe
from khabar.store.opening import open_store

_ROWS = 10  # of a list that people read; the rest is counted
_STRETCHES = 6

Rows = Sequence[tuple[str, ...]]


def gaps(
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object, with every item of every list.")
    ] = False,
    store: StoreOption = None,
) -> None:
    """Show what a store does not hold, and what to do about it.

    What was given and could not be read, by reason and by language; pages that tell of no event;
    outlets whose events an article fell in their newest month; days on which an outlet that appears
    daily has nothing in the store. Long lists are cut for people, and whole with --json.

    Example: khabar gaps --store news.db
    """
    with open_store(settings(store).store, create=False) as opened:
        found = gaps_of(opened, recipe())
    if as_json:
        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
        return
    console = output()
    for line in _lines(found):
        console.print(line)


def _lines(found: Gaps) -> Iterator[Table | Text]:
    yield Text(
        f"{found.documents} documents, {found.stale} of them not read by this version; "
        f"{found.aside} set aside; {len(found.mute)} without events; "
        f"{found.undated} without a day, {found.homeless} without an outlet."
    )
    for title, columns, rows in _parts(found):
        if rows:
            yield Text(f"\n{title}", style="bold")
            yield _table(columns, rows)
    steps = tuple(next_steps(found))
    yield Text("\nNext" if steps else "\nNo gaps.", style="bold")
    yield from (Text(f"- {step}") for step in steps)


def _parts(found: Gaps) -> Iterator[tuple[str, Sequence[str], Rows]]:
    reasons = [(str(r.count), r.why, _some(r.items, r.count)) for r in found.refused]
    yield "Given and not read", ("times", "why", "for example"), reasons
    languages = [(name, str(count)) for name, count in found.languages.items()]
    yield "Languages refused", ("language", "times"), languages
    mute = [(m.id[:12], m.outlet or "unknown", m.title or m.path) for m in found.mute]
    yield "Pages without events", ("document", "outlet", "title or path"), mute
    fallen = [
        (f.outlet, f.month, str(f.articles), f"{f.before:.2f}", f"{f.after:.2f}")
        for f in found.fallen
    ]
    columns = ("outlet", "month", "articles", "events each before", "now")
    yield "Outlets whose yield fell", columns, fallen
    silent = [
        (s.outlet, f"{s.first} to {s.last}", str(s.days), _some(s.missing, len(s.missing)))
        for s in found.silent
    ]
    yield "Days missing", ("outlet", "from first to last", "days", "which"), silent


def _some(named: Iterable[str], count: int) -> str:
    shown = tuple(named)[:_STRETCHES]
    more = f" and {count - len(shown)} more" if count > len(shown) else ""
    return ", ".join(shown) + more


def _table(columns: Sequence[str], rows: Rows) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows[:_ROWS]:
        table.add_row(*(Text(safe(cell)) for cell in row))
    if len(rows) > _ROWS:
        table.add_row(Text(f"… {len(rows) - _ROWS} more"))
    return table
