"""The sentences that tell what a reading found, beside the finding itself."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from khabar.cli.terminal import safe
from khabar.export.dossier.deeds import Language
from khabar.export.dossier.own_names import OwnNames
from khabar.export.dossier.sentences import saying, sentence
from khabar.schema.reading import Reading

_ISOLATES = str.maketrans("", "", "\u2068\u2069")
Sentences = tuple[str, ...]
"""One thing told in each language."""


def event_sentences(reading: Reading) -> Iterator[Sentences]:
    """Every event in a sentence of each language."""
    names = OwnNames(reading)
    for event in reading.events:
        yield tuple(sentence(event, names, language) for language in Language)


def statement_sentences(reading: Reading) -> Iterator[Sentences]:
    """Every statement in a sentence of each language."""
    names = OwnNames(reading)
    for each in reading.statements:
        words = each.content.cut(reading.text)
        yield tuple(saying(each, reading.events, words, names, tongue) for tongue in Language)


def in_sentences(lines: Iterator[Text], told: Iterator[Sentences]) -> Iterator[Text]:
    """Each line with its sentences below it."""
    for line, sentences in zip(lines, told, strict=True):
        yield line
        yield from (Text(f"  {safe(s.translate(_ISOLATES))}", style="dim") for s in sentences)
