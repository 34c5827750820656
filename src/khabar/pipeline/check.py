"""Whether this installation and a store are sound, line by line."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from khabar.errors import KhabarError
from khabar.pipeline.kit import load_kit, recipe
from khabar.store.base import Store
from khabar.store.codec import reading_of
from khabar.store.opening import is_there, open_store, shown

_PYTHON = (3, 11)
_SQLITE = (3, 24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at: what came of it, and whether it is sound."""

    what: str
    sound: bool
    said: str


def check(store: str) -> Iterator[Finding]:
    """Look at everything, also behind something broken."""
    yield _finding("Python", _python)
    yield _finding("SQLite", _sqlite)
    yield _finding("tables", _tables)
    yield _finding("recipe", recipe)
    yield _finding("store", partial(_store, store))


def _finding(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what=what, sound=True, said=look())
    except KhabarError as error:
        return Finding(what=what, sound=False, said=str(error))


def _python() -> str:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < _PYTHON:
        raise KhabarError(f"{found} is too old. Install Python 3.11 or later.")
    return found


def _sqlite() -> str:
    if sqlite3.sqlite_version_info < _SQLITE:
        raise KhabarError(f"{sqlite3.sqlite_version} is too old. Install a newer Python.")
    return sqlite3.sqlite_version


def _tables() -> str:
    load_kit()
    return "all load"


def _store(where: str) -> str:
    if not is_there(where):
        return f"{shown(where)} does not exist yet; `khabar read` makes it"
    with open_store(where, create=False, textless=True) as store:
        faults = store.faults()
        if faults:
            remedy = "Bring back a copy, or read the articles again into a new file."
            raise KhabarError(f"{store.where}: {faults[0]}. {remedy}")
        return _contents(store)


def _contents(store: Store) -> str:
    """Decode everything: types check that ids fit texts and spans lie inside them."""
    documents = sum(1 for _ in store.documents())
    readings = 0
    for stored in store.all_readings():
        reading = reading_of(stored.body, store.where)
        if reading.document.id != stored.document_id:
            raise KhabarError(
                f"{store.where}: the reading of {stored.document_id} belongs to another document. "
                "Bring back a copy, or read the articles again into a new file."
            )
        readings += 1
    asides = sum(1 for _ in store.asides())
    return f"{store.where}: {documents} documents, {readings} readings, {asides} set aside"
