"""Where an export lies that comes back: a folder or a zip, and which files of it may be opened."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from khabar.errors import KhabarError
from khabar.pipeline.sums import FETCH, inside

_GROWS = 250  # times; words of news, as JSON, shrink to a tenth
_SMALL = 50_000_000


class Place(Protocol):
    """Files by name; a name never leads outside."""

    @property
    def where(self) -> str:
        """The path, for messages."""

    def has(self, name: str) -> bool:
        """Whether there is such a file."""

    def open(self, name: str) -> BinaryIO:
        """A file of it.

        Raises:
            KhabarError: it cannot be opened.
        """


class FolderPlace:
    """A folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def where(self) -> str:
        """The folder."""
        return str(self._path)

    def has(self, name: str) -> bool:
        """Whether it is there, and no link to elsewhere."""
        path = self._path / name
        return path.is_file() and path.resolve().is_relative_to(self._path.resolve())

    def open(self, name: str) -> BinaryIO:
        """The file."""
        try:
            return (self._path / name).open("rb")
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise KhabarError(f"{self._path / name}: {why}. {FETCH}") from error


class ZipPlace:
    """A zip, read as it lies: nothing is unpacked to disk."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path, self._archive = path, archive
        self._entries = {inside(i.filename.rstrip("/"), str(path)): i for i in archive.infolist()}
        self._check_size()

    def _check_size(self) -> None:
        entries = self._archive.infolist()
        packed, whole = self._path.stat().st_size, sum(i.file_size for i in entries)
        overlap = sum(i.compress_size for i in entries) > packed
        if overlap or len(entries) != len(self._entries) or whole > _GROWS * packed + _SMALL:
            raise KhabarError(
                f"{self._path}: would unpack {packed} bytes to {whole}, which no export does. "
                "It is not opened; take it from somebody you trust."
            )

    @property
    def where(self) -> str:
        """The file."""
        return str(self._path)

    def has(self, name: str) -> bool:
        """Whether it is in the zip."""
        return name in self._entries

    def open(self, name: str) -> BinaryIO:
        """The entry; a damaged one says so while it is read."""
        try:
            return cast(BinaryIO, self._archive.open(self._entries[name]))
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
            raise KhabarError(
                f"{self._path}: {name} cannot be opened ({error}). {FETCH}"
            ) from error


@contextmanager
def place_at(path: Path) -> Iterator[Place]:
    """What lies at a path.

    Raises:
        KhabarError: nothing, or neither folder nor zip.
    """
    if path.is_dir():
        yield FolderPlace(path)
        return
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise KhabarError(f"{path}: there is no such file. Name what was exported.") from error
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        remedy = "Name a bundle or a Parquet folder, or get it again from where you had it."
        raise KhabarError(f"{path}: is no whole zip ({error}). {remedy}") from error
    with archive:
        yield ZipPlace(path, archive)
