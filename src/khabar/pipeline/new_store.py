"""A new store that is there only when it is complete."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from khabar.errors import KhabarError
from khabar.store.base import Store
from khabar.store.opening import is_there, open_store, shown


@contextmanager
def new_store(where: str) -> Iterator[Store]:
    """An empty store to fill; what goes wrong meanwhile leaves none behind.

    A file is made beside its place and takes it at the end. A database is filled where it is.

    Raises:
        KhabarError: there is a store already, or the place cannot be written.
    """
    if is_there(where):
        raise KhabarError(f"{shown(where)}: is there already. Name a new store.")
    if "://" in where:
        with open_store(where) as store:
            yield store
        return
    path = Path(where)
    try:
        folder = tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        remedy = "Name a file in a folder that is there and may be written."
        raise KhabarError(f"{where}: cannot be made ({error.strerror}). {remedy}") from error
    with folder as name:
        made = Path(name) / path.name
        with open_store(made) as store:
            yield store
        os.replace(made, path)
