"""`khabar read`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from khabar.acquire.addresses import is_web
from khabar.acquire.choices import Choices, Columns, columns_of, hosts_of
from khabar.cli.options import StoreOption, WorkersOption, limits, settings
from khabar.cli.progress import complain_of, shown_progress
from khabar.cli.second import (
    BudgetOption,
    EndpointOption,
    ModelOption,
    ReaderOption,
    Readers,
    RemoteOption,
    read_second,
    read_too,
    second_of,
)
from khabar.cli.summary import summary_of
from khabar.cli.terminal import output
from khabar.cli.types import TypesOption, types_place
from khabar.engine.base import Engine
from khabar.errors import KhabarError
from khabar.export.reading import reading_lines
from khabar.pipeline.engines import Where, acquire_at, engine_at
from khabar.pipeline.online import asides_of, web_beside
from khabar.pipeline.run import Run, Summary
from khabar.pipeline.types_own import engine_with, recipe_at
from khabar.schema.documents import Document
from khabar.store.base import Store
from khabar.store.codec import reading_of
from khabar.store.opening import open_store

_SHOWN = 50  # documents in the table; who reads thousands wants a file or the record


class Form(StrEnum):
    """How readings are shown."""

    TABLE = "table"
    JSONL = "jsonl"


PathsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="PATHS...", help="Files, folders, patterns, addresses of pages or feeds, or -."
    ),
]
FormOption = Annotated[
    Form, typer.Option("--format", help="A table for people, or one JSON object a document.")
]
ColumnsOption = Annotated[
    str | None,
    typer.Option(
        metavar="MAP", help="Columns of a table: text=body,date=published, or a TOML file."
    ),
]
OutletOption = Annotated[
    list[str] | None,
    typer.Option("--outlet", help="Of web archives only this outlet's pages: its host or name."),
]
EngineOption = Annotated[
    str,
    typer.Option(
        metavar="ENGINE",
        help="Where the workers are: serial, pool, ray, or ray://HOST:PORT of a Ray cluster.",
    ),
]
LanguageOption = Annotated[
    list[str] | None,
    typer.Option("--language", help="Of web archives only pages in this language, such as ar."),
]


def read(  # noqa: PLR0913
    paths: PathsArgument,
    form: FormOption = Form.TABLE,
    workers: WorkersOption = 1,
    engine: EngineOption = "pool",
    columns: ColumnsOption = None,
    outlets: OutletOption = None,
    languages: LanguageOption = None,
    reader: ReaderOption = Readers.OWN,
    endpoint: EndpointOption = None,
    model: ModelOption = None,
    budget: BudgetOption = None,
    remote: RemoteOption = False,
    types: TypesOption = None,
    store: StoreOption = None,
) -> None:
    """Read PATHS and add what they report to the store.

    Documents read before by the same recipe are not read again. What cannot be read is set aside
    (see khabar aside); then the command exits with 1. A language model's readings rest beside
    khabar's own; where both read, `khabar disagreements` lists where they differ.

    Example: khabar read news/ more/*.jsonl --workers 2 --format jsonl > readings.jsonl
    """
    choices = Choices(
        columns=columns_of(columns) if columns else Columns(),
        hosts=hosts_of(outlets or ()),
        languages=frozenset(languages or ()),
    )
    chosen = settings(store)
    second = second_of(reader, endpoint, model, budget, remote)
    where = Where(engine, workers)
    own = types_place(types)
    if own is not None and (second is not None or where.is_ray):
        raise KhabarError("--types: types of your own are for khabar's own reader, on one machine.")
    reading = _engine(where, own, chosen.seconds)
    present = second.recipe if second and reader is Readers.LLM else recipe_at(own)
    with ExitStack() as stack:
        web = stack.enter_context(web_beside(chosen.store, chosen)) if _online(paths) else None
        found = acquire_at(where, paths, limits(chosen), web.read if web else None, choices)
        opened = stack.enter_context(open_store(chosen.store))
        if second is not None and reader is Readers.LLM:
            summary = read_second(second, opened, found)
        else:
            with shown_progress() as observer:
                run = Run(store=opened, engine=reading, recipe=present, observer=observer)
                summary = run.over(found, retried=asides_of(opened, paths))
            if second is not None:
                summary = read_too(second, opened, summary)
        _show(opened, summary, form, present)
    complain_of(summary)
    raise typer.Exit(1 if summary.set_aside or (second and second.spent) else 0)


def _engine(where: Where, own: Path | None, seconds: float | None) -> Engine[Document, bytes]:
    """Where documents are read, with a user's own types if there are any."""
    if own is None:
        return engine_at(where, seconds=seconds)
    return engine_with(own, workers=where.workers, seconds=seconds)


def _online(paths: Sequence[str]) -> bool:
    """Only who names an address of the web has one asked."""
    return any(map(is_web, paths))


def _show(store: Store, summary: Summary, form: Form, present: str) -> None:
    bodies = _bodies(store, summary, present)
    if form is Form.JSONL:
        for line in reading_lines(bodies):
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
        return
    console = output()
    for body in islice(bodies, _SHOWN):
        console.print(summary_of(reading_of(body, store.where)))
    more = len(summary.documents) - _SHOWN
    if more > 0:
        console.print(f"... and {more} more: khabar show ID for one, khabar record for all")


def _bodies(store: Store, summary: Summary, present: str) -> Iterator[bytes]:
    for document_id in summary.documents:
        stored = store.reading(document_id, present)
        # An older reading of what fails today is no reading of today.
        if stored is not None and stored.recipe == present:
            yield stored.body
