"""Texts as vectors: likeness of meaning as a number.

The model is multilingual-e5-small, pruned to Arabic. It sees what a text is about; it cannot see
denial, so likeness is never evidence that two texts agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import onnxruntime as ort

from khabar.learned.carried import carried, encoded, pieces, session
from khabar.learned.heads import Floats

NAME = "embedder"
WIDTH = 384
LONGEST = 500  # pieces of one text
_BOS, _EOS = 0, 2


class TextKind(StrEnum):
    """What a text is to the search: what is asked, or what may answer. Between equals: QUERY."""

    QUERY = "query"
    PASSAGE = "passage"


def installed() -> Embedder | None:
    """The embedder that the package carries; None where it carries none."""
    return carried(NAME, _embedder)


@cache
def _embedder(found: Path) -> Embedder:
    return Embedder(found)


class Embedder:
    """Turns texts into vectors; the model is loaded when it is first asked."""

    def __init__(self, found: Path) -> None:
        self._folder = found

    @cached_property
    def _session(self) -> ort.InferenceSession:
        return session(self._folder / "embedder.onnx")

    def vectors(self, texts: Sequence[str], kind: TextKind) -> Floats:
        """Unit vectors whose dot product measures likeness of meaning.

        Args:
            texts: n texts; what goes beyond LONGEST pieces is not read.
            kind: what they are to the search.

        Returns:
            Array (n, WIDTH), float32; each row has length 1, and depends on its text alone.

        Source:
            Wang et al. 2024, Multilingual E5 Text Embeddings, arXiv:2402.05672.
        """
        rows = [self._vector(f"{kind}: {text}") for text in texts]
        return np.concatenate([np.zeros((0, WIDTH), np.float32), *rows])

    def _vector(self, text: str) -> Floats:
        tokens = np.array([[_BOS, *encoded(text, pieces(), LONGEST), _EOS]], np.int64)
        (found,) = self._session.run(None, {"tokens": tokens})
        vector: Floats = found
        return vector
