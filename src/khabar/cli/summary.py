"""A reading in a few lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from khabar.cli.terminal import safe
from khabar.schema.events import Event, Polarity
from khabar.schema.moments import Published
from khabar.schema.names import ActorId
from khabar.schema.reading import Reading
from khabar.schema.spans import Span
from khabar.schema.statements import Statement

_EVENTS = 5
_QUOTED = 80


def summary_of(reading: Reading) -> RenderableType:
    """Outlet, date, title and numbers, and the first events of one document."""
    return Group(facts_of(reading), *islice(event_lines(reading), _EVENTS), "")


def facts_of(reading: Reading) -> RenderableType:
    """Outlet, date, title and numbers of one document."""
    table = Table(show_header=False, box=None, padding=(0, 1, 0, 0))
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in _facts(reading):
        table.add_row(name, Text(safe(value)))
    return table


def _facts(reading: Reading) -> Iterator[tuple[str, str]]:
    document = reading.document
    yield "document", f"{document.id[:12]}  {document.path}"
    yield "outlet", document.outlet or "unknown"
    yield "published", when(document.published)
    yield "title", document.title or "none"
    anonymous = sum(actor.anonymous for actor in reading.actors)
    yield (
        "found",
        f"{len(reading.actors)} actors ({anonymous} unnamed), {len(reading.events)} events, "
        f"{len(reading.statements)} statements",
    )


def when(published: Published) -> str:
    """A publication date as people write it, with its basis."""
    ends = (published.earliest, published.latest)
    if published.basis is None:
        return "unknown"
    days = ends[0] if ends[0] == ends[1] else f"{ends[0] or '..'} to {ends[1] or '..'}"
    return f"{days} ({published.basis})"


def names_of(reading: Reading, ids: Iterable[ActorId]) -> str:
    """Names of actors, in the order given; a dash where there are none."""
    known = {actor.id: actor.name.ar for actor in reading.actors}
    return "، ".join(known[each] for each in ids) or "—"


def event_lines(reading: Reading) -> Iterator[Text]:
    """Each event: actor → TYPE → recipient (status) «the words that say so»."""
    for event in reading.events:
        yield Text.assemble(
            safe(names_of(reading, event.actor)),
            " → ",
            (_type(event), "bold"),
            " → ",
            safe(names_of(reading, event.recipient)),
            f" ({event.status}) ",
            (f"«{_quoted(reading, event)}»", "green"),
        )


def _type(event: Event) -> str:
    kind = f"{event.type}-{event.mode}" if event.mode else str(event.type)
    return kind if event.polarity is Polarity.POSITIVE else f"not {kind}"


def statement_lines(reading: Reading) -> Iterator[Text]:
    """Each statement with its chain, from the outlet inwards to who spoke."""
    for statement in reading.statements:
        yield Text.assemble(
            safe(" ← ".join(_chain(reading, statement))),
            " ",
            (statement.act, "bold"),
            ": ",
            (f"«{_quoted(reading, statement.content)}»", "green"),
        )


def _chain(reading: Reading, statement: Statement) -> Iterator[str]:
    yield reading.document.outlet or "outlet"
    for reporter in statement.chain:
        yield names_of(reading, (reporter,))
    yield names_of(reading, () if statement.source is None else (statement.source,))


def _quoted(reading: Reading, where: Span) -> str:
    line = " ".join(safe(reading.text[where.start : where.end]).split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"
