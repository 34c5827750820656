"""`khabar record`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from khabar.cli.options import StoreOption, settings
from khabar.cli.terminal import output, safe, say_textless
from khabar.pipeline.corpus import Corpus
from khabar.schema.events import Event
from khabar.schema.reading import Reading
from khabar.schema.record import Record, RecordEvent, Ref
from khabar.store.opening import open_store

_QUOTED = 70


def record(
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DAY", help="Only what was published by this day."),
    ] = None,
    store: StoreOption = None,
) -> None:
    """Show what all documents say together: events by day, who says so, how they stand.

    Each event is told once, however many documents report it; a dispute keeps both sides.

    Example: khabar record --as-of 2018-04-20 --store news.db
    """
    # What was known by a day is assembled anew, which takes the texts.
    with open_store(settings(store).store, create=False, textless=as_of is None) as opened:
        say_textless(opened)
        corpus = Corpus(opened)
        # What was known by a day is a view of the record, not a new state of it.
        today = date.today().isoformat()
        built = corpus.revised(today) if as_of is None else corpus.record(as_of)
        table = _table(built, corpus.readings)
    console = output()
    console.print(table)
    console.print(
        f"{len(built.events)} events, {len(built.actors)} actors, {len(built.disputes)} disputes, "
        f"{len(built.expectations)} announcements, {len(built.copies)} pairs of copies"
    )


def _table(built: Record, readings: Iterable[Reading]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("when", "event", "standing", "reports", "origins", "words"):
        table.add_column(title, overflow="fold")
    told = dict(_told({event.members[0] for event in built.events}, readings))
    names = {m: a.name.ar for a in built.actors for m in a.members}
    for event in sorted(built.events, key=lambda e: (e.when or "9999", e.id)):
        table.add_row(*map(Text, map(safe, _row(event, told, names))))
    return table


def _told(leads: Set[Ref], readings: Iterable[Reading]) -> Iterator[tuple[Ref, tuple[Event, str]]]:
    """The events that are shown, each with its words."""
    for reading in readings:
        for event in reading.events:
            ref = Ref(doc=reading.document.id, id=event.id)
            if ref in leads:
                yield ref, (event, event.cut(reading.text)[:_QUOTED])


def _row(
    event: RecordEvent, told: Mapping[Ref, tuple[Event, str]], names: Mapping[Ref, str]
) -> tuple[str, ...]:
    lead = event.members[0]
    first, words = told[lead]
    sides = [
        "، ".join(names.get(Ref(doc=lead.doc, id=a), "?") for a in ids) or "—"
        for ids in (first.actor, first.recipient)
    ]
    what = f"{sides[0]} → {event.type}{f'-{first.mode}' if first.mode else ''} → {sides[1]}"
    counts = (str(len(event.members)), str(len(event.origins)))
    return (event.when or "", what, event.standing, *counts, words)
