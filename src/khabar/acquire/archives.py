"""Archives of pages: zip, tar (also compressed) and single compressed files.

Nothing is unpacked to where an archive says: its names are only shown. What a member unpacks to is
counted as it comes, so that a bomb ends at the limit whatever its header claims.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from io import BufferedIOBase, BufferedReader, BytesIO, FileIO
from os import dup
from pathlib import PurePosixPath
from typing import IO

from khabar.acquire.inner import Found, Reader, from_within, name_inside, set_aside
from khabar.acquire.limits import Limits
from khabar.acquire.sources import SUFFIXES, Input
from khabar.acquire.whole import unopened
from khabar.schema.aside import SetAside

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PACKED: dict[bytes, Callable[[IO[bytes]], BufferedIOBase]] = {
    b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}
_TAR_AT, _TAR = 257, b"ustar"
_CHUNK = 1 << 16
_SMALL = 1 << 20  # bytes: below this the ratio tells nothing
_OFFICE = "[Content_Types].xml"
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".css", ".js", ".woff2")
_DAMAGED = (
    OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, tarfile.TarError,
    NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


class _TooMuchError(Exception):
    """A limit is reached: the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class _Member:
    """One thing in an archive; packed is its size there, None where only the whole has one."""

    name: str
    stream: IO[bytes] | BufferedIOBase
    packed: int | None = None


def looks_like_archive(start: bytes) -> bool:
    """Whether a stream that begins like this is an archive, or one compressed file."""
    return start.startswith((*_ZIP, *_PACKED)) or _is_tar(start)


