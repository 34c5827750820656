"""Stores to time the desk on, made of the store of the pool's readings.

Reading goes on where it was broken off, a store appears when it is whole, and filling its shelf
begins again: half of a shelf is none. Read by the rules alone, 70,000 articles take an hour and a
half instead of five; what a page costs hangs on how much there is, not on who read it.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bench_articles import write_articles
from khabar.pipeline.kit import load_kit
from khabar.pipeline.run import read
from khabar.serve.desk import Desk
from khabar.store.opening import open_store
from shared import ROOT

POOL = ROOT / "build" / "bench" / "pool.db"
RULES = "rules"
STORES = tuple(
    POOL.with_name(f"desk-{kind}{count}.db")
    for count in (10_000, 70_000)
    for kind in ("", f"{RULES}-")
)
_SECONDS = 20.0  # between two lines that say how far it is
_IDS = "SELECT id FROM pool.documents ORDER BY id LIMIT ?"


def made(count: int, *, rules: bool = False) -> Path:
    """The store of so many articles with its shelf filled; made as far as it is not there.

    rules: the articles are read by the rules alone.
    """
    kind = f"{RULES}-" if rules else ""
    where, pool = POOL.with_name(f"desk-{kind}{count}.db"), POOL.with_name(f"{kind}{POOL.name}")
    if not where.exists():
        if _held(pool) < count:
            pool.parent.mkdir(parents=True, exist_ok=True)
            (_read_by_rules if rules else _read)(pool, count)
        _cut(where, pool, count)
    Desk.open(where, _Told()).close()
    return where


def _read(pool: Path, count: int) -> None:
    """Read articles into the store of the pool until it holds so many."""
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "articles.jsonl"
        write_articles(rows, count + count // 100)  # some of them are the same
        command = [sys.executable, "-m", "khabar", "read", str(rows), "--store", str(pool)]
        done = subprocess.run([*command, "--workers", "2"], check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"bench: khabar read ended with {done.returncode}")


def _read_by_rules(pool: Path, count: int) -> None:
    kit = replace(load_kit(), learned=None)
    with tempfile.TemporaryDirectory() as folder, open_store(pool) as store:
        rows = Path(folder) / "articles.jsonl"
        write_articles(rows, count + count // 100)
        read([str(rows)], store=store, kit=kit)


def _held(pool: Path) -> int:
    if not pool.is_file():
        return 0
    open_store(pool, create=False).close()
    with sqlite3.connect(pool) as connection:
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])


def _cut(where: Path, pool: Path, count: int) -> None:
    """Copy so many documents with their readings: by id, so that they are drawn as by lot."""
    fresh = where.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    open_store(fresh).close()
    connection = sqlite3.connect(fresh, isolation_level=None)
    connection.execute("ATTACH ? AS pool", (str(pool),))
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
