"""Writing files whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from khabar.errors import KhabarError


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
