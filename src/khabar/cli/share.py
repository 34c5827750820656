"""`khabar share`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from khabar.cli.options import StoreOption, settings
from khabar.cli.terminal import complain
from khabar.pipeline.kit import recipe
from khabar.pipeline.new_store import new_store
from khabar.pipeline.sharing import share as share_into
from khabar.store.opening import open_store


def share(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The store to publish.")],
    store: StoreOption = None,
) -> None:
    """Make a store without the texts of the articles, for publication.

    Offsets, hashes, actors, events, chains and the record stay; texts, titles and every longer
    stretch of words go. khabar show, record and export work on it; export --format bundle or
    parquet of it has no texts either. Who has the articles can check every offset against them.

    Example: khabar share corpus-open.db --store news.db
    """
    with open_store(settings(store).store, create=False) as opened, new_store(str(target)) as new:
        count = share_into(opened, new, recipe(), date.today().isoformat())
    complain(f"{target}: {count} documents without their texts")
