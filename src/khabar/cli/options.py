"""Options that several commands share."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Annotated

import typer

from khabar.acquire.limits import Limits
from khabar.settings import Settings, settings_from

StoreOption = Annotated[
    str | None,
    typer.Option("--store", metavar="FILE", help="The store: a file (khabar.db) or postgresql://…"),
]
WorkersOption = Annotated[int, typer.Option(min=1, help="How many processes read.")]


def settings(store: str | None) -> Settings:
    """The settings of the environment, with what the command line says."""
    found = settings_from(os.environ)
    if store is None:
        return found
    return replace(found, store=store)


def limits(found: Settings) -> Limits:
    """How much one document may weigh."""
    return Limits(document=found.max_bytes)
