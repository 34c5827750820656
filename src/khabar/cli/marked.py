"""The text of a document with its marks, line by line, from right to left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from khabar.cli.terminal import safe
from khabar.schema.documents import SegmentKind
from khabar.schema.reading import Reading
from khabar.schema.spans import Span

# Later ones lie over earlier ones.
_FURNITURE, _EVENT, _TIME, _ACTOR, _CUE = "dim", "green", "magenta", "bold cyan", "yellow underline"
_RIGHT_TO_LEFT, _END_OF_IT = "\u2067", "\u2069"
_ASIDE = (SegmentKind.FURNITURE, SegmentKind.REPEAT)


def marked_lines(reading: Reading, width: int | None, *, plain: bool) -> Iterator[Text]:
    """The lines of the text, wrapped to the width if there is one.

    Each line that is shown is isolated by itself: a terminal that wraps would start the next one
    without its direction. plain leaves these marks out, for terminals that show them as boxes.
    """
    text = Text(safe(reading.text))
    for spans, style in _layers(reading):
        for span in spans:
            text.stylize(style, span.start, span.end)
    for line in text.split("\n", allow_blank=True):
        for row in _rows(line, width):
            row.rstrip()
            yield row if plain or not row else _from_right(row, width)


def _layers(reading: Reading) -> Iterator[tuple[Iterable[Span], str]]:
    yield (each for each in reading.segments if each.kind in _ASIDE), _FURNITURE
    yield reading.events, _EVENT
    yield reading.times, _TIME
    yield (mention for actor in reading.actors for mention in actor.mentions), _ACTOR
    yield (each.cue for each in reading.statements if each.cue is not None), _CUE


def _rows(line: Text, width: int | None) -> Iterable[Text]:
    return [line] if width is None else line.wrap(Console(width=width), width) or [line]


def _from_right(row: Text, width: int | None) -> Text:
    isolated = Text.assemble(_RIGHT_TO_LEFT, row, _END_OF_IT)
    isolated.pad_left(max(0, (width or 0) - row.cell_len))
    return isolated
