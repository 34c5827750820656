"""Search by meaning: articles whose title and beginning are near to what is asked.

Likeness of meaning is no evidence: it finds what to read, and says nothing of what is true.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from khabar.errors import KhabarError
from khabar.learned import embedder
from khabar.learned.embedder import TextKind
from khabar.serve.standing import Progress
from khabar.store.shelf import Shelf

DOING = "meaning"
_AT_ONCE = 64
_LEAD = 500  # characters of an article: its title and beginning say what it is about
_ROWS = 8192  # vectors that are compared at once
_MOST = 127  # of a signed byte


class Embedding(Protocol):
    """Turns texts into vectors."""

    def vectors(self, texts: Sequence[str], kind: TextKind) -> NDArray[np.float32]:
        """A row of length 1 for each text."""


class _Source(msgspec.Struct):
    title: str | None = None


class _Known(msgspec.Struct):
    text: str
    source: _Source


class Meaning:
    """The vectors of a store's articles, and what is near to a question.

    made counts those that were made since the desk was opened.
    """

    def __init__(self, shelf: Shelf, embedding: Embedding, model: str) -> None:
        self._embedding = embedding
        self._kept = shelf.vectors(model)
        self._lock = Lock()
        self.made = 0
        self._held: tuple[int, tuple[str, ...], NDArray[np.int8]] | None = None

    def count(self) -> tuple[int, int]:
        """How many articles are ready, and how many there are."""
        return self._kept.count()

    def any(self) -> bool:
        """Whether an article is ready."""
        return self._kept.any()

    def prepare(self, progress: Progress) -> None:
        """Make the vectors that are missing; what was broken off goes on where it stopped."""
        done, total = self.count()
        progress(DOING, done, total)
        while waiting := self._kept.missing(_AT_ONCE):
            texts = [_beginning(body) for _, _, body in waiting]
            found = _packed(self._embedding.vectors(texts, TextKind.PASSAGE))
            rows = zip(waiting, found, strict=True)
            self._kept.put([(id_, facts, row.tobytes()) for (id_, facts, _), row in rows])
            self.made += len(waiting)
            done += len(waiting)
            progress(DOING, min(done, total), total)

    def nearest(self, words: str, most: int) -> tuple[str, ...]:
        """The articles nearest to these words, the nearest first.

        Raises:
            KhabarError: no article is ready.
        """
        (asked,) = self._embedding.vectors([words], TextKind.QUERY)
        found = self._kept.nearest(asked.tolist(), most)
        if found is None:
            found = self._compared(asked, most)
        if not found:
            raise KhabarError("Meaning: no article is ready. Prepare them on the page for adding.")
        return found

    def _compared(self, asked: NDArray[np.float32], most: int) -> tuple[str, ...]:
        """The nearest by comparing here what the store keeps."""
        ids, rows = self._all()
        if not ids:
            return ()
        likeness = np.concatenate(
            [_likeness(rows[at : at + _ROWS], asked) for at in range(0, len(ids), _ROWS)]
        )
        return tuple(ids[n] for n in np.argsort(-likeness, kind="stable")[:most])

    def _all(self) -> tuple[tuple[str, ...], NDArray[np.int8]]:
        with self._lock:
            made = self.made
            if self._held is None or self._held[0] != made:
                found = self._kept.all()
                rows = np.frombuffer(b"".join(body for _, body in found), np.int8)
                ids = tuple(id_ for id_, _ in found)
                self._held = made, ids, rows.reshape(len(ids), -1) if ids else rows.reshape(0, 0)
            return self._held[1:]


def meaning_of(shelf: Shelf) -> Meaning | None:
    """Search by meaning with the model that the package carries; None where it carries none."""
    found = embedder.installed()
    return None if found is None else Meaning(shelf, found, _model())


@cache
def _model() -> str:
    """What tells one model from another: a digest of its weights."""
    folder = Path(str(files("khabar.learned"))) / "weights" / embedder.NAME
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _beginning(body: bytes) -> str:
    known = msgspec.json.decode(body, type=_Known)
    return " ".join(f"{known.source.title or ''}\n{known.text}"[:_LEAD].split()) or "-"


def _packed(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """A byte a number: the greatest of each vector becomes 127; its length is told by its own."""
    greatest = np.abs(vectors).max(axis=1, keepdims=True)
    scaled = np.rint(vectors / np.maximum(greatest, 1e-9) * _MOST)
    packed: NDArray[np.int8] = scaled.astype(np.int8)
    return packed


def _likeness(rows: NDArray[np.int8], asked: NDArray[np.float32]) -> NDArray[np.float32]:
    wide = rows.astype(np.float32)
    likeness: NDArray[np.float32] = (wide @ asked) / np.linalg.norm(wide, axis=1).clip(1e-9)
    return likeness
