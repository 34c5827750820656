"""`khabar backup`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khabar.cli.options import StoreOption, settings
from khabar.cli.terminal import complain
from khabar.errors import KhabarError
from khabar.store.backing_up import back_up
from khabar.store.opening import open_store, shown


def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The copy.")],
    store: StoreOption = None,
) -> None:
    """Copy the store to a file, also while another process reads articles into it.

    The copy is a store like any; it takes the place of an older one only when it is complete and
    sound. Of a database in PostgreSQL its own pg_dump makes one.

    Example: khabar backup news-2026-02-01.db --store news.db
    """
    where = settings(store).store
    if "://" in where:
        remedy = "Use `pg_dump --format=custom`, or khabar export --format bundle -o FILE.zip."
        raise KhabarError(f"{shown(where)}: PostgreSQL makes its own copies. {remedy}")
    # Whoever has something else than a store, or a newer one, hears of it now.
    with open_store(where, create=False, textless=True):
        pass
    if target.is_dir() or (target.exists() and target.samefile(where)):
        raise KhabarError(f"{target}: is no file for a copy. Name another file.")
    if target.exists():
        with open_store(target, create=False, textless=True):
            pass  # what is replaced is a store
    size = back_up(Path(where), target)
    complain(f"{target}: {size / 1_000_000:.1f} MB")
