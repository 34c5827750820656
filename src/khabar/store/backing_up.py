"""A consistent copy of a store's file, also while another process writes it."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from khabar.errors import StoreError

_PAGES = 4096
"""Pages at a time: 16 MB. In the log that a store keeps, who writes waits for no copy."""


def back_up(where: Path, target: Path) -> int:
    """Copy a store to a file, which is replaced only when the copy is complete; its size in bytes.

    What another process commits meanwhile is in the copy wholly or not at all.

    Raises:
        StoreError: the copy cannot be written or is not sound.
    """
    handle, name = _beside(target)
    os.close(handle)
    try:
        with (
            closing(sqlite3.connect(f"{where.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(name)) as copy,
        ):
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(copy, pages=_PAGES)
            (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise StoreError(str(where), f"the copy is not sound ({found})", _CHECK)
        os.replace(name, target)
        return target.stat().st_size
    except (sqlite3.Error, OSError) as error:
        raise StoreError(str(target), f"the copy cannot be made ({error})", _ROOM) from error
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(f"{name}{ending}").unlink(missing_ok=True)


_CHECK = "Run khabar check on it."
_ROOM = "Free some space, or name a file in another folder."


def _beside(target: Path) -> tuple[int, str]:
    try:
        return tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        reason = f"the copy cannot be made ({error.strerror})"
        raise StoreError(str(target), reason, "Name a file in a folder that is there.") from error
