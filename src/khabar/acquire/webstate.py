"""What is remembered of the web from one run to the next: pages, and what their servers ask.

It lies in one SQLite file beside the store. Losing it loses nothing that was read: pages are asked
for once more.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from khabar.errors import StoreError

_MOST_PAGES = 20_000
_PATIENCE = 30.0  # seconds to wait for another process that writes
_TABLES = """
CREATE TABLE IF NOT EXISTS pages (
    url TEXT PRIMARY KEY, final TEXT NOT NULL, media_type TEXT NOT NULL, charset TEXT,
    etag TEXT, modified TEXT, day TEXT NOT NULL, checked REAL NOT NULL, body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS hosts (
    host TEXT PRIMARY KEY, until REAL NOT NULL, strikes INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS robots (
    site TEXT PRIMARY KEY, text TEXT NOT NULL, checked REAL NOT NULL
);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer as it is kept: where it came from in the end, what its server said, its bytes.

    day is the UTC day on which these bytes came; checked is the time (seconds since 1970) at which
    they were last known to be what the server has.
    """

    url: str
    final: str
    media_type: str
    charset: str | None
    etag: str | None
    modified: str | None
    day: str
    checked: float
    body: bytes


@dataclass(frozen=True, slots=True)
class Host:
    """Until when a host is left alone, and how often it failed since it last answered."""

    until: float = 0.0
    strikes: int = 0


class WebState:
    """The file; ":memory:" for one that is forgotten.

    Raises:
        StoreError: it cannot be opened, read or written.
    """

    def __init__(self, where: str | Path = ":memory:") -> None:
        self.where = str(where)
        with self._told():
            self._base = sqlite3.connect(self.where, timeout=_PATIENCE, isolation_level=None)
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=NORMAL")
            self._base.executescript(_TABLES)

    def page(self, url: str) -> Page | None:
        """What the server of this address answered last."""
        with self._told():
            row = self._base.execute("SELECT * FROM pages WHERE url = ?", (url,)).fetchone()
        if row is None:
            return None
        *said, body = row
        names = ("url", "final", "media_type", "charset", "etag", "modified", "day", "checked")
        try:
            return Page(**dict(zip(names, said, strict=True)), body=zlib.decompress(body))
        except zlib.error:
            return None

    def keep_page(self, page: Page) -> None:
        """Keep an answer in place of the one before; the oldest go where there are too many."""
        row = (
            page.url, page.final, page.media_type, page.charset, page.etag, page.modified, page.day,
            page.checked, zlib.compress(page.body, 6),
        )  # fmt: skip
        with self._told():
            self._base.execute("INSERT OR REPLACE INTO pages VALUES (?,?,?,?,?,?,?,?,?)", row)
            self._base.execute(
                "DELETE FROM pages WHERE url IN"
                " (SELECT url FROM pages ORDER BY checked DESC LIMIT -1 OFFSET ?)",
                (_MOST_PAGES,),
            )

    def host(self, host: str) -> Host:
        """What is known of a host."""
        with self._told():
            row = self._base.execute(
                "SELECT until, strikes FROM hosts WHERE host = ?", (host,)
            ).fetchone()
        return Host(*row) if row else Host()

    def keep_host(self, host: str, known: Host) -> None:
        """Keep what is known of a host."""
        with self._told():
            self._base.execute(
                "INSERT OR REPLACE INTO hosts VALUES (?, ?, ?)", (host, known.until, known.strikes)
            )

    def robots(self, site: str, since: float) -> str | None:
        """The robots.txt of a site, if it was read since then."""
        with self._told():
            row = self._base.execute(
                "SELECT text FROM robots WHERE site = ? AND checked >= ?", (site, since)
            ).fetchone()
        return row[0] if row else None

    def keep_robots(self, site: str, text: str, checked: float) -> None:
        """Keep the robots.txt of a site."""
        with self._told():
            self._base.execute(
                "INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", (site, text, checked)
            )

    def script(self, tables: str) -> None:
        """Add tables of somebody who keeps more in the same file."""
        with self._told():
            self._base.executescript(tables)

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Run one statement on such tables."""
        with self._told():
            return self._base.execute(statement, values).fetchall()

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is written inside is kept, or nothing of it."""
        with self._told():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            remedy = "Delete it, or free some space: what was read lies in the store, not in it."
            raise StoreError(self.where, f"it cannot be used ({error})", remedy) from error

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
