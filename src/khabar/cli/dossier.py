"""`khabar dossier`."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from khabar.assemble.judged_items import as_judged
from khabar.cli.options import StoreOption, settings
from khabar.cli.output import write
from khabar.cli.terminal import output
from khabar.errors import KhabarError, NothingToReadError
from khabar.export.dossier import dossier_page
from khabar.pipeline.corpus import Corpus
from khabar.pipeline.together import record_of
from khabar.store.opening import open_store


def dossier(
    folder: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of the page.")
    ] = Path("dossier"),
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DAY", help="Only what was published by this day."),
    ] = None,
    show: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in a browser.")
    ] = True,
    store: StoreOption = None,
) -> None:
    """Write one page on what all documents say together, to look at, print or send.

    Timeline, network, disputes with both sides, announcements and what became of them, chains of
    sources; every fact leads to its sentence. Arabic and English; no network, no script.

    Example: khabar dossier -o haftar-2018 --store news.db --no-open
    """
    with open_store(settings(store).store, create=False) as opened:
        corpus = Corpus(opened)
        readings, judged = tuple(corpus.readings), corpus.judgements
    if not readings:
        raise NothingToReadError(
            opened.where, "Read some articles into it first: khabar read PATHS."
        )
    built = record_of(readings, as_of, judged)
    shown = {m.doc for actor in built.actors for m in actor.members}
    corrected = as_judged((r for r in readings if r.document.id in shown), judged)
    page = dossier_page(built, list(corrected))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KhabarError(f"{folder}: {error.strerror}. Name another folder with -o.") from error
    file = folder / "index.html"
    write([page.encode()], str(file))
    output().print(f"The dossier stands in {file.resolve().as_uri()}")
    if show:
        webbrowser.open(file.resolve().as_uri())
