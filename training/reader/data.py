"""What the reader learns from, and what is left out to judge it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from examples import Example, of_annotation, of_public, of_spans, of_telling
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from public_sets import anercorp, event_sentences, event_spans, wojood
from standoff import annotation
from texts import FOLDS, HOME, LAST, ROUNDS, actors_of, fold_of, joined, labels_of, rounds, table

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
    split = {row["id"]: row for row in table("splits")}
    names = actors_of()
    for one in joined(data, labels_of(HOME / "labels.jsonl"))[0]:
        row = split[one.id]
        if row["part"] == "learn":
            story = told.get(row["story"], row["story"])
            part = "dev" if row["in_reference"] else "labels"
            yield part, story, annotation(one.label, one.text, names), one.text


def learned_from(data: Path, gold: Path, without: str, tokenizer: Tokenizer) -> list[Example]:
    """The examples of articles. without: nothing; 0 to 4, that fifth of the stories; dev, all of
    the development reference; earlier, later or latest, that and the labels of that round."""
    kept, told = list[Example](), rounds()
    for part, story, annotated, text in articles(data, gold):
        left = part == "dev" and without in (*ROUNDS, LAST)
        if without not in (part, told.get(annotated["doc"]), str(fold_of(story))) and not left:
            kept += of_annotation(annotated, text, tokenizer)
    return kept


def anercorp_names(data: Path, without: str, tokenizer: Tokenizer) -> Iterator[Example]:
    """The sentences of ANERcorp; but for its last fifth where anything is left out."""
    names = list(anercorp(data / "ner" / "anercorp_train.conll"))
    for one in names[: len(names) * (FOLDS - 1) // FOLDS] if without else names:
        yield from of_public(one, tokenizer, _NAMES, _APART)


def public(data: Path, without: str, tokenizer: Tokenizer) -> Iterator[Example]:
    """The examples of the public sets; where anything is left out, the last fifth of ANERcorp
    (whole blocks of its articles) and a fifth of the event sentences are too."""
    yield from anercorp_names(data, without, tokenizer)
    for one in wojood(data / "ner" / "wojood_train.txt"):
        yield from of_public(one, tokenizer, _WOJOOD)
    for kind in ("assault", "protest"):
        for one in event_sentences(data / "event_coding" / f"{kind}_gsr.csv"):
            if not without or fold_of(one.text) != 0:
                yield from of_telling(one, tokenizer)
        for one in event_spans(data / "event_coding" / f"{kind}_spans.json"):
            if not without or fold_of(one.text) != 0:
                yield from of_spans(one, tokenizer)
