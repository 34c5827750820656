"""`khabar judgements`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from khabar.cli.judge import verdict
from khabar.cli.options import StoreOption, settings
from khabar.cli.output import write
from khabar.cli.terminal import output, safe
from khabar.errors import KhabarError
from khabar.export.judgements import judgement_lines, judgements_of, newer_of
from khabar.schema.judgement import Judgement
from khabar.store.base import Store
from khabar.store.opening import open_store


def judgements(
    target: Annotated[
        str | None,
        typer.Option("--export", metavar="FILE", help="Write them as JSON Lines; - is output."),
    ] = None,
    given: Annotated[
        Path | None,
        typer.Option("--import", metavar="FILE", help="Take in what --export wrote."),
    ] = None,
    withdrawn: Annotated[
        str | None, typer.Option("--withdraw", metavar="ID", help="Take one back.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """List what people judged, hand it on, take it in, or take one back.

    Judgements name words of documents, so they hold in any store that has the same documents. Of
    two on the same places the one of the later day stays.

    Example: khabar judgements --export judged.jsonl --store news.db
    """
    looking = withdrawn is None and given is None
    with open_store(settings(store).store, create=False, textless=looking) as opened:
        if withdrawn is not None:
            _withdraw(opened, withdrawn)
        if given is not None:
            _take(opened, given)
        kept = tuple(opened.judgements())
    if target is not None:
        write(judgement_lines(kept), target)
    elif withdrawn is None and given is None:
        output().print(_table(kept))


def _withdraw(store: Store, wanted: str) -> None:
    found = [j for j in store.judgements() if wanted and j.id.startswith(wanted)]
    if len(found) != 1:
        raise KhabarError(f"{wanted}: {len(found)} judgements. See `khabar judgements` for ids.")
    store.withdraw(found[0].id)
    output().print(safe(f"Taken back: {verdict(found[0])}."))


def _take(store: Store, path: Path) -> None:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise KhabarError(f"{path}: {error.strerror}. Name a file of judgements.") from error
    given = judgements_of(lines, str(path))
    newer = newer_of(given, store.judgements())
    for judgement in newer:
        store.judge(judgement)
    output().print(f"{len(newer)} judgements taken in, {len(given) - len(newer)} older left out")


def _table(kept: Iterable[Judgement]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("id", "day", "by", "judgement", "why"):
        table.add_column(title, overflow="fold")
    for each in sorted(kept, key=lambda j: (j.day, j.id)):
        row = (each.id, each.day, each.by, verdict(each), each.why)
        table.add_row(*map(Text, map(safe, row)))
    return table
