"""The advisory locks of a store in PostgreSQL: numbers that processes agree on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

_HOLD = text("SELECT pg_advisory_xact_lock(:number)")
_TAKE = text("SELECT pg_advisory_lock(:number)")


def number_of(*named: str) -> int:
    """The number under which something is locked: 64 bits of a digest, so that two things hardly
    ever share one, nor do we with another program in the database.
    """
    digest = hashlib.sha256("\0".join(("khabar", *named)).encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def hold(connection: Connection, what: str) -> None:
    """Wait until nobody else does this; they wait for us until the transaction ends."""
    connection.execute(_HOLD, {"number": number_of(what)})


@contextmanager
def alone(engine: Engine, what: str) -> Iterator[None]:
    """Let nobody else do this meanwhile, over several transactions."""
    lasting = engine.execution_options(isolation_level="AUTOCOMMIT")
    with lasting.connect() as connection:
        connection.exec_driver_sql("SET lock_timeout = 0")
        connection.execute(_TAKE, {"number": number_of(what)})
        try:
            yield
        finally:
            # The server lets go of what a connection held when it ends.
            connection.invalidate()
