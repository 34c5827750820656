"""What a database says when something goes wrong, told as what happened and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from khabar.errors import StoreError
from khabar.store.faults_postgres import advice_of as postgres_advice

_KEPT = "everything committed before is kept"
_ADVICE = {
    "SQLITE_FULL": (
        f"the disk is full; {_KEPT}",
        "Free some space and run the same command again: it goes on where it stopped.",
    ),
    "SQLITE_BUSY": (
        f"another process keeps it locked; {_KEPT}",
        "Wait until that process is done and run the same command again.",
    ),
    "SQLITE_READONLY": (
        "it cannot be written",
        "Give yourself the right to write the file and its folder, or name another with --store.",
    ),
    "SQLITE_CANTOPEN": (
        "it cannot be opened here",
        "Check that its folder exists and may be written, or name another with --store.",
    ),
    "SQLITE_NOTADB": (
        "this file is not a khabar store",
        "Name a store, or a file that does not exist yet, with --store.",
    ),
    "SQLITE_CORRUPT": (
        "the file is damaged",
        "Bring back a copy, or read the articles again into a new file.",
    ),
    "SQLITE_IOERR": (
        f"the disk reports an error; {_KEPT}",
        "Check the disk and run the same command again.",
    ),
}
_SAME = {"SQLITE_LOCKED": "SQLITE_BUSY", "SQLITE_PERM": "SQLITE_READONLY"}


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what the user can mend into a StoreError; the rest is a bug and passes."""
    try:
        yield
    except DBAPIError as error:
        reason = _sqlite_advice(error.orig) or postgres_advice(error.orig)
        if reason is None:
            raise
        raise StoreError(where, *reason) from error
    except NoConnectionError as error:
        remedy = "Wait a little and try again, or run fewer at once."
        raise StoreError(where, "all its connections are in use", remedy) from error


def _sqlite_advice(error: BaseException | None) -> tuple[str, str] | None:
    name = getattr(error, "sqlite_errorname", "")
    # Extended codes are the plain ones with more behind, as in SQLITE_IOERR_WRITE.
    plain = "_".join(name.split("_")[:2])
    return _ADVICE.get(_SAME.get(plain, plain))
