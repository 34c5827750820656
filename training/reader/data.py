"""What the reader learns from, and what is left out to judge it."""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from examples import Example, of_annotation, of_public, of_spans, of_telling
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from public_sets import anercorp, event_sentences, event_spans, wojood
from standoff import Labelled, annotation
from texts import FOLDS, HOME, actors_of, earlier, fold_of, joined, labels_of

EXCHANGED = 0.3  # share of names
_APART = "conll "
_NAMES = frozenset(_APART + name for name in ("person", "body", "place"))
_WOJOOD = frozenset(("person", "office", "nationality"))


def stories(gold: Path) -> dict[str, str]:
    told: dict[str, str] = {}
    for path in sorted((gold / "gold").glob("cross_*.json")):
        body = path.read_text("utf8")
        told |= {p.stem: path.stem for p in (gold / "gold").glob("*.json") if f'"{p.stem}:' in body}
    return told


def articles(data: Path, gold: Path) -> Iterator[tuple[str, str, dict[str, Any], str]]:
    """Set, story, annotation and text of every article that may be learned from: never the frozen
    part of the labels. The set is labels, or dev, also for a label that tells a story of it."""
    told = stories(gold)
    for path in sorted((gold / "gold").glob("*.json")):
        if not path.stem.startswith(("actors", "cross")):
            text = (gold / "text" / f"{path.stem}.txt").read_text("utf8")
            annotated = json.loads(path.read_text("utf8"))
            yield "dev", told.get(path.stem, path.stem), annotated, text
    with (HOME / "splits.tsv").open(encoding="utf8", newline="") as rows:
        split = {row["id"]: row for row in csv.DictReader(rows, delimiter="\t")}
    names = actors_of()
    for one in joined(data, labels_of(HOME / "labels.jsonl"))[0]:
        row = split[one.id]
        if row["part"] == "learn":
            story = told.get(row["story"], row["story"])
            part = "dev" if row["in_reference"] else "labels"
            yield part, story, annotation(one.label, one.text, names), one.text


def learned_from(data: Path, gold: Path, without: str, tokenizer: Tokenizer) -> list[Example]:
    """The examples of articles. without: nothing; 0 to 4, that fifth of the stories; dev, all of
    the development reference; earlier or later, that and the labels that came so."""
    kept, first = list[Example](), earlier()
    for part, story, annotated, text in articles(data, gold):
        half = "earlier" if annotated["doc"] in first else "later"
        left = part == "dev" and without in ("earlier", "later")
        if without not in (part, half, str(fold_of(story))) and not left:
            kept += of_annotation(annotated, text, tokenizer)
    return kept


def public(data: Path, without: str, tokenizer: Tokenizer, turn: int = 0) -> Iterator[Example]:
    """The examples of the public sets; where anything is left out, the last fifth of ANERcorp
    (whole blocks of its articles) and a fifth of the event sentences are too.

    turn: how often they were read before; from the second time on with some names exchanged.
    """
    names = list(anercorp(data / "ner" / "anercorp_train.conll"))
    names = names[: len(names) * (FOLDS - 1) // FOLDS] if without else names
    for one in exchanged(names, turn):
        yield from of_public(one, tokenizer, _NAMES, _APART)
    for one in exchanged(list(wojood(data / "ner" / "wojood_train.txt")), turn):
        yield from of_public(one, tokenizer, _WOJOOD)
    for kind in ("assault", "protest"):
        for one in event_sentences(data / "event_coding" / f"{kind}_gsr.csv"):
            if not without or fold_of(one.text) != 0:
                yield from of_telling(one, tokenizer)
        for one in event_spans(data / "event_coding" / f"{kind}_spans.json"):
            if not without or fold_of(one.text) != 0:
                yield from of_spans(one, tokenizer)


def exchanged(some: Sequence[Labelled], turn: int) -> Iterator[Labelled]:
    """Sentences with some of their names exchanged for others of their kind and of the same set, so
    that what stands around a name is learned and not the name; the first time as they are."""
    chance = Random(turn)
    found: dict[str, set[str]] = defaultdict(set)
    for one in some:
        for name in one.label["names"]:
            found[name["kind"]].add(one.text[slice(*name["at"])])
    known = {kind: sorted(names) for kind, names in found.items()}
    for one in some:
        yield _exchanged(one, known, chance) if turn else one


def _exchanged(one: Labelled, known: Mapping[str, Sequence[str]], chance: Random) -> Labelled:
    layers = {layer: one.label[layer] for layer in one.layers}
    spots = sorted((tuple(x["at"]), layer, x) for layer, some in layers.items() for x in some)
    text, end, label = "", 0, {layer: list[Any]() for layer in layers}
    for (start, stop), layer, item in spots:
        if start < end:
            continue  # a name inside another stays with it
        words = one.text[start:stop]
        if layer == "names" and chance.random() < EXCHANGED:
            words = chance.choice(known[item["kind"]])
        text += one.text[end:start]
        label[layer].append(item | {"at": [len(text), len(text) + len(words)]})
        text, end = text + words, stop
    return Labelled(one.id, text + one.text[end:], dict(one.label) | label, one.layers)
