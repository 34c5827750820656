"""`khabar export`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from khabar.cli.options import StoreOption, settings
from khabar.cli.output import write
from khabar.export.reading import reading_lines
from khabar.export.reading_schema import reading_schema
from khabar.export.record import record_json
from khabar.pipeline.corpus import Corpus
from khabar.pipeline.kit import recipe
from khabar.store.opening import open_store


class Format(StrEnum):
    """What is written."""

    READING = "reading"
    RECORD = "record"
    SCHEMA = "schema"


def export(
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            help="Readings as JSON Lines, the record of all as JSON, or a reading's JSON Schema.",
        ),
    ] = Format.READING,
    target: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help="A file, or - for standard output."),
    ] = "-",
    store: StoreOption = None,
) -> None:
    """Write out what was read: of each document its present reading, or else the newest.

    The record is what they say together; it is assembled by itself.
    A file is replaced only when the new one is complete.

    Example: khabar export --format reading -o readings.jsonl
    """
    if form is Format.SCHEMA:
        write([reading_schema()], target)
        return
    with open_store(settings(store).store, create=False) as opened:
        if form is Format.RECORD:
            write([record_json(Corpus(opened).revised(date.today().isoformat()))], target)
            return
        bodies: Iterable[bytes] = (each.body for each in opened.readings(recipe()))
        write(reading_lines(bodies), target)
