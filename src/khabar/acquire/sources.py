"""Which inputs the paths on a command line stand for."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from io import BufferedReader, BytesIO
from pathlib import Path

from khabar.acquire.addresses import is_web
from khabar.errors import NothingToReadError, UnreadableInputError

SUFFIXES = frozenset(
    {
        ".txt", ".jsonl", ".ndjson", ".xml", ".rss", ".atom", ".html", ".htm", ".xhtml", ".shtml",
        ".csv", ".tsv", ".sgm", ".sgml", ".warc", ".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz",
        ".pdf", ".tif", ".tiff",
    }
)  # fmt: skip
"""What is taken from a folder; a file named by itself may have any suffix. Of pictures only what
scanners write: those beside saved pages are no scans."""

_KNOWN = "khabar reads text, rows, tables, web pages, feeds, archives and PDFs there"


def _standard_input() -> BufferedReader:
    # typeshed calls this a BinaryIO; in a process with a standard input it is a buffered reader.
    return sys.stdin.buffer  # type: ignore[return-value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One file or stream that may hold documents; path is "-" for standard input.

    content holds the bytes of what lies in no file: a page that was fetched, a record of an
    archive; stream opens what is too large for that. Of such a thing url says where it was,
    media_type ("text/html") and charset what its server said it is, fetched the day on which it
    was met; each is only what somebody claims.
    """

    path: str
    standard_input: Callable[[], BufferedReader] = _standard_input
    content: bytes | None = None
    stream: Callable[[], BufferedReader] | None = None
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None
    fetched: str | None = None

    @property
    def suffix(self) -> str:
        """The ending of its name in small letters, "" where it has none."""
        return Path(self.path).suffix.lower()

    def open(self) -> AbstractContextManager[BufferedReader]:
        """Its bytes, as a stream that the caller closes.

        Raises:
            OSError: it cannot be opened.
        """
        if self.content is not None:
            return nullcontext(BufferedReader(BytesIO(self.content)))
        if self.stream is not None:
            return self.stream()
        if self.path == "-":
            return nullcontext(self.standard_input())
        return open(self.path, "rb")


def _same_folder(path: str) -> tuple[int, int]:
    found = os.stat(path)
    return found.st_dev, found.st_ino


def _files_under(folder: str, above: frozenset[tuple[int, int]] = frozenset()) -> Iterator[str]:
    """The readable files below a folder, in order of name.

    A folder that is linked into itself is entered once; one that may not be listed is handed on
    as if it were a file, so that opening it tells why.
    """
    try:
        here = _same_folder(folder)
        names = sorted(os.listdir(folder))
    except OSError:
        yield folder
        return
    if here in above:
        return
    for name in names:
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            yield from _files_under(path, above | {here})
        elif _is_candidate(path):
            yield path


def _is_candidate(path: str) -> bool:
    """Whether it looks like an article: a pipe or device never does, a broken link might."""
    known = Path(path).suffix.lower() in SUFFIXES
    return known and (os.path.isfile(path) or os.path.islink(path))


def _matches(pattern: str) -> list[str]:
    """The files and folders that a pattern names; a plain path names itself."""
    if os.path.lexists(pattern) or pattern == "-" or is_web(pattern):
        return [pattern]
    found = sorted(glob.glob(pattern, recursive=True)) if glob.has_magic(pattern) else []
    if not found:
        raise UnreadableInputError(
            pattern,
            "there is no such file or folder",
            "Check the path; - stands for standard input.",
        )
    return found


def find_inputs(paths: Sequence[str]) -> Iterator[Input]:
    """The inputs that paths stand for: files, folders (with all below them), patterns, "-".

    Every path is checked before the first input is handed out; folders are walked as they are
    read, so a million files need no list.

    Raises:
        UnreadableInputError: a path does not exist.
        NothingToReadError: a folder holds nothing that khabar reads, or no path was given.
    """
    if not paths:
        raise NothingToReadError("no path", "Name files, folders, or - for standard input.")
    named = [name for path in dict.fromkeys(paths) for name in _matches(path)]
    for name in named:
        if os.path.isdir(name) and next(_files_under(name), None) is None:
            raise NothingToReadError(name, f"{_KNOWN}; name a folder that holds some.")
    return _inputs(list(dict.fromkeys(named)))


def _inputs(named: Sequence[str]) -> Iterator[Input]:
    for name in named:
        if name != "-" and os.path.isdir(name):
            yield from (Input(path=path) for path in _files_under(name))
        else:
            yield Input(path=name)
