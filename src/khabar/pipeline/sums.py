"""Checksums of files that go out and come back, as `sha256sum` writes them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import BinaryIO

from khabar.errors import KhabarError
from khabar.schema.held import File

SUMS = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_CHUNK = 1 << 20


def summed(files: Iterable[File], sums: dict[str, str]) -> Iterator[File]:
    """The same files, and behind them their checksums; sums is filled as they are written."""
    for name, chunks in files:
        digest = hashlib.sha256()
        yield name, _through(chunks, digest.update)
        sums[name] = digest.hexdigest()
    yield SUMS, [sum_lines(sums)]


def sum_lines(sums: Mapping[str, str]) -> bytes:
    """Checksums by name as `sha256sum` writes them."""
    return b"".join(f"{each}  {name}\n".encode() for name, each in sorted(sums.items()))


def _through(chunks: Iterable[bytes], see: Callable[[bytes], None]) -> Iterator[bytes]:
    for chunk in chunks:
        see(chunk)
        yield chunk


def sums_in(lines: bytes, where: str) -> dict[str, str]:
    """Checksums by name.

    Raises:
        KhabarError: it is no such list, or it names a file outside.
    """
    found = {}
    for line in lines.decode("utf-8", "replace").splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            raise KhabarError(f"{where}: {SUMS} is no list of checksums. {FETCH}")
        found[inside(match[2], where)] = match[1]
    return found


FETCH = "Get the whole export again from where you had it."


def inside(name: str, where: str) -> str:
    """The name of a file, if it lies inside what it is a part of.

    Raises:
        KhabarError: it leads elsewhere.
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or set(name) & set("\\:\0") or str(path) != name:
        raise KhabarError(
            f"{where}: names a file outside itself ({name[:60]!a}). khabar writes no such file; "
            "take it from somebody you trust."
        )
    return name


def check_sum(stream: BinaryIO, expected: str, what: str) -> None:
    """Read a file to its end.

    Raises:
        KhabarError: it is not what was written.
    """
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    if digest.hexdigest() != expected:
        raise KhabarError(f"{what}: is not what was exported (its checksum differs). {FETCH}")
