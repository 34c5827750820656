"""Opening a store by what --store says: a file, or the address of a database in PostgreSQL."""

from __future__ import annotations

import re
from pathlib import Path

from khabar.errors import StoreError
from khabar.store.sql import SqlStore
from khabar.store.sqlite import open_sqlite
from khabar.store.withheld import without_texts

_SCHEME = re.compile(r"(?i)([a-z][a-z0-9+.-]*)://")
POSTGRES = ("postgresql", "postgres")


def open_store(where: str | Path, *, create: bool = True, textless: bool = False) -> SqlStore:
    """Open a store, bringing its tables up to this version.

    where is a file, or postgresql://user:password@host/database. textless: one that was shared
    without the texts of its articles will do.

    Raises:
        StoreError: there is none and create is false, the file or database is of something else,
            a newer khabar wrote it, it cannot be reached or cannot be written, or it has no texts
            and they are needed.
    """
    store = _opened(where, create=create)
    if not textless and without_texts(store):
        store.close()
        reason = "was shared without the texts of its articles, which this needs"
        remedy = "Use khabar show, record or export on it, or the store that it was made of."
        raise StoreError(shown(where), reason, remedy)
    return store


def _opened(where: str | Path, *, create: bool) -> SqlStore:
    scheme = _scheme(where)
    if scheme is None:
        return open_sqlite(Path(where), create=create)
    # Who keeps a store in a file needs no PostgreSQL.
    from khabar.store.postgres import open_postgres

    return open_postgres(str(where), create=create)


def is_there(where: str | Path) -> bool:
    """Whether there is a store already.

    Raises:
        StoreError: it is in a database that cannot be reached.
    """
    if _scheme(where) is None:
        return Path(where).exists()
    from khabar.store.postgres import holds_store

    return holds_store(str(where))


def beside(where: str | Path) -> str:
    """Where on this machine things belong that go with a store: its file, or for a database a name
    in the folder of work that tells it from others and no password.
    """
    if _scheme(where) is None:
        return str(where)
    from khabar.store.postgres_address import address_of

    return address_of(str(where)).file_name


def shown(where: str | Path) -> str:
    """How a store may be named in a message: without a password."""
    if _scheme(where) is None:
        return str(where)
    from khabar.store.postgres_address import address_of

    return address_of(str(where)).where


def _scheme(where: str | Path) -> str | None:
    """The scheme of an address; None where a file is named.

    Raises:
        StoreError: it is the address of something else; which is not told, it may hold a password.
    """
    found = None if isinstance(where, Path) else _SCHEME.match(where)
    if found is None:
        return None
    scheme = found[1].lower()
    if scheme not in POSTGRES:
        remedy = "Name a file, or postgresql://user@host/database, with --store."
        raise StoreError(f"{found[1]}://", "khabar keeps no store there", remedy)
    return scheme
