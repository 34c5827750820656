"""`khabar forget`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from khabar.cli.judge import verdict
from khabar.cli.options import StoreOption, settings
from khabar.cli.terminal import complain, output, safe
from khabar.errors import KhabarError
from khabar.pipeline.forgetting import Resting, resting_on, was_forgotten
from khabar.pipeline.forgetting import forget as forget_document
from khabar.pipeline.kit import recipe
from khabar.pipeline.together import record_of
from khabar.schema.documents import Document
from khabar.store.base import Store
from khabar.store.opening import beside, open_store

_BESIDE = (".web", ".jobs", ".llm")
"""What lies beside a store and may hold pages as they were fetched or sent."""
_TITLE = 80
_SURE = 6


def forget(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="The start of an id, a row's own id, or a path.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    store: StoreOption = None,
) -> None:
    """Forget a document: its text, its readings, and what people judged of it.

    It says first what will go. The record is assembled anew without it, and the log of changes
    keeps the document's id and no word of it. Nothing of its text remains in the store's file;
    backups, exports and copies by other outlets are not touched.

    Example: khabar forget 3fa9c1 --store news.db
    """
    where = settings(store).store
    with open_store(where, create=False) as opened:
        document = _meant(opened, name)
        if document is None:
            opened.sweep()
            complain(f"{name} was forgotten before; what may have been left in the file is gone.")
            return
        resting = resting_on(opened, document)
        for line in _said(resting):
            output().print(Text(safe(line)))
        if not yes:
            _ask()
        today = date.today().isoformat()
        forget_document(opened, document.id, recipe(), today, lambda r, j: record_of(r, judged=j))
    complain(f"{document.id[:12]} is forgotten.")
    for path in _left(where):
        complain(f"{path} may still hold it as it was fetched or sent: delete it if need be.")


def _meant(store: Store, name: str) -> Document | None:
    """The document; None where it was forgotten before."""
    ids = store.matching(name) if name else ()
    if len(ids) > 1:
        some = ", ".join(each[:12] for each in ids[:5])
        raise KhabarError(f"{name}: {len(ids)} documents are meant: {some}. Name one of them.")
    found = store.document(ids[0]) if ids else None
    if found and name not in (found.source.source_id, found.source.path) and len(name) < _SURE:
        raise KhabarError(f"{name}: is too short to be sure. Give {_SURE} characters of the id.")
    if found is None and not was_forgotten(store, name):
        remedy = "Give an id as `khabar read` shows it."
        raise KhabarError(f"{name}: no such document in {store.where}. {remedy}")
    return found


def _said(resting: Resting) -> Iterator[str]:
    document = resting.document
    title = document.source.title or document.text.strip().split("\n")[0]
    yield f"To be forgotten: {document.id[:12]} {document.source.path} «{title[:_TITLE]}»"
    yield f"with it: {resting.readings} readings, {resting.asides} set aside"
    yield f"and {len(resting.judgements)} judgements that name it"
    yield from (f"  {each.id} {each.day} {verdict(each)}" for each in resting.judgements)
    yield "The record is assembled anew without it; the desk makes its tables anew."
    if resting.copies:
        ids = ", ".join(each[:12] for each in resting.copies)
        yield f"These hold the same text and stay: {ids}"


def _ask() -> None:
    if not sys.stdin.isatty():
        raise KhabarError("Nobody is here to be asked. Say --yes to forget it.")
    if not typer.confirm("Forget it? It cannot be brought back."):
        raise KhabarError("Nothing was forgotten.")


def _left(where: str) -> Iterator[Path]:
    for ending in _BESIDE:
        path = Path(f"{beside(where)}{ending}")
        if path.exists():
            yield path
