"""How far a watch is: feeds, entries and alerts that wait, so that a stop loses nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from khabar.acquire.feed_entries import Entry
from khabar.acquire.webstate import WebState

_TABLES = """
CREATE TABLE IF NOT EXISTS feeds (
    url TEXT PRIMARY KEY, next REAL NOT NULL, strikes INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS entries (
    feed TEXT NOT NULL, key TEXT NOT NULL, stamp TEXT, state TEXT NOT NULL, tries INTEGER NOT NULL,
    next REAL NOT NULL, asked_before INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (feed, key)
);
CREATE INDEX IF NOT EXISTS entries_waiting ON entries (state, next);
CREATE TABLE IF NOT EXISTS untold (document TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS told (key TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS sendings (
    n INTEGER PRIMARY KEY, target TEXT NOT NULL, tries INTEGER NOT NULL, next REAL NOT NULL,
    body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS days (what TEXT PRIMARY KEY, day TEXT NOT NULL);
"""
_FIRST_WAIT = 300.0  # seconds, doubled with each try
_LONGEST_WAIT = 86_400.0
MOST_TRIES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An entry whose page is still to be had; changed says that an older version was read."""

    feed: str
    entry: Entry
    tries: int = 0
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that somebody wanted to know: what, in which words, and where it stands."""

    what: str
    words: str
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """What is sent at once under one name."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sending:
    """An alert on its way to one target."""

    n: int
    target: str
    tries: int
    alert: Alert


class WatchState:
    """The tables of a watch, in the file of what is remembered of the web."""

    def __init__(self, web: WebState) -> None:
        self._web = web
        web.script(_TABLES)

    def due(self, feed: str) -> float:
        """When a feed is to be looked at next; 0 for one that never was."""
        rows = self._web.rows("SELECT next FROM feeds WHERE url = ?", feed)
        return float(rows[0][0]) if rows else 0.0

    def looked(self, feed: str, now: float, interval: float, *, failed: bool) -> None:
        """Note that a feed was looked at: one that fails is looked at less and less often."""
        rows = self._web.rows("SELECT strikes FROM feeds WHERE url = ?", feed)
        strikes = (int(rows[0][0]) if rows else 0) + 1 if failed else 0
        pause = max(interval, min(interval * 2 ** min(strikes, 16), _LONGEST_WAIT))
        with self._web.together():
            self._web.rows(
                "INSERT OR REPLACE INTO feeds VALUES (?, ?, ?)", feed, now + pause, strikes
            )

    def note(self, feed: str, entries: Iterable[Entry]) -> int:
        """Let entries wait that are new, or changed since; how many."""
        found = 0
        with self._web.together():
            for entry in entries:
                found += self._note(feed, entry)
        return found

    def _note(self, feed: str, entry: Entry) -> bool:
        body = msgspec.json.encode(entry)
        known = self._web.rows(
            "SELECT stamp FROM entries WHERE feed = ? AND key = ?", feed, entry.key
        )
        if known and known[0][0] == entry.stamp:
            return False
        self._web.rows(
            "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, 'waiting', 0, 0, ?, ?)",
            feed, entry.key, entry.stamp, bool(known), body,
        )  # fmt: skip
        return True

    def waiting(self, feeds: Iterable[str], now: float, most: int) -> tuple[Waiting, ...]:
        """Entries of these feeds whose time has come."""
        found = [
            Waiting(
                feed=feed, entry=msgspec.json.decode(body, type=Entry), tries=tries,
                changed=bool(changed),
            )
            for feed in feeds
            for tries, changed, body in self._web.rows(
                "SELECT tries, asked_before, body FROM entries WHERE feed = ? AND state = 'waiting'"
                " AND next <= ? ORDER BY rowid LIMIT ?", feed, now, most,
            )
        ]  # fmt: skip
        return tuple(found)

    def done(self, each: Waiting) -> None:
        """Its article is in the store, or never will be."""
        self._web.rows(
            "UPDATE entries SET state = 'done' WHERE feed = ? AND key = ?",
            each.feed,
            each.entry.key,
        )

    def again(self, each: Waiting, now: float, after: float | None) -> None:
        """Its page was not to be had; it is tried later, but not for ever."""
        if each.tries + 1 >= MOST_TRIES:
            self.done(each)
            return
        pause = max(after or 0.0, min(_FIRST_WAIT * 2**each.tries, _LONGEST_WAIT))
        self._web.rows(
            "UPDATE entries SET tries = ?, next = ? WHERE feed = ? AND key = ?",
            each.tries + 1, now + pause, each.feed, each.entry.key,
        )  # fmt: skip

    def next(self, feeds: Iterable[str]) -> float:
        """When the next thing is to be done."""
        rows = self._web.rows("SELECT min(next) FROM sendings")
        times = [rows[0][0], *map(self.due, feeds)]
        for feed in feeds:
            waits = "SELECT min(next) FROM entries WHERE state = 'waiting' AND feed = ?"
            times.append(self._web.rows(waits, feed)[0][0])
        return min((float(each) for each in times if each is not None), default=0.0)

    def came(self, document: str) -> None:
        """A document came of which nobody has been told yet."""
        self._web.rows("INSERT OR IGNORE INTO untold VALUES (?)", document)

    def untold(self) -> frozenset[str]:
        """The documents of which nobody has been told yet."""
        return frozenset(str(each) for (each,) in self._web.rows("SELECT document FROM untold"))

    def is_told(self, key: str) -> bool:
        """Whether somebody was told of this."""
        return bool(self._web.rows("SELECT 1 FROM told WHERE key = ?", key))

    def send(
        self, alerts: Iterable[tuple[Alert, tuple[str, ...]]], keys: Iterable[str],
        documents: Iterable[str],
    ) -> None:  # fmt: skip
        """Put alerts on their way, and note that all this is told: both or neither."""
        with self._web.together():
            for alert, targets in alerts:
                for target in targets:
                    self._web.rows(
                        "INSERT INTO sendings (target, tries, next, body) VALUES (?, 0, 0, ?)",
                        target, msgspec.json.encode(alert),
                    )  # fmt: skip
            for key in keys:
                self._web.rows("INSERT OR IGNORE INTO told VALUES (?)", key)
            for document in documents:
                self._web.rows("DELETE FROM untold WHERE document = ?", document)

    def sendings(self, now: float) -> Iterator[Sending]:
        """What is to be sent now."""
        rows = self._web.rows(
            "SELECT n, target, tries, body FROM sendings WHERE next <= ? ORDER BY n", now
        )
        for n, target, tries, body in rows:
            yield Sending(n, target, tries, msgspec.json.decode(body, type=Alert))

    def sent(self, sending: Sending) -> None:
        """It arrived, or nobody tries any more."""
        self._web.rows("DELETE FROM sendings WHERE n = ?", sending.n)

    def unsent(self, sending: Sending, now: float) -> bool:
        """It did not arrive; whether it is tried again."""
        if sending.tries + 1 >= MOST_TRIES:
            self.sent(sending)
            return False
        pause = min(_FIRST_WAIT * 2**sending.tries, _LONGEST_WAIT)
        self._web.rows(
            "UPDATE sendings SET tries = ?, next = ? WHERE n = ?",
            sending.tries + 1, now + pause, sending.n,
        )  # fmt: skip
        return True

    def first_on(self, what: str, day: str) -> bool:
        """Whether this is done for the first time on a day; from then on it is not."""
        if self._web.rows("SELECT 1 FROM days WHERE what = ? AND day = ?", what, day):
            return False
        self._web.rows("INSERT OR REPLACE INTO days VALUES (?, ?)", what, day)
        return True
