"""Writing files whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from khabar.errors import KhabarError
from khabar.schema.held import File


def write(chunks: Iterable[bytes], target: str) -> None:
    """Write to a file, or to standard output where target is "-".

    Raises:
        KhabarError: the file cannot be written; what stood there before still does.
    """
    if target == "-":
        sys.stdout.buffer.writelines(chunks)
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    try:
        # A device or pipe is written as it is: there is nothing to replace.
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                stream.writelines(chunks)
        else:
            _replace(path, chunks)
    except OSError as error:
        why = error.strerror or type(error).__name__
        remedy = "Free some space, or name another file with -o"
        raise KhabarError(f"{target}: cannot be written ({why}). {remedy}.") from error


def _replace(path: Path, chunks: Iterable[bytes]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, _mode(path))
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """The rights that the file has, or that any new file would get; a temporary one is private."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_folder(files: Iterable[File], target: str) -> None:
    """Write files into a folder that is there only when it is complete.

    Raises:
        KhabarError: something stands there already that khabar did not write, or it cannot be
            written; what stood there before still does.
    """
    folder = Path(target)
    if folder.exists() and not (folder / MARK).is_file() and (folder.is_file() or any_in(folder)):
        remedy = "Name a folder that does not exist yet."
        raise KhabarError(f"{target}: holds what khabar did not write. {remedy}")
    try:
        new = Path(tempfile.mkdtemp(dir=folder.absolute().parent, prefix=f".{folder.name}."))
        try:
            _fill(new, files)
            new.chmod(0o755)
            if folder.exists():
                shutil.rmtree(folder)
            new.rename(folder)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        why = error.strerror or type(error).__name__
        remedy = "Free some space, or name another folder with -o"
        raise KhabarError(f"{target}: cannot be written ({why}). {remedy}.") from error


MARK = ".khabar-export"
"""The empty file by which khabar knows a folder as its own."""


def any_in(folder: Path) -> bool:
    """Whether anything is in a folder."""
    return next(folder.iterdir(), None) is not None


def _fill(folder: Path, files: Iterable[File]) -> None:
    (folder / MARK).touch()
    for name, chunks in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            stream.writelines(chunks)
