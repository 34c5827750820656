"""Answers of models that were paid for once, in a file beside the store.

Losing the file loses no reading: the model is asked once more. It holds words of the articles.
"""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from khabar.errors import StoreError
from khabar.pipeline.second.endpoint import Asked
from khabar.store.opening import beside

_PATIENCE = 30.0


def path_beside(store: str) -> Path:
    """Where the answers for a store lie; a store that is no file has them in this folder."""
    return Path(f"{beside(store)}.llm")


def key_of(asked: Asked, model: str) -> str:
    """What makes two requests one: model, what it is told, and the text."""
    told = "\0".join((model, asked.system, asked.user, str(asked.tokens)))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


class Answers:
    """Answers by the key of their request."""

    def __init__(self, path: Path) -> None:
        try:
            self._base = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
            self._base.execute(
                "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, body TEXT)"
            )
        except sqlite3.Error as error:
            remedy = "Move the file away: it only spares asking the model again."
            raise StoreError(str(path), f"cannot be used ({error})", remedy) from error

    def find(self, key: str) -> str | None:
        """The answer that was given before."""
        row = self._base.execute("SELECT body FROM answers WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def keep(self, key: str, body: str) -> None:
        """Keep an answer that is in the right form."""
        self._base.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (key, body))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._base.close()