def _is_tar(start: bytes) -> bool:
    return start[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR


def read(source: Input, limits: Limits, inner: Reader) -> Found:
    """The documents of what an archive holds; a member that gives none is set aside.

    Args:
        inner: reads a member, in whatever form it is; an archive inside goes one nesting deeper.
    """
    if limits.nesting < 1:
        reason = "it lies in an archive in an archive. Unpack it, and read what it holds."
        yield set_aside(source.path, reason)
        return
    try:
        with ExitStack() as stack:
            stream = _seekable(stack.enter_context(source.open()), stack)
            yield from _Reading(source.path, limits, inner).of(stream)
    except OSError as error:
        yield unopened(source.path, error)


def _seekable(stream: BufferedReader, stack: ExitStack) -> IO[bytes]:
    """The stream itself, or a copy without a name on disk where it cannot go back."""
    if stream.seekable():
        return stream
    copy = stack.enter_context(_unnamed())
    while chunk := stream.read(_CHUNK):
        copy.write(chunk)
    copy.seek(0)
    return copy


@dataclass(slots=True)
class _Reading:
    """One pass over an archive, and how much it has unpacked to so far."""

    path: str
    limits: Limits
    inner: Reader
    unpacked: int = 0

    def of(self, stream: IO[bytes]) -> Found:
        """The documents of the members."""
        known = 0
        try:
            for member in self._members(stream):
                known += 1
                if known > self.limits.members:
                    raise _TooMuchError(_too_many(self.limits.members))
                yield from self._read(member)
        except _TooMuchError as error:
            yield set_aside(self.path, str(error))
        except _DAMAGED as error:
            what = f"it is cut off or damaged after {known} files ({_words(error)})"
            yield set_aside(self.path, f"{what}; what came before was read. Fetch it again.")
        else:
            if not known:
                yield set_aside(self.path, "it holds no file that khabar reads. Leave it out.")

    def _members(self, stream: IO[bytes]) -> Iterator[_Member]:
        start = stream.read(512)
        stream.seek(0)
        if start.startswith(_ZIP):
            return self._of_zip(stream)
        for mark, opener in _PACKED.items():
            if start.startswith(mark):
                return self._of_packed(opener(stream))
        return _of_tar(stream, self.limits.members)

    def _of_zip(self, stream: IO[bytes]) -> Iterator[_Member]:
        with zipfile.ZipFile(stream) as packed:
            infos = packed.infolist()
            if any(info.filename == _OFFICE for info in infos):
                remedy = "Save it as PDF, or as text."
                raise _TooMuchError(f"it is a document of an office program. {remedy}")
            for info in infos:
                if info.is_dir() or not _is_wanted(info.filename):
                    continue
                if info.flag_bits & 1:
                    reason = "it needs a password. Unpack it, and read what it holds."
                    yield _Member(info.filename, _Refused(reason), 0)
                    continue
                with packed.open(info) as opened:
                    yield _Member(info.filename, opened, max(info.compress_size, 1))

    def _of_packed(self, stream: BufferedIOBase) -> Iterator[_Member]:
        """A compressed tar, or the one file that was compressed."""
        with stream:
            start = stream.read(512)
            stream.seek(0)
            if _is_tar(start):
                yield from _of_tar(stream, self.limits.members)
            else:
                yield _Member(_without_packing(self.path), stream)

    def _read(self, member: _Member) -> Found:
        name = name_inside(self.path, member.name)
        if isinstance(member.stream, _Refused):
            yield SetAside(item=name, path=self.path, reason=f"{name}: {member.stream.reason}")
            return
        try:
            with ExitStack() as stack:
                found = self._input(name, member, stack)
                deeper = replace(self.limits, nesting=self.limits.nesting - 1)
                yield from from_within(self.inner(found, deeper), self.path)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
            # The other members of a zip stand by themselves.
            reason = f"{name}: it is damaged ({_words(error)}). Pack it again."
            yield SetAside(item=name, path=self.path, reason=reason)

    def _input(self, name: str, member: _Member, stack: ExitStack) -> Input:
        start = b"".join(self._chunks(member, self.limits.document + 1))
        if len(start) <= self.limits.document:
            return Input(path=name, content=start)
        copy = stack.enter_context(_unnamed())
        copy.write(start)
        for chunk in self._chunks(member, None, len(start)):
            copy.write(chunk)
        copy.flush()
        return Input(path=name, stream=partial(_again, copy.fileno()))

    def _chunks(self, member: _Member, most: int | None, taken: int = 0) -> Iterator[bytes]:
        """What a member unpacks to, counted.

        Raises:
            _TooMuchError: it, or the archive with it, unpacks to more than the limits.
        """
        left = most
        while chunk := member.stream.read(_CHUNK if left is None else min(_CHUNK, left)):
            taken += len(chunk)
            self.unpacked += len(chunk)
            self._check(member, taken)
            yield chunk
            left = None if left is None else left - len(chunk)
            if left == 0:
                return

    def _check(self, member: _Member, taken: int) -> None:
        if self.unpacked > self.limits.unpacked:
            most = f"it unpacks to more than {self.limits.unpacked / 1e9:g} GB"
            raise _TooMuchError(f"{most}; what came first was read. Split it.")
        if member.packed is not None and taken > max(_SMALL, member.packed * self.limits.ratio):
            shown = name_inside("", member.name)[1:]
            what = f"{shown} in it unpacks to more than {self.limits.ratio} times its size"
            raise _TooMuchError(f"{what}, as nothing but a bomb does. Leave it out.")


class _Refused(BytesIO):
    """A member that will not be read, and why."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


def _of_tar(stream: IO[bytes] | BufferedIOBase, most: int) -> Iterator[_Member]:
    with tarfile.open(fileobj=stream, mode="r:", errors="surrogateescape") as packed:
        for number, info in enumerate(packed):
            if number > most:
                raise _TooMuchError(_too_many(most))
            opened = packed.extractfile(info) if info.isreg() and _is_wanted(info.name) else None
            if opened is not None:
                with opened:
                    yield _Member(info.name, opened)


def _too_many(most: int) -> str:
    return f"it holds more than {most:,} files; what came first was read. Split it."


def _is_wanted(name: str) -> bool:
    """Whether a member may be a page: what a saved page brought along, or a hidden file, is none.

    Known forms are taken, and what has a name that says nothing.
    """
    path = PurePosixPath(name)
    if path.name.startswith(("._", ".DS_Store")) or "__MACOSX" in path.parts:
        return False
    suffix = path.suffix.lower()
    return suffix in SUFFIXES or suffix not in _PICTURES


@contextmanager
def _unnamed() -> Iterator[IO[bytes]]:
    """A file without a name: nothing of it stays on disk whatever happens."""
    with tempfile.TemporaryFile() as file:
        yield file


def _without_packing(path: str) -> str:
    name = path.rpartition("#")[2].rpartition("/")[2]
    for ending in (".gz", ".bz2", ".xz"):
        name = name.removesuffix(ending)
    return name


def _again(number: int) -> BufferedReader:
    """An unnamed file from its beginning, as often as it is asked for."""
    file = FileIO(dup(number), "rb")
    file.seek(0)
    return BufferedReader(file)


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
