"""The address of a database in PostgreSQL: what it names, and how it may be told."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from khabar.errors import StoreError

_HIDDEN = ("password", "sslpassword")
_FORM = "postgresql://user@host/database"


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """Where a database is. Its repr has no password, and neither has where."""

    url: URL

    def __repr__(self) -> str:
        return f"Address({self.where})"

    @property
    def where(self) -> str:
        """The address as messages tell it."""
        said = self.url.difference_update_query(_HIDDEN)
        told = URL.create(
            "postgresql", said.username, None, said.host, said.port, said.database, said.query
        )
        return told.render_as_string()

    @property
    def file_name(self) -> str:
        """A name for what lies on this machine and goes with the database."""
        digest = hashlib.sha256(self.where.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        plain = re.sub(r"[^\w-]+", "_", self.url.database or "")[:40]
        return f"khabar-{plain}-{digest}"


def address_of(where: str) -> Address:
    """The address that somebody wrote.

    Raises:
        StoreError: it is none; what was written is not told, for it may hold a password.
    """
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise _none("it cannot be understood") from error
    if not url.database:
        raise _none("it names no database")
    if "\0" in where or not where.isprintable():
        raise _none("it has signs that belong to no address")
    return Address(url.set(drivername="postgresql+psycopg"))


def _none(reason: str) -> StoreError:
    remedy = f"Write it as {_FORM}; signs such as @ or / of a password as %40 or %2F."
    return StoreError("The address of the store", reason, remedy)
