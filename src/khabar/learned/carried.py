"""The weights that the package carries: where they lie, and whether they are whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TypeVar

import onnxruntime as ort
from threadpoolctl import ThreadpoolController
from tokenizers import Tokenizer

from khabar.errors import KhabarError

WEIGHTS = Path(__file__).parent / "weights"
SUMS = "SHA256SUMS"
PIECES = "pieces.json"

Model = TypeVar("Model")


class WeightsError(KhabarError):
    """A file of weights is not what was made for this version."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}. Install khabar again.")


@cache
def folder(name: str, weights: Path = WEIGHTS) -> Path | None:
    """The folder of a model; None where the package carries none of that name.

    Raises:
        WeightsError: a file of it is missing or was changed. Looked at once a process.
    """
    listed = [file for file in _sums(weights) if file.startswith(f"{name}/")]
    for file in listed:
        _check(weights, file)
    return weights / name if listed else None


def carried(name: str, made: Callable[[Path], Model]) -> Model | None:
    """The model made of the folder of that name; None where the package carries none.

    Raises:
        WeightsError: a file of it is missing or was changed.
    """
    found = folder(name)
    return None if found is None else made(found)


@cache
def pieces(weights: Path = WEIGHTS) -> Tokenizer:
    """The tokenizer of all models; it adds no special pieces itself.

    Raises:
        WeightsError: the file is missing or was changed.
    """
    _check(weights, PIECES)
    return Tokenizer.from_file(str(weights / PIECES))


@contextmanager
def one_thread() -> Iterator[None]:
    """Sums of matrices on one thread: those of numpy are too small for more, which would wait for
    each other most of the time, and would not always come to the same."""
    with _pools().limit(limits=1, user_api="blas"):
        yield


@cache
def _pools() -> ThreadpoolController:
    return ThreadpoolController()


def session(model: Path) -> ort.InferenceSession:
    """A model made ready: on one thread, so that the same numbers come out each time."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(model), options, ["CPUExecutionProvider"])


def without_halves(text: str) -> str:
    """The text with a "?" for each half of a character, which UTF-8 cannot hold."""
    return text.encode("utf8", "replace").decode("utf8")


def encoded(text: str, tokenizer: Tokenizer, longest: int) -> list[int]:
    """The pieces of a text, so many at most."""
    held = without_halves(text[: longest * _PIECE])
    ids: list[int] = tokenizer.encode(held, add_special_tokens=False).ids
    return ids[:longest]


_PIECE = 32  # no piece has more characters


def sum_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sums_of(beginnings: tuple[str, ...], weights: Path = WEIGHTS) -> list[str]:
    """The sums of the files whose paths begin so, each with its file: they name what is carried."""
    found = sorted(_sums(weights).items())
    return [f"{total}  {file}" for file, total in found if file.startswith(beginnings)]


def _sums(weights: Path) -> dict[str, str]:
    """What each file must come to, by its path."""
    path = weights / SUMS
    if not path.is_file():
        return {}
    rows = (line.split(maxsplit=1) for line in path.read_text("utf8").splitlines())
    return {file: found for found, file in rows}


def _check(weights: Path, file: str) -> None:
    path = weights / file
    if not path.is_file():
        raise WeightsError(f"weights/{file}", "is missing")
    if _sums(weights).get(file) != sum_of(path):
        raise WeightsError(f"weights/{file}", f"was changed since {SUMS} was written")
