"""Stores to time the desk on, made of the store of the pool's readings; see bench_record.py.

Reading goes on where it was broken off, a store appears when it is whole, and filling its shelf
begins again: half of a shelf is none.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_articles import write_articles
from khabar.serve.desk import Desk
from khabar.store.opening import open_store
from shared import ROOT

POOL = ROOT / "build" / "bench" / "pool.db"
STORES = tuple(POOL.with_name(f"desk-{count}.db") for count in (10_000, 70_000))
_SECONDS = 20.0  # between two lines that say how far it is
_IDS = "SELECT id FROM pool.documents ORDER BY id LIMIT ?"


def made(count: int) -> Path:
    """The store of so many articles with its shelf filled; made as far as it is not there."""
    where = POOL.with_name(f"desk-{count}.db")
    if not where.exists():
        _read(count)
        _cut(where, count)
    Desk.open(where, _Told()).close()
    return where


def _read(count: int) -> None:
    """Read articles into the store of the pool until it holds so many."""
    if _held() >= count:
        return
    POOL.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "articles.jsonl"
        write_articles(rows, count + count // 100)  # some of them are the same
        command = [sys.executable, "-m", "khabar", "read", str(rows), "--store", str(POOL)]
        done = subprocess.run([*command, "--workers", "2"], check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"bench: khabar read ended with {done.returncode}")


def _held() -> int:
    if not POOL.is_file():
        return 0
    open_store(POOL, create=False).close()
    with sqlite3.connect(POOL) as connection:
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])


def _cut(where: Path, count: int) -> None:
    """Copy so many documents with their readings: by id, so that they are drawn as by lot."""
    fresh = where.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    open_store(fresh).close()
    connection = sqlite3.connect(fresh, isolation_level=None)
    connection.execute("ATTACH ? AS pool", (str(POOL),))
    connection.execute("BEGIN")
    for table, column in (("documents", "id"), ("readings", "document_id")):
        chosen = f"SELECT * FROM pool.{table} WHERE {column} IN ({_IDS})"
        connection.execute(f"INSERT INTO {table} {chosen}", (count,))
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    os.replace(fresh, where)


class _Told:
    """Says how far the filling is, with the time since it began."""

    def __init__(self) -> None:
        self._began = self._said = time.monotonic()
        self._what = ""

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if what != self._what or now - self._said > _SECONDS:
            self._what, self._said = what, now
            print(f"{now - self._began:7.0f} s  {what} {done:,} of {total:,}", flush=True)
