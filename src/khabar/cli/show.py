"""`khabar show`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from khabar.acquire.documents import acquire
from khabar.cli.marked import marked_lines
from khabar.cli.options import StoreOption, limits, settings
from khabar.cli.sentences import event_sentences, in_sentences, statement_sentences
from khabar.cli.summary import event_lines, facts_of, statement_lines
from khabar.cli.terminal import output, say_textless, width_of
from khabar.errors import KhabarError
from khabar.pipeline.document import read_document
from khabar.pipeline.kit import load_kit, recipe
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document
from khabar.schema.reading import Reading
from khabar.settings import Settings
from khabar.store.base import Store
from khabar.store.codec import reading_of
from khabar.store.opening import is_there, open_store


def show(
    name: Annotated[
        str,
        typer.Argument(metavar="ID|FILE", help="The start of an id, a row's own id, or a file."),
    ],
    plain: Annotated[
        bool, typer.Option("--plain", help="No direction marks, for terminals that trip over them.")
    ] = False,
    store: StoreOption = None,
) -> None:
    """Show one document with its marks: actors, times, events, cues; furniture is dimmed.

    A file that was not read before is read now, and not stored.

    Example: khabar show news/visit.txt
    """
    chosen = settings(store)
    reading = _of_file(name, chosen) if Path(name).is_file() else _of_store(name, chosen)
    console = output()
    console.print(facts_of(reading))
    for line in marked_lines(reading, width_of(console), plain=plain):
        console.print(line)
    _list(console, "events", in_sentences(event_lines(reading), event_sentences(reading)))
    _list(
        console, "statements", in_sentences(statement_lines(reading), statement_sentences(reading))
    )


def _list(console: Console, title: str, lines: Iterator[Text]) -> None:
    console.print(Text(f"\n{title}", style="bold"))
    for line in lines:
        console.print(line)


def _of_store(name: str, chosen: Settings) -> Reading:
    with open_store(chosen.store, create=False, textless=True) as store:
        say_textless(store)
        ids = store.matching(name) if name else ()
        if not ids:
            raise KhabarError(
                f"{name}: neither a file nor anything in {store.where}. "
                "Give a path, or an id as `khabar read` shows it."
            )
        if len(ids) > 1:
            some = ", ".join(each[:12] for each in ids[:5])
            raise KhabarError(f"{name}: {len(ids)} documents are meant: {some}. Name one of them.")
        return _read_or_stored(store.document(ids[0]), store)


def _of_file(path: str, chosen: Settings) -> Reading:
    document = _only_document(path, chosen)
    if not is_there(chosen.store):
        return read_document(document, load_kit())
    with open_store(chosen.store, create=False, textless=True) as store:
        say_textless(store)
        return _read_or_stored(document, store)


def _only_document(path: str, chosen: Settings) -> Document:
    found = list(islice(acquire([path], limits(chosen)), 2))
    if len(found) > 1:
        raise KhabarError(
            f"{path}: holds several articles. Run `khabar read {path}`, then show one by its id."
        )
    if not found:
        raise KhabarError(f"{path}: holds no article. Name another file.")
    if isinstance(found[0], SetAside):
        raise KhabarError(found[0].reason)
    return found[0]


def _read_or_stored(document: Document | None, store: Store) -> Reading:
    if document is None:
        raise KhabarError(f"{store.where}: the document is gone. Read its file again.")
    stored = store.reading(document.id, recipe())
    if stored is not None:
        return reading_of(stored.body, store.where)
    return read_document(document, load_kit())
