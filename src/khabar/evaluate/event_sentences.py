"""Sentences with a yes or no to one type of event: arabic_event_gsr, CSV.

Our yes: the reading of the sentence, read by itself, has an event of that type, whether it is told
as done, going on, planned or denied. Rows that their authors call ambiguous count for nothing, and
a text that stands there twice counts once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from khabar.evaluate.counting import Unit, chosen, figures
from khabar.evaluate.files import Row, TestFileError, Wanted, read_rows
from khabar.evaluate.result import Evaluation
from khabar.evaluate.sentences import reading_of
from khabar.evaluate.tagger import tagger, tells
from khabar.pipeline.kit import recipe
from khabar.schema.events import EventType

WANTED = Wanted("arabic_event_gsr's *_gsr.csv or *_spans.json", ("text", "label", "event_type"))
_LABELS = {"yes": True, "easy no": False, "difficult no": False, "ambiguous": None}
_TYPES = frozenset(type_.value for type_ in EventType)

Teller = Callable[[str, EventType], bool]
Told = tuple[str, EventType, bool | None]


def evaluate_sentences(paths: Sequence[Path], alone: bool = False) -> Evaluation:
    """Score the types of events in readings, or what the tagger alone says of sentences.

    Raises:
        TestFileError: a file is not of this form.
    """
    told = [_told(path, n, row) for path in paths for n, row in _numbered(path)]
    clear = {(text, type_): yes for text, type_, yes in reversed(told) if yes is not None}
    ambiguous = sum(yes is None for _, _, yes in told)
    found = _by_tagger() if alone else _by_reading
    types = tuple(dict.fromkeys(type_ for _, type_, _ in told))
    return Evaluation(
        task="events",
        by=f"recipe {recipe()}{', the tagger alone' if alone else ''}",
        units=len(clear),
        unit="sentences",
        figures=figures(types, [_unit(*key, yes, found) for key, yes in clear.items()]),
        left_out=(
            ("called ambiguous", ambiguous),
            ("there twice", len(told) - ambiguous - len(clear)),
        ),
    )


def _numbered(path: Path) -> Iterator[tuple[int, Row]]:
    return enumerate(read_rows(path, WANTED), 1)


def _told(path: Path, number: int, row: Row) -> Told:
    """A text, the type it is asked about, and the answer."""
    if row["label"] not in _LABELS or row["event_type"] not in _TYPES:
        reason = f"row {number} has no label or event type of that set"
        raise TestFileError(path, reason, WANTED.words)
    return row["text"], EventType(row["event_type"]), _LABELS[row["label"]]


def _by_reading(text: str, type_: EventType) -> bool:
    reading = reading_of(text)
    return reading is not None and any(event.type is type_ for event in reading.events)


def _by_tagger() -> Teller:
    reader = tagger()
    return lambda text, type_: tells(text, type_, reader)


def _unit(text: str, type_: EventType, yes: bool, found: Teller) -> Unit:
    ours = found(text, type_)
    return {type_: chosen("yes", "yes" if yes else "no", "yes" if ours else "no")}
