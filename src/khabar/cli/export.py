"""`khabar export`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from khabar.cli.options import StoreOption, settings
from khabar.cli.output import write, write_folder
from khabar.errors import KhabarError
from khabar.pipeline.exports import FORMS, SCHEMAS, Form, held_by
from khabar.pipeline.kit import recipe
from khabar.schema.held import Held
from khabar.store.opening import open_store

_NAMES = ", ".join([*FORMS, *SCHEMAS])


def export(
    form: Annotated[str, typer.Option("--format", help=f"One of: {_NAMES}.")] = "reading",
    target: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="A file, or - for standard output; a folder for a format of several files.",
        ),
    ] = "-",
    store: StoreOption = None,
) -> None:
    """Write out what was read: of each document its present reading, or else the newest.

    The record is what they say together; it is assembled by itself.
    A file or folder is replaced only when the new one is complete.

    Example: khabar export --format reading -o readings.jsonl
    """
    if form in SCHEMAS:
        write([SCHEMAS[form]()], target)
        return
    if form not in FORMS:
        raise KhabarError(f"--format: {form!r} is none. Use one of: {_NAMES}.")
    with open_store(settings(store).store, create=False) as opened:
        _write(form, FORMS[form], held_by(opened, recipe(), date.today().isoformat()), target)


def _write(name: str, form: Form, held: Held, target: str) -> None:
    if not form.folder:
        ((_, chunks),) = form.files(held)
        write(chunks, target)
    elif target == "-":
        raise KhabarError(f"--format {name}: writes several files. Name a folder with -o.")
    else:
        write_folder(form.files(held), target)
