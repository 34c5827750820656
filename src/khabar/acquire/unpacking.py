"""Undoing gzip and deflate without ever holding more than a limit: a bomb is not unpacked."""

from __future__ import annotations

import zlib

_ANY_HEADER = 47  # zlib finds out itself whether it is gzip or zlib
_RAW = -15
_GZIP = b"\x1f\x8b"
_KNOWN = frozenset({"gzip", "x-gzip", "deflate"})
_MOST_CODINGS = 2


class TooLargeError(Exception):
    """Unpacked it would be larger than the limit."""


class BrokenError(Exception):
    """It cannot be unpacked; the message says why."""


def is_packed(start: bytes) -> bool:
    """Whether bytes that begin like this are gzip."""
    return start.startswith(_GZIP)


def unpacked(data: bytes, limit: int) -> bytes:
    """What a gzip file holds.

    Raises:
        TooLargeError: more than limit bytes.
        BrokenError: it is cut off or damaged.
    """
    unpacker = Unpacker("gzip", limit)
    return unpacker.take(data) + unpacker.rest()


def beginning(data: bytes, most: int) -> bytes:
    """The first bytes of what a gzip file holds, as far as they can be told from its beginning."""
    try:
        return zlib.decompressobj(_ANY_HEADER).decompress(data, most)
    except zlib.error:
        return b""


class Unpacker:
    """Unpacks a stream as its server says it was packed ("gzip"), chunk by chunk.

    Raises:
        BrokenError: it is packed in a way that we did not ask for.
    """

    def __init__(self, coding: str, limit: int) -> None:
        names = [name for part in coding.lower().split(",") if (name := part.strip())]
        names = [name for name in names if name != "identity"]
        if len(names) > _MOST_CODINGS or not _KNOWN.issuperset(names):
            raise BrokenError(f"it is packed as {coding[:40]!r}, which was not asked for")
        self._layers = [_Layer(limit) for _ in names]
        self._left = limit

    def take(self, chunk: bytes) -> bytes:
        """What this chunk adds.

        Raises:
            TooLargeError, BrokenError: see there.
        """
        for layer in self._layers:
            chunk = layer.take(chunk)
        self._left -= len(chunk)
        if self._left < 0:
            raise TooLargeError
        return chunk

    def rest(self) -> bytes:
        """What is left at the end of the stream.

        Raises:
            BrokenError: the stream ended too early.
        """
        if not all(layer.is_whole for layer in self._layers):
            raise BrokenError("it is cut off in the middle")
        return b""


class _Layer:
    """One coding; gzip may hold several members, one after the other."""

    def __init__(self, limit: int) -> None:
        self._left = limit
        self._begun = False
        self._member = zlib.decompressobj(_ANY_HEADER)

    @property
    def is_whole(self) -> bool:
        return self._member.eof or not self._begun

    def take(self, chunk: bytes) -> bytes:
        found = []
        while chunk:
            if self._member.eof:
                # What follows the last member is padding, unless another member begins.
                if not is_packed(chunk):
                    break
                self._member = zlib.decompressobj(_ANY_HEADER)
            found.append(self._some(chunk))
            chunk = self._member.unused_data
        return b"".join(found)

    def _some(self, chunk: bytes) -> bytes:
        try:
            found = self._member.decompress(chunk, self._left + 1)
        except zlib.error as error:
            if self._begun:
                raise BrokenError(f"it cannot be unpacked ({error})") from error
            found = self._raw(chunk)
        self._begun = True
        self._left -= len(found)
        if self._left < 0 or self._member.unconsumed_tail:
            raise TooLargeError
        return found

    def _raw(self, chunk: bytes) -> bytes:
        """Some servers send deflate without the header that the standard wants."""
        self._member = zlib.decompressobj(_RAW)
        try:
            return self._member.decompress(chunk, self._left + 1)
        except zlib.error as error:
            raise BrokenError(f"it cannot be unpacked ({error})") from error
