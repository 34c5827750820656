"""`khabar series`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import typer
from rich.table import Table
from rich.text import Text

from khabar.assemble.series import Period, Point, Series
from khabar.assemble.series import series as drawn
from khabar.assemble.series_actors import actor_meant
from khabar.assemble.series_sources import SourceList, all_outlets, outlet_key, source_list
from khabar.cli.options import StoreOption, settings
from khabar.cli.terminal import complain, output, safe, width_of
from khabar.errors import KhabarError, NothingToReadError
from khabar.pipeline.corpus import Corpus
from khabar.pipeline.together import record_of
from khabar.schema.reading import Reading
from khabar.schema.record import Record, RecordActor
from khabar.store.opening import open_store

_TWO = 2
_WIDE = 120  # characters of a table's line where no terminal bounds it
_COLUMNS = tuple(f.name for f in fields(Point))


class Format(StrEnum):
    """How the series is written."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


def series(
    actors: Annotated[
        list[str], typer.Argument(metavar="ACTOR [ACTOR]", help="One or two, by name or id.")
    ],
    outlets: Annotated[
        Path | None,
        typer.Option("--outlets", metavar="FILE", help="The outlets that count; all if not said."),
    ] = None,
    by: Annotated[Period, typer.Option("--by", help="The length of a period.")] = Period.MONTH,
    form: Annotated[
        Format, typer.Option("--format", help="For people, or for programs.")
    ] = Format.TABLE,
    store: StoreOption = None,
) -> None:
    """Show what passed between two actors over time, or what one took part in.

    By period: events by quad class, their score from conflict (-10) to cooperation (+10), and how
    many independent origins they rest on. What is denied or only announced does not count. An
    event whose own time is unknown stands on the day of its first report. With --outlets, only
    reports of these outlets are looked at: no other outlet can move the series.

    Example: khabar series روسيا تركيا --by month --outlets outlets.toml --store news.db
    """
    if len(actors) > _TWO:
        raise KhabarError(f"{len(actors)} actors: a series is of one actor or of two.")
    chosen = None if outlets is None else _list_in(outlets)
    with open_store(settings(store).store, create=False) as opened:
        corpus = Corpus(opened)
        held, judged = tuple(corpus.readings), corpus.judgements
    if not held:
        raise NothingToReadError(
            opened.where, "Read some articles into it first: khabar read PATHS."
        )
    counted = held if chosen is None else tuple(r for r in held if chosen.counts(r))
    if not counted:
        raise KhabarError(f"{outlets}: no document of the store is from an outlet of this list.")
    built = record_of(counted, judged=judged)
    meant = _meant(actors, built, counted)
    found = drawn(built, counted, meant, by)
    _write(found, form)
    for line in _told(meant, chosen or all_outlets(held), counted, found):
        complain(line)


def _meant(
    names: Sequence[str], built: Record, readings: Sequence[Reading]
) -> Sequence[RecordActor]:
    meant = [actor_meant(name, built.actors, readings) for name in names]
    if len({a.id for a in meant}) < len(meant):
        raise KhabarError(f"{' and '.join(names)}: both are {meant[0].id}. Name two actors.")
    return meant


def _list_in(path: Path) -> SourceList:
    try:
        return source_list(path.read_text(encoding="utf-8-sig"), path.stem)
    except OSError as error:
        raise KhabarError(f"{path}: {error.strerror}. Name a file that can be read.") from error
    except UnicodeDecodeError as error:
        raise KhabarError(f"{path}: is no UTF-8 text. Save it as UTF-8.") from error


def _write(found: Series, form: Format) -> None:
    if form is Format.TABLE:
        console = output()
        console.width = width_of(console) or _WIDE
        console.print(_table(found.points))
        return
    written = _csv(found.points) if form is Format.CSV else _jsonl(found.points)
    output().print(Text(written), end="", soft_wrap=True)


def _table(points: Iterable[Point]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in _COLUMNS:
        justify: Literal["left", "right"] = "left" if column == "period" else "right"
        table.add_column(column.replace("_", " "), justify=justify, overflow="fold", min_width=5)
    for point in points:
        table.add_row(*(str(value) for value in astuple(point)))
    return table


def _csv(points: Iterable[Point]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(astuple(point) for point in points)
    return written.getvalue()


def _jsonl(points: Iterable[Point]) -> str:
    return "".join(f"{msgspec.json.encode(point).decode()}\n" for point in points)


def _told(
    meant: Sequence[RecordActor],
    counts: SourceList | None,
    readings: Sequence[Reading],
    found: Series,
) -> list[str]:
    """What the numbers stand on; beside them, so that they can be piped on."""
    who = " and ".join(safe(f"{a.name.ar} ({a.name.en or '?'}, {a.id})") for a in meant)
    lines = [
        f"Series of {who}; {found.by_report} events stand on the day of their report, "
        f"{found.undated} are left out: their time may lie in several periods."
    ]
    if counts is None:
        return [*lines, f"No outlet is known of the {len(readings)} documents counted."]
    there = {outlet_key(r.document.outlet) for r in readings if r.document.outlet}
    absent = [o for o in counts.outlets if outlet_key(o) not in there]
    version = f" version {counts.version}" if counts.version else ""
    lines.append(
        f"Counted {len(readings)} documents of {counts.name}{version} (hash {counts.hash}): "
        f"{safe(', '.join(counts.outlets))}."
    )
    if absent:
        lines.append(f"Without a document in the store: {safe(', '.join(absent))}.")
    return lines
