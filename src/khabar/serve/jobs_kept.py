"""Jobs on disk: a folder each, beside the store, so that a restart finds them again."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import msgspec

from khabar.errors import StoreError
from khabar.store.opening import beside

_ODD = re.compile(r"[^\w.-]+|^\.+")
_LONGEST_NAME = 80
_STATE = "job.json"
_FILES = "files"


class Kind(StrEnum):
    """What a job does: read what was sent, try anew what was set aside, and then renew the desk; or
    only that; or prepare the search by meaning.
    """

    READ = "read"
    RETRY = "retry"
    RENEW = "renew"
    MEANING = "meaning"


class State(StrEnum):
    """How far a job is. An interrupted one was broken off too often to go on by itself."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


SUFFIXES = (".txt", ".jsonl", ".ndjson")
"""Of files that can be read as articles."""
ENDED = frozenset({State.DONE, State.FAILED, State.INTERRUPTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something that takes longer than an answer may.

    doing says what it is at, done of found how far with that; new, known and set_aside count the
    documents. starts counts the runs: more than one after a restart. made and ended are UTC.
    """

    id: str
    kind: Kind
    state: State
    by: str
    made: str
    ended: str | None = None
    files: tuple[str, ...] = ()
    doing: str = ""
    done: int = 0
    found: int = 0
    new: int = 0
    known: int = 0
    set_aside: int = 0
    starts: int = 0
    trouble: str | None = None


class Kept:
    """The folder of all jobs of one store."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def jobs(self) -> Iterator[Job]:
        """All that are whole, in the order in which they were made."""
        found = (self._job(path) for path in self._folder.glob(f"*/{_STATE}"))
        yield from sorted(filter(None, found), key=lambda job: (job.made, job.id))

    def keep(self, job: Job) -> None:
        """Write a job down; whoever reads meanwhile finds the old or the new, never half of one."""
        folder = self._folder / job.id
        try:
            folder.mkdir(parents=True, exist_ok=True)
            fresh = folder / f"{_STATE}.new"
            fresh.write_bytes(msgspec.json.encode(job))
            os.replace(fresh, folder / _STATE)
        except OSError as error:
            raise _unwritten(self._folder, error) from error

    def take(self, job_id: str, number: int, name: str, content: BinaryIO) -> str:
        """Keep an upload under a name that is safe to be a file's; returns that name."""
        kept = f"{number:04}-{_plain(name)}"
        folder = self._folder / job_id / _FILES
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with open(folder / kept, "xb") as file:
                shutil.copyfileobj(content, file)
        except OSError as error:
            raise _unwritten(self._folder, error) from error
        return kept

    def paths(self, job: Job) -> list[str]:
        """Where the uploads of a job lie."""
        return [str(self._folder / job.id / _FILES / name) for name in job.files]

    def bare(self, told: str) -> str:
        """What is told of an upload, with the name it had there and not where it lies here."""
        folder = re.escape(self._folder.name)
        return re.sub(rf"(?:[^\s:]*/)?{folder}/\w+/{_FILES}/\d{{4}}-", "", told)

    def drop_files(self, job: Job) -> None:
        """Forget the uploads: what they held is in the store."""
        shutil.rmtree(self._folder / job.id / _FILES, ignore_errors=True)

    def drop(self, job_id: str) -> None:
        """Forget a job."""
        shutil.rmtree(self._folder / job_id, ignore_errors=True)

    def _job(self, path: Path) -> Job | None:
        try:
            job = msgspec.json.decode(path.read_bytes(), type=Job)
        except (OSError, msgspec.MsgspecError, ValueError):
            return None
        return job if job.id == path.parent.name else None


def folder_beside(store: str) -> Path:
    """Where the jobs of a store lie."""
    return Path(f"{beside(store)}.jobs")


def _plain(name: str) -> str:
    """What is left of a stranger's file name: letters, digits, its ending, and no folders."""
    last = re.split(r"[/\\]", name)[-1]
    plain = _ODD.sub("_", last)[-_LONGEST_NAME:]
    # Some systems count bytes and not characters.
    while len(plain.encode("utf8", "surrogatepass")) > 2 * _LONGEST_NAME:
        plain = plain[1:]
    return plain.encode("utf8", "replace").decode() or "file"


def _unwritten(folder: Path, error: OSError) -> StoreError:
    return StoreError(str(folder), error.strerror or "it cannot be written", "Free some space.")
