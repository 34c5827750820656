"""`khabar export`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from khabar.cli.options import StoreOption, settings
from khabar.cli.output import write, write_folder
from khabar.cli.terminal import complain, say_textless
from khabar.errors import KhabarError
from khabar.pipeline.chosen import Choice, chosen
from khabar.pipeline.exports import FORMS, SCHEMAS, Form, held_by
from khabar.pipeline.kit import recipe
from khabar.pipeline.wholes import Stored
from khabar.store.opening import open_store

_NAMES = ", ".join([*FORMS, *SCHEMAS])


def export(  # noqa: PLR0913
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
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="Only events of this day or later.")
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DAY", help="Only events of this day or before."),
    ] = None,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--type", metavar="TYPE", help="Only events of this type; several are allowed."
        ),
    ] = None,
    actor: Annotated[
        str | None, typer.Option("--actor", metavar="NAME", help="Only events with this actor.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Write out what was read: of each document its present reading, or else the newest.

    The record is what they say together; it is assembled by itself.
    A file or folder is replaced only when the new one is complete. Formats that tell events one by
    one can be given some of them: an event of unknown time counts on the day of its first report.

    Example: khabar export --format reading -o readings.jsonl
    """
    if form not in FORMS and form not in SCHEMAS:
        raise KhabarError(f"--format: {form!r} is none. Use one of: {_NAMES}.")
    choice = Choice(since=since, until=until, kinds=tuple(kinds or ()), actor=actor)
    if not choice.everything and (form in SCHEMAS or not FORMS[form].by_event):
        some = ", ".join(name for name, each in FORMS.items() if each.by_event)
        raise KhabarError(
            f"--format {form}: takes all events. Leave out --since, --until, --type and --actor, "
            f"or use one of: {some}."
        )
    if form in SCHEMAS:
        write([SCHEMAS[form]()], target)
        return
    with open_store(settings(store).store, create=False, textless=True) as opened:
        say_textless(opened)
        held = held_by(opened, recipe(), date.today().isoformat())
        if not choice.everything:
            held = chosen(held, choice)
            if not held.record().events:
                complain("No event of the store is so; what is written holds none.")
        _write(form, FORMS[form], held, target)


def _write(name: str, form: Form, held: Stored, target: str) -> None:
    if not form.folder:
        ((_, chunks),) = form.files(held)
        write(chunks, target)
    elif target == "-":
        raise KhabarError(f"--format {name}: writes several files. Name a folder with -o.")
    else:
        write_folder(form.files(held), target)
