"""Names: ANERcorp and other files of one word and one tag a line ("CoNLL").

A name counts as right where its first and last word and its kind are those of the file, as the
script conlleval has it. Words are whole there: a letter that is written onto a name, such as "and",
belongs to the word, so a name of ours covers every word that it touches. Tags other than those of
persons, places and organisations are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from khabar.evaluate.counting import Counts, Unit, figures
from khabar.evaluate.files import TestFileError, Wanted, read_text
from khabar.evaluate.result import Evaluation
from khabar.evaluate.sentences import reading_of
from khabar.evaluate.tagger import names, tagger
from khabar.pipeline.kit import recipe
from khabar.schema.names import ActorKind
from khabar.schema.reading import Reading

WANTED = Wanted("a file of one word and one tag a line, with empty lines between sentences")
OVERALL = "overall"
_KINDS = {"PERS": "PERS", "PER": "PERS", "LOC": "LOC", "ORG": "ORG"}
_OURS = {
    ActorKind.PERSON: "PERS",
    ActorKind.STATE: "LOC",
    ActorKind.REGION: "LOC",
    ActorKind.GOVERNMENT: "ORG",
    ActorKind.MILITARY: "ORG",
    ActorKind.ARMED_GROUP: "ORG",
    ActorKind.PARTY: "ORG",
    ActorKind.IGO: "ORG",
    ActorKind.LEGISLATURE: "ORG",
    ActorKind.AGENCY: "ORG",
    ActorKind.COMPANY: "ORG",
    ActorKind.MEDIA: "ORG",
}


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name: its first word, the word behind its last, and its kind in the file's terms."""

    first: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence and the names that the file marks in it."""

    words: tuple[str, ...]
    names: frozenset[Name]

    @property
    def text(self) -> str:
        """The sentence as it is read: the file says nothing of the blanks between words."""
        return " ".join(self.words)


def evaluate_names(paths: Sequence[Path], alone: bool = False) -> Evaluation:
    """Score the names of readings, each sentence read by itself; or those of the tagger alone.

    Raises:
        TestFileError: a file is not of this form.
    """
    sentences = [sentence for path in paths for sentence in sentences_of(path)]
    found = _by_tagger() if alone else _by_reading
    units = [unit_of(sentence.names, found(sentence)) for sentence in sentences]
    return Evaluation(
        task="ner",
        by=f"recipe {recipe()}{', the tagger alone' if alone else ''}",
        units=len(units),
        unit="sentences",
        figures=figures(("PERS", "LOC", "ORG", OVERALL), units),
    )


def _by_reading(sentence: Sentence) -> frozenset[Name]:
    return names_of(reading_of(sentence.text), sentence.words)


def _by_tagger() -> Callable[[Sentence], frozenset[Name]]:
    reader = tagger()
    return lambda s: frozenset(_apart(_in_words(names(s.text, reader), s.words)))


def unit_of(right: frozenset[Name], found: frozenset[Name]) -> Unit:
    """What came of one sentence, by kind and over all."""

    def counts(kind: str) -> Counts:
        there = {name for name in right if kind in (name.kind, OVERALL)}
        ours = {name for name in found if kind in (name.kind, OVERALL)}
        return Counts(right=len(there & ours), invented=len(ours - there), missed=len(there - ours))

    return {kind: counts(kind) for kind in ("PERS", "LOC", "ORG", OVERALL)}


def sentences_of(path: Path) -> Iterator[Sentence]:
    """The sentences of a file.

    Raises:
        TestFileError: a line has no tag, or there is none.
    """
    lines = [line.split() for line in read_text(path, WANTED).split("\n")]
    for number, line in enumerate(lines, 1):
        if line and (len(line) == 1 or not _is_tag(line[-1])):
            raise TestFileError(path, f"line {number} has no word with its tag", WANTED.words)
    if not any(lines):
        raise TestFileError(path, "holds no sentences", WANTED.words)
    for empty, group in groupby(lines, key=lambda line: not line):
        if not empty:
            tokens = [(line[0], line[-1]) for line in group]
            words = tuple(word for word, _ in tokens)
            yield Sentence(words, frozenset(_tagged([tag for _, tag in tokens])))


def _is_tag(tag: str) -> bool:
    return tag == "O" or tag[:2] in ("B-", "I-")


def _tagged(tags: Sequence[str]) -> Iterator[Name]:
    """The names that the tags mark; one that only goes on where none began begins one."""
    first, kind = 0, ""
    for n, tag in enumerate((*tags, "O")):
        mark, _, named = tag.partition("-")
        if kind and (mark != "I" or named != kind):
            if kind in _KINDS:
                yield Name(first, n, _KINDS[kind])
            kind = ""
        if not kind and mark != "O":
            first, kind = n, named


def names_of(reading: Reading | None, words: Sequence[str]) -> frozenset[Name]:
    """The names of a reading in words of the sentence; of two that overlap the longer one."""
    if reading is None:
        return frozenset()
    spots = [
        (mention.start, mention.end, _OURS[actor.kind])
        for actor in reading.actors
        if not actor.anonymous and actor.kind in _OURS
        for mention in actor.mentions
    ]
    spots += [(m.start, m.end, "LOC") for place in reading.places for m in place.mentions]
    return frozenset(_apart(_in_words(spots, words)))


def _in_words(spots: Iterable[tuple[int, int, str]], words: Sequence[str]) -> Iterator[Name]:
    bounds, at = [], 0
    for word in words:
        bounds.append((at, at + len(word)))
        at += len(word) + 1
    for start, end, kind in spots:
        touched = [n for n, (a, b) in enumerate(bounds) if a < end and start < b]
        if touched:
            yield Name(touched[0], touched[-1] + 1, kind)


def _apart(names: Iterable[Name]) -> Iterator[Name]:
    taken: set[int] = set()
    for name in sorted(set(names), key=lambda n: (n.first - n.end, n)):
        if taken.isdisjoint(range(name.first, name.end)):
            taken.update(range(name.first, name.end))
            yield name
