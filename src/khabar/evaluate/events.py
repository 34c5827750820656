"""Events: both forms of arabic_event_gsr, told apart by the name's end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from khabar.evaluate.event_sentences import evaluate_sentences
from khabar.evaluate.event_spans import WANTED, evaluate_spans
from khabar.evaluate.files import TestFileError
from khabar.evaluate.result import Evaluation


def evaluate_events(paths: Sequence[Path], alone: bool = False) -> Evaluation:
    """Score files of one of the two forms; also by what the tagger says.

    Raises:
        TestFileError: a file is of neither form, or both forms are mixed.
    """
    forms = {path.suffix.lower() for path in paths}
    if forms == {".json"}:
        return evaluate_spans(paths, alone)
    if forms == {".csv"}:
        return evaluate_sentences(paths, alone)
    raise TestFileError(
        paths[0], "is of another form than its neighbours or than any", WANTED.words
    )
