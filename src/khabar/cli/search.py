"""`khabar search`."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.table import Table
from rich.text import Text

from khabar.cli.options import StoreOption, settings
from khabar.cli.terminal import output, safe
from khabar.errors import KhabarError
from khabar.schema.names import Name

if TYPE_CHECKING:
    from khabar.serve.desk import Desk
    from khabar.serve.views import ActorRow, DocumentRow, EventRow, StatementRow, Wanted

    Row = DocumentRow | EventRow | ActorRow | StatementRow

_SHORT = 12  # letters of an id that `khabar show` takes
_BEFORE, _LONG = 20, 60  # letters of an article: those before the first word found, and all


class In(StrEnum):
    """What is searched."""

    ARTICLES = "articles"
    EVENTS = "events"
    ACTORS = "actors"
    STATEMENTS = "statements"


InOption = Annotated[In, typer.Option("--in", help="Search these.")]
DayOption = Annotated[str | None, typer.Option(metavar="DAY", help="As 2018-04-20.")]


def search(  # noqa: PLR0913
    words: Annotated[list[str], typer.Argument(help="In Arabic or English; all must be found.")],
    kind: InOption = In.ARTICLES,
    meaning: Annotated[
        bool, typer.Option("--meaning", help="Articles nearest in meaning, whatever their words.")
    ] = False,
    since: DayOption = None,
    until: DayOption = None,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many to show.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
    store: StoreOption = None,
) -> None:
    """Search a store for WORDS; spelling, prefixes and English names are taken care of.

    A text in quotation marks is looked for as it stands. The first search after articles were
    read lays out what they say, as `khabar serve` does; the next are quick. With --meaning
    articles are prepared first, once. Likeness is no evidence: a denial is like its claim.

    Example: khabar search موسكو "وقف إطلاق النار" --in events --since 2020-01-01
    """
    for name, day in (("--since", since), ("--until", until)):
        _check_day(name, day)
    if meaning and kind is not In.ARTICLES:
        raise KhabarError(f"--meaning: finds articles only. Leave out --in {kind}.")
    # What the desk needs loads slowly, and no other command but serve does.
    from khabar.serve.desk import Desk
    from khabar.serve.views import Wanted

    wanted = Wanted(
        q=_asked(words), since=since or "", until=until or "", sort="meaning" if meaning else ""
    )
    with Desk.open(settings(store).store, _tell) as desk:
        if meaning and not desk.means():
            desk.prepare(_tell)
        rows, total = _found(desk, kind, wanted, limit)
    _print(kind, rows, total, as_json=as_json)


def _asked(words: Sequence[str]) -> str:
    """The words as one question; an argument of several words was given in quotation marks."""
    told = " ".join(f'"{w}"' if " " in w.strip() and '"' not in w else w for w in words)
    if not told.strip(' "'):
        raise KhabarError("search: no word is given. Say what to look for.")
    return told


def _check_day(name: str, day: str | None) -> None:
    try:
        date.fromisoformat(day or "2018-04-20")
    except ValueError as error:
        raise KhabarError(f"{name}: {day!r} is no day. Write it as 2018-04-20.") from error


def _found(desk: Desk, kind: In, wanted: Wanted, limit: int) -> tuple[tuple[Row, ...], int]:
    if kind is In.ARTICLES:
        articles = desk.documents(wanted, None, limit)
        return articles.rows, articles.total
    if kind is In.EVENTS:
        events = desk.events(wanted, None, limit)
        return events.rows, events.total
    if kind is In.ACTORS:
        actors = desk.actors(wanted, None, limit)
        return actors.rows, actors.total
    statements = desk.statements(wanted, None, limit)
    return statements.rows, statements.total


def _print(kind: In, rows: Sequence[Row], total: int, *, as_json: bool) -> None:
    if as_json:
        for row in rows:
            typer.echo(msgspec.json.encode(row).decode())
        return
    titles, cells = _COLUMNS[kind]
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in titles:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*(Text(safe(each or "-")) for each in cells(row)))
    console = output()
    if rows:
        console.print(table)
    console.print(f"{len(rows)} of {total} {kind}")


def _article(row: DocumentRow) -> tuple[str | None, ...]:
    at = max(0, row.snippet.find("⟦") - _BEFORE)
    told = row.snippet[at : at + _LONG].replace("⟦", "").replace("⟧", "")
    return row.id[:_SHORT], row.published, row.outlet, row.title, told


def _event(row: EventRow) -> tuple[str | None, ...]:
    return row.id, row.when, row.standing, _called(row.sentence), str(row.documents)


def _actor(row: ActorRow) -> tuple[str | None, ...]:
    return row.id, row.kind, _called(row.name), str(row.documents), str(row.events)


def _statement(row: StatementRow) -> tuple[str | None, ...]:
    by = None if row.source is None else _called(row.source.name)
    return row.document[:_SHORT], row.published, row.outlet, by, row.content.words


def _called(name: Name) -> str:
    return name.ar if name.en is None else f"{name.en} · {name.ar}"


_COLUMNS: dict[In, tuple[tuple[str, ...], Callable[..., tuple[str | None, ...]]]] = {
    In.ARTICLES: (("id", "published", "outlet", "title", "where"), _article),
    In.EVENTS: (("id", "when", "standing", "event", "articles"), _event),
    In.ACTORS: (("id", "kind", "name", "articles", "events"), _actor),
    In.STATEMENTS: (("article", "published", "outlet", "source", "said"), _statement),
}


def _tell(doing: str, done: int, total: int) -> None:
    if os.isatty(2):
        typer.echo(f"{safe(doing)}: {done} of {total}   ", nl=False, err=True)
        typer.echo("\n" if done >= total else "\r", nl=False, err=True)
