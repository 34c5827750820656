"""`khabar aside`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from khabar.cli.options import StoreOption, WorkersOption, limits, settings
from khabar.cli.progress import complain_of, shown_progress
from khabar.cli.terminal import complain, output, safe
from khabar.pipeline.kit import load_kit, recipe
from khabar.pipeline.run import Run, engine_for, retry
from khabar.settings import Settings
from khabar.store.base import Store
from khabar.store.opening import open_store


def aside(
    again: Annotated[
        bool, typer.Option("--retry", help="Try to read once more what was set aside.")
    ] = False,
    workers: WorkersOption = 1,
    store: StoreOption = None,
) -> None:
    """List what was set aside and why; with --retry, try it once more.

    A file is read again from where it lies; what came by standard input, or lies there no more,
    from the bytes that were kept. Exits with 1 if anything is still set aside after a retry.

    Example: khabar aside --retry
    """
    chosen = settings(store)
    with open_store(chosen.store, create=False, textless=True) as opened:
        if again:
            raise typer.Exit(_retry(opened, chosen, workers))
        _list(opened)


def _retry(store: Store, chosen: Settings, workers: int) -> int:
    engine = engine_for(load_kit(), workers=workers, seconds=chosen.seconds)
    with shown_progress() as observer:
        run = Run(store=store, engine=engine, recipe=recipe(), observer=observer)
        summary = retry(run, limits(chosen))
    complain_of(summary)
    return 1 if summary.set_aside else 0


def _list(store: Store) -> None:
    console = output()
    asides = tuple(store.asides())
    for each in asides:
        console.print(Text(safe(each.reason)))
    complain(f"{len(asides)} set aside" if asides else "Nothing is set aside.")
