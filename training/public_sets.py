"""Public sets of labels in the form of ours, with the layers that each has.

What a set does not label is not in `layers`: whoever learns from it must leave that layer out
instead of taking it for empty. Each reader gets the path of a file in its original form; where
the sets come from, and their licences, is in docs/labels.md.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from standoff import Label, Labelled

Token = tuple[str, str]

_ANERCORP = {
    "PERS": "person",
    "PER": "person",
    "ORG": "organisation",
    "LOC": "place",
    "MISC": "other",
}
_WOJOOD = {
    "PERS": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "nationality",
    "OCC": "office",
    "DATE": "time",
    "TIME": "time",
}
_CLEAR = {"yes": True, "easy no": False, "difficult no": False}
_AGREE = {"agree": "agree", "disagree": "disagree", "other": "other"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two headlines and what holds between them."""

    id: str
    first: str
    second: str
    label: str


def _sentences(path: Path) -> Iterator[list[Token]]:
    rows: Iterable[list[str]] = (line.split() for line in path.read_text("utf8").splitlines())
    for empty, group in groupby(rows, key=lambda row: len(row) < 2):
        if not empty:
            yield [(row[0], row[-1]) for row in group]


def _names(tokens: list[Token], kinds: dict[str, str]) -> tuple[str, list[Label]]:
    """The sentence as text, and its names with their offsets."""
    text, names, at = " ".join(word for word, _ in tokens), [], 0
    for word, tag in tokens:
        mark, _, kind = tag.partition("-")
        span = [at, at + len(word)]
        if mark == "B" and kind in kinds:
            names.append({"at": span, "kind": kinds[kind], "tag": kind})
        elif mark == "I" and names and names[-1]["tag"] == kind and names[-1]["at"][1] == at - 1:
            names[-1]["at"] = [names[-1]["at"][0], span[1]]
        at += len(word) + 1
    return text, names


def anercorp(path: Path) -> Iterator[Labelled]:
    """ANERcorp: names of persons, organisations, places; a sentence each."""
    for n, tokens in enumerate(_sentences(path)):
        text, names = _names(tokens, _ANERCORP)
        yield Labelled(f"{path.stem}:{n}", text, {"names": names}, ("names",))


def wojood(path: Path) -> Iterator[Labelled]:
    """Wojood (its flat sample): names, nationalities, offices and dates; a sentence each."""
    for n, tokens in enumerate(_sentences(path)):
        text, found = _names(tokens, _WOJOOD)
        layers: dict[str, list[Label]] = {"names": [], "offices": [], "times": []}
        for one in found:
            layer = {"office": "offices", "time": "times"}.get(one["kind"], "names")
            layers[layer].append(one)
        yield Labelled(f"{path.stem}:{n}", text, dict(layers), tuple(layers))


def event_sentences(path: Path) -> Iterator[Labelled]:
    """arabic_event_gsr, sentences: whether one tells of the event type; what was unclear is left
    out, and of a text that stands there twice the first."""
    seen: set[str] = set()
    with path.open(encoding="utf8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["label"] in _CLEAR and row["text"] not in seen:
                seen.add(row["text"])
                told = {"type": row["event_type"], "told": _CLEAR[row["label"]]}
                yield Labelled(row["id"], row["text"], {"types": [told]}, ("types",))


def event_spans(path: Path) -> Iterator[Labelled]:
    """arabic_event_gsr, spans: the words of doer, verb and target of each event of a sentence."""
    kind = path.stem.partition("_")[0].upper()
    for row in json.loads(path.read_text(encoding="utf8")):
        events = [
            {
                "type": kind,
                "actor": _spots(row["text"], span["source_actor"]),
                "at": _spots(row["text"], span["verb"]),
                "recipient": _spots(row["text"], span["target_actor"]),
            }
            for span in row["spans"]
        ]
        yield Labelled(row["_id"], row["text"], {"events": events}, ("triggers", "roles"))


def _spots(text: str, words: list[str]) -> list[list[int]]:
    """Where the words stand, each looked for behind the one before it."""
    spots, at = [], 0
    for word in words:
        start = text.find(word, at)
        if start < 0:
            start = text.find(word)
        if start >= 0:
            spots.append([start, start + len(word)])
            at = start + len(word)
    return spots


def stance(path: Path) -> Iterator[Pair]:
    """ANS: whether two headlines agree, disagree, or neither."""
    for n, line in enumerate(path.read_text(encoding="utf8").splitlines()):
        row = json.loads(line)
        yield Pair(f"{path.stem}:{n}", row["s1"], row["s2"], _AGREE[row["stance"]])


def entailment(path: Path) -> Iterator[Pair]:
    """ArEntail: whether one headline follows from the other."""
    for n, line in enumerate(path.read_text(encoding="utf8").splitlines()):
        row = json.loads(line)
        yield Pair(f"{path.stem}:{n}", row["premise"], row["hypothesis"], row["label"])
