"""A store of the samples, read once for all tests of a process, and the desk on it."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from khabar.pipeline import run
from khabar.pipeline.kit import load_kit
from khabar.schema.documents import Document, Source, identity
from khabar.serve.desk import Desk
from khabar.store.opening import open_store

SAMPLES = Path(__file__).parents[2] / "samples"


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


@cache
def sample_store() -> Path:
    """A store with the samples and their shelf; to change it, take a copy."""
    where = Path(_folder().name) / "samples.db"
    with open_store(where) as store:
        run.read([str(SAMPLES)], store=store, kit=load_kit())
    Desk.open(where).close()
    return where


def sample_copy(folder: Path) -> Path:
    """A copy that a test may change."""
    where = folder / "samples.db"
    shutil.copy(sample_store(), where)
    return where


@cache
def sample_desk() -> Desk:
    """The desk on the samples, for tests that change nothing."""
    return Desk.open(sample_store())


def article_of(text: str, title: str | None = None) -> Document:
    """An article of our own."""
    source = Source(path="own.txt", raw_hash="0" * 64, title=title, outlet="own")
    return Document(id=identity(text, source), text=text, source=source)
