"""The words of doer, verb and target of an event: arabic_event_gsr, spans, JSON.

Two or more annotators marked words in each sentence. Two of them, or one and we, are right about
a part where they have a word in common ("overlap"); where one of them marked nothing, what the
other marked is invented. Ours are of the event of that type which is surest: its words, and those
of its actors and recipients in its sentence. Beside our figures stand those of every annotator
held against every other of the same sentence, by the same rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from khabar.evaluate.counting import Counts, Unit, figures, sum_of
from khabar.evaluate.files import Row, TestFileError, Wanted, read_rows
from khabar.evaluate.result import Evaluation
from khabar.evaluate.sentences import reading_of
from khabar.evaluate.tagger import marked, tagger
from khabar.learned.reader import Reader
from khabar.pipeline.kit import recipe
from khabar.schema.events import Event, EventType
from khabar.schema.names import ActorId
from khabar.schema.reading import Reading
from khabar.schema.spans import Span

WANTED = Wanted("arabic_event_gsr's *_gsr.csv or *_spans.json", ("text", "spans", "event_type"))
_PARTS = {"actor": "source_actor", "verb": "verb", "target": "target_actor"}
_WORD = re.compile(r"\w+")

Words = frozenset[str]
Parts = Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence, the type of its event, and what each annotator marked."""

    text: str
    type: EventType
    annotators: tuple[Parts, ...]


def evaluate_spans(paths: Sequence[Path], tagged: bool = False) -> Evaluation:
    """Score the words of events, as readings have them or as the tagger fills them up.

    Raises:
        TestFileError: a file is not of this form.
    """
    rows = [
        _marked(path, number, row)
        for path in paths
        for number, row in enumerate(read_rows(path, WANTED), 1)
    ]
    reader = tagger() if tagged else None
    units = [{**_ours(row, reader), **_theirs(row)} for row in rows]
    return Evaluation(
        task="events",
        by=f"recipe {recipe()}{', readings and tagger' if tagged else ''}",
        units=len(units),
        unit="sentences",
        figures=figures((*_PARTS, *(_between(part) for part in _PARTS)), units),
    )


def _marked(path: Path, number: int, row: Row) -> Marked:
    try:
        annotators = tuple(
            {part: _words(" ".join(span[key])) for part, key in _PARTS.items()}
            for span in row["spans"]
        )
        return Marked(str(row["text"]), EventType(row["event_type"]), annotators)
    except (KeyError, TypeError, ValueError) as error:
        reason = f"row {number} has no spans or event type of that set"
        raise TestFileError(path, reason, WANTED.words) from error


def _words(text: str) -> Words:
    return frozenset(_WORD.findall(text))


def _ours(row: Marked, reader: Reader | None) -> Unit:
    found = _parts(reading_of(row.text), row.type)
    if reader is not None:
        own = {part: _touching(row, marked(row.text, row.type, reader), part) for part in _PARTS}
        found = {
            part: found[part] or own[part] if part == "actor" else own[part] or found[part]
            for part in _PARTS
        }
    return {
        part: sum_of(_compared(one[part], found[part]) for one in row.annotators) for part in _PARTS
    }


def _touching(row: Marked, spans: Mapping[str, Sequence[Span]], part: str) -> Words:
    return frozenset(word for span in spans.get(part, ()) for word in _touched(row.text, span))


def _theirs(row: Marked) -> Unit:
    both = tuple(permutations(row.annotators, 2))
    return {
        _between(part): sum_of(_compared(one[part], other[part]) for one, other in both)
        for part in _PARTS
    }


def _between(part: str) -> str:
    return f"{part}, annotators"


def _compared(right: Words, found: Words) -> Counts:
    if right & found:
        return Counts(right=1)
    return Counts(invented=int(bool(found)), missed=int(bool(right)))


def _parts(reading: Reading | None, type_: EventType) -> Parts:
    """What we mark in a sentence."""
    events = [event for event in reading.events if event.type is type_] if reading else []
    if reading is None or not events:
        return dict.fromkeys(_PARTS, Words())
    event = max(events, key=lambda e: (e.sure, -e.start))
    return {
        "actor": _named(reading, event, event.actor),
        "verb": _words(event.cut(reading.text)),
        "target": _named(reading, event, event.recipient),
    }


def _named(reading: Reading, event: Event, actors: Sequence[ActorId]) -> Words:
    """The words that name actors in the sentence of an event."""
    return frozenset(
        word
        for mention in _mentions(reading, event, actors)
        for word in _touched(reading.text, mention)
    )


def _mentions(reading: Reading, event: Event, actors: Sequence[ActorId]) -> Iterator[Span]:
    for actor in reading.actors:
        if actor.id in actors:
            yield from (m for m in actor.mentions if event.sentence.holds(m))


def _touched(text: str, span: Span) -> Iterator[str]:
    """The whole words that a span touches: it may leave out a letter written onto a name."""
    for word in _WORD.finditer(text):
        if word.start() < span.end and span.start < word.end():
            yield word.group()
