"""Reading a bundle back: all that a store is rebuilt from."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

import msgspec

from khabar.errors import KhabarError
from khabar.export.bundle.files import Set

_LARGEST = 64_000_000  # bytes of a line
_REMEDY = "Get the whole bundle again from where you had it."


class _Aside(msgspec.Struct):
    key: str
    item: str
    path: str
    reason: str
    document_id: str | None = None
    payload: bytes | None = None


class BundleFiles:
    """What `khabar export --format bundle` wrote, as JSON; only the files that are named count."""

    def __init__(self, where: str, names: Iterable[str], open_: Callable[[str], BinaryIO]) -> None:
        self._where, self._names, self._open = where, frozenset(names), open_

    def documents(self) -> Iterator[bytes]:
        """Documents, by id."""
        return self._lines("documents")

    def readings(self) -> Iterator[bytes]:
        """Readings; of each document the one that counts comes last."""
        yield from self._lines("older_readings")
        yield from self._lines("readings")

    def judgements(self) -> Iterator[bytes]:
        """What people judged."""
        return self._lines("judgements")

    def asides(self) -> Iterator[Set]:
        """What could not be read."""
        for line in self._lines("asides"):
            try:
                yield msgspec.structs.asdict(msgspec.json.decode(line, type=_Aside))
            except (msgspec.MsgspecError, ValueError) as error:
                where = f"{self._where}: data/asides.jsonl"
                raise KhabarError(f"{where} is damaged ({error}). {_REMEDY}") from error

    def record(self) -> bytes:
        """The record as one JSON object."""
        with self._opened("data/record.json") as stream:
            return stream.read()

    def _lines(self, name: str) -> Iterator[bytes]:
        with self._opened(f"data/{name}.jsonl") as stream:
            while line := stream.readline(_LARGEST).rstrip(b"\n"):
                yield line

    @contextmanager
    def _opened(self, name: str) -> Iterator[BinaryIO]:
        if name not in self._names:
            raise KhabarError(f"{self._where}: {name} is missing. {_REMEDY}")
        try:
            with self._open(name) as stream:
                yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise KhabarError(f"{self._where}: {name} is damaged ({error}). {_REMEDY}") from error
