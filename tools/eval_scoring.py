"""Score readings with the reference scorer, document by document.

The scorer adds everything up over all documents; we keep each document apart, so that figures can
be taken over any set of them and every reference item is known as found or missed.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

# What the scorer calls a list of items, and what we call one of them.
ITEM_KINDS = {
    "events": "event",
    "statements": "statement",
    "times.value": "time",
    "offices": "office",
    "relations": "relation",
    "disputes": "dispute",
    "expectations": "expectation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Right, invented and missed, for one figure."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(tp=self.tp + other.tp, fp=self.fp + other.fp, fn=self.fn + other.fn)

    @property
    def precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn) if self.tp else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What one document's reading got right: figures, and the reference items found by kind.

    found holds ids of the reference (e3) or, where it gives none, places in its lists (4).
    """

    doc: str
    read: bool
    counts: Mapping[str, Counts]
    found: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceSet:
    """A folder of reference readings and the texts they belong to."""

    name: str
    gold: Path
    texts: Path
    dates_given: bool


def reference_sets(shared: Path) -> tuple[ReferenceSet, ...]:
    """The founding documents, read without dates, and the development articles, with theirs."""
    gold = shared / "gold"
    return (
        ReferenceSet(name="seeds", gold=gold / "seeds", texts=shared / "seeds", dates_given=False),
        ReferenceSet(
            name="dev", gold=gold / "dev" / "gold", texts=gold / "dev" / "text", dates_given=True
        ),
    )


def load_scorer(shared: Path) -> ModuleType:
    """The reference scorer, loaded from where it lies: it is not ours to copy."""
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "eval" / "score.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def score_set(scorer: ModuleType, reference: ReferenceSet, readings: Path) -> tuple[Scored, ...]:
    """Score every document of a reference set against the readings of a JSON Lines file."""
    by_name = scorer.by_name(scorer.load_readings(readings))
    return tuple(
        _score_document(scorer, reference, gold, by_name) for gold in _golds(reference.gold)
    )


def total(scored: Iterable[Scored]) -> dict[str, Counts]:
    """The figures over several documents together."""
    sums: defaultdict[str, Counts] = defaultdict(Counts)
    for one in scored:
        for name, counts in one.counts.items():
            sums[name] += counts
    return dict(sorted(sums.items()))


def reconstruction(
    scorer: ModuleType, figures: Mapping[str, Counts], *, dates_given: bool
) -> float:
    """The mean F1 of the headline figures; a date that was handed over is no achievement."""
    shown = [
        figures[name].f1
        for name in scorer.HEADLINE
        if name in figures
        and figures[name] != Counts()
        and not (dates_given and name == "published.right")
    ]
    return sum(shown) / max(1, len(shown))


def stories(gold: Path) -> dict[str, frozenset[str]]:
    """The documents of each story, as far as the cross-document reference names them."""
    names = [g["doc"] for g in _golds(gold)]
    found = {}
    for path in sorted(gold.glob("cross_*.json")):
        text = path.read_text("utf8")
        found[path.stem.removeprefix("cross_")] = frozenset(n for n in names if f'"{n}:' in text)
    return found


def _golds(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json")):
        if not path.stem.startswith(("actors", "cross")):
            yield json.loads(path.read_text("utf8"))


def _score_document(
    scorer: ModuleType,
    reference: ReferenceSet,
    gold: dict[str, Any],
    by_name: Mapping[str, dict[str, Any]],
) -> Scored:
    source = scorer.text_of(gold["doc"], reference.texts)
    reading = by_name.get(source.stem, {"document": {}})
    tally = scorer.Tally()
    with _matches_noted(scorer) as found:
        scorer.score_document(gold, reading, scorer.untouched(source), tally)
    counts = {
        name: Counts(tp=tally.n[name, "tp"], fp=tally.n[name, "fp"], fn=tally.n[name, "fn"])
        for name in tally.names()
    }
    doc = f"{reference.name}/{gold['doc']}"
    return Scored(doc=doc, read=source.stem in by_name, counts=counts, found=found)


@contextmanager
def _matches_noted(scorer: ModuleType) -> Iterator[dict[str, tuple[str, ...]]]:
    """Let the scorer say which reference items it matched: by itself it only counts them."""
    found: dict[str, tuple[str, ...]] = {}
    count: Callable[..., None] = scorer.count

    def count_and_note(
        tally: object,
        name: str,
        gold: list[dict[str, Any]],
        system: list[object],
        matched: list[tuple[int, int]],
    ) -> None:
        if name in ITEM_KINDS:
            ids = (str(gold[i].get("id", i)) for i in sorted(i for i, _ in matched))
            found[ITEM_KINDS[name]] = tuple(ids)
        count(tally, name, gold, system, matched)

    scorer.count = count_and_note  # type: ignore[attr-defined]
    try:
        yield found
    finally:
        scorer.count = count  # type: ignore[attr-defined]
