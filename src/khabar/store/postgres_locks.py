"""The advisory locks of a store in PostgreSQL: numbers that processes agree on."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, text

_HOLD = text("SELECT pg_advisory_xact_lock(:number)")


def number_of(*named: str) -> int:
    """The number under which something is locked: 64 bits of a digest, so that two things hardly
    ever share one, nor do we with another program in the database.
    """
    digest = hashlib.sha256("\0".join(("khabar", *named)).encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def lock_for_writing(connection: Connection) -> None:
    """Wait until nobody else writes documents, readings or judgements; held until the commit."""
    connection.execute(_HOLD, {"number": number_of("write")})
