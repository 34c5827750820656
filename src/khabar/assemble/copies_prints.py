"""What copies of a document are known by: its words in runs, what it quotes, whom it credits.

Words are numbers and runs are hashes of them, the same in every process.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from zlib import crc32

from khabar.assemble.events_times import Window, published_window
from khabar.assemble.sources_credits import credited
from khabar.lang.ar.normalise import normalise
from khabar.schema.documents import SegmentKind
from khabar.schema.reading import Reading

RUN = 5  # words: shorter ones are idioms, longer ones break at every changed word
PICKED = 4  # one run in so many is looked up
_KEY = (1 << 40) - 1  # of a hash, so that it and a document fit into one number
_WORD = re.compile(r"\w+")
_MOST_WORDS = 1 << 17  # words whose numbers are held

Run = int
"""The hash of five words; unlike that of a string, Python's of numbers is the same everywhere."""

Key = int
"""A run that is looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """The runs of a document's body in order, how many words it has, and when it appeared.

    quoted are the stretches of words within quotation marks, credits the agencies and outlets
    that it gives as those who wrote it.
    """

    doc: str
    runs: array[Run]
    words: int
    published: Window | None
    outlet: str | None = None
    quoted: tuple[tuple[int, int], ...] = ()
    credits: tuple[str, ...] = ()

    def keys(self) -> set[Key]:
        """The runs that are looked up: a hash picks them, the same ones in every document."""
        return {run & _KEY for run in self.runs if not run % PICKED}


class _Numbers(dict[str, int]):
    """A number for every word, the same in every process."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = crc32(word.encode())
        return self[word]


_NUMBERS = _Numbers()


def key_of_run(run: Run) -> Key | None:
    """What a run is looked up by; None where it is not."""
    return None if run % PICKED else run & _KEY


def body_of(reading: Reading) -> str:
    """What the document itself says: furniture, headlines and repeats copy by their nature."""
    if not reading.segments:
        return reading.text
    return "\n".join(s.cut(reading.text) for s in reading.segments if s.kind is SegmentKind.BODY)


def print_of(reading: Reading) -> Print:
    """What copies of this document are known by."""
    words, quoted = _words(normalise(body_of(reading)))
    runs = zip(*(words[n:] for n in range(RUN)), strict=False)
    return Print(
        doc=reading.document.id,
        runs=array("q", map(hash, runs)),
        words=len(words),
        published=published_window(reading.document.published),
        outlet=reading.document.outlet,
        quoted=tuple(quoted),
        credits=credited(reading),
    )


def _words(body: str) -> tuple[list[int], list[tuple[int, int]]]:
    """The words in order, and where those lie that a paragraph sets within quotation marks."""
    words: list[int] = []
    quoted: list[tuple[int, int]] = []
    within, parts = False, body.split('"')
    for n, part in enumerate(parts):
        start = len(words)
        words.extend(map(_NUMBERS.__getitem__, _WORD.findall(part)))
        within = not within and 0 < n < len(parts) - 1 and "\n" not in part
        if within:
            quoted.append((start, len(words)))
    return words, quoted
