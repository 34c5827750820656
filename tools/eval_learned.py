"""What the learned reader adds: rules alone, tagger alone, both, on articles it never saw.

Usage: python tools/eval_learned.py

The weights that ship learned from neither the development reference nor the frozen labels, so both
are whole stories left out. Intervals are 95 %, by drawing articles anew 1,000 times. Writes
evals/learned.md. Needs the texts (../shared or KHABAR_SHARED).
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any
from unittest.mock import patch

import msgspec

from eval_labels import laid_out
from eval_scoring import load_scorer
from khabar.acquire.dates import published_of
from khabar.annotate.events import find_events
from khabar.pipeline import document as reading
from khabar.pipeline.kit import Kit, load_kit
from khabar.schema.documents import Document, Source, identity
from khabar.schema.moments import Published
from shared import ABSENT, ROOT, shared_folder

sys.path.insert(0, str(ROOT / "training"))
from texts import HOME, joined, labels_of, table

SHOWN = (
    "actors.found", "events", "events.any_type", "events.roles", "events.actor",
    "events.recipient", "events.status", "events.polarity", "events.chain", "events.place",
    "events.when", "events.mode", "statements", "statements.content", "statements.chain",
    "statements.act", "times.value", "offices", "relations",
)  # fmt: skip
_DRAWS, _SEED = 1000, 5
_BINS = 10
_REPORT = ROOT / "evals" / "learned.md"
Counts = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Told:
    """One article scored: counts by figure, by type of event, and how sure each event was."""

    counts: Counts
    sure: tuple[tuple[float, bool], ...]


def documents(gold: Path, texts: Path, articles: Path) -> Iterator[tuple[Any, Document]]:
    """Annotation and document of every article of a reference set."""
    rows = {r["id"]: r for r in map(json.loads, articles.open(encoding="utf8"))}
    for path in sorted(gold.glob("*.json")):
        if path.stem.startswith(("actors", "cross")):
            continue
        text, row = (texts / f"{path.stem}.txt").read_bytes().decode("utf8"), rows[path.stem]
        source = Source(
            path=path.stem, raw_hash="0", source_id=path.stem,
            title=row.get("title"), outlet=row.get("outlet"),
        )  # fmt: skip
        day = published_of(row["published"]) if row.get("published") else None
        made = Document(
            id=identity(text, source), text=text, source=source, published=day or Published()
        )
        yield json.loads(path.read_text("utf8")), made


def documents_of(shared: Path, part: str) -> Iterator[tuple[Any, Document]]:
    """Annotation and document of every article of a part of our labels, or of "dev", the
    development reference; those to learn from without the few that tell a story of the latter."""
    if part == "dev":
        dev = shared / "gold" / "dev"
        yield from documents(dev / "gold", dev / "text", dev / "articles.jsonl")
        return
    parts = [r for r in table("splits") if r["part"] == part]
    wanted = {r["id"] for r in parts if part != "learn" or not r["in_reference"]}
    labels = tuple(one for one in labels_of(HOME / "labels.jsonl") if one["id"] in wanted)
    with TemporaryDirectory() as folder:
        held = laid_out(joined(shared / "data", labels)[0], shared / "data", Path(folder))
        yield from documents(held.gold, held.texts, Path(folder) / "articles.jsonl")


def scored(scorer: ModuleType, gold: Any, document: Document, kit: Kit) -> Told:
    read = json.loads(msgspec.json.encode(reading.read_document(document, kit)))
    tally = scorer.Tally()
    right = scorer.score_document(gold, read, document.text, tally)["events"]
    kinds = {e["id"]: e["type"] for e in gold["events"]}
    counts = Counter(tally.n)
    for event in read["events"]:
        hit = event["id"] in right
        counts[f"type {event['type']}", "tp" if hit else "fp"] += 1
    found = set(right.values())
    for event in gold["events"]:
        if event["id"] not in found and not event.get("optional"):
            counts[f"type {kinds[event['id']]}", "fn"] += 1
    return Told(counts, tuple((e["sure"], e["id"] in right) for e in read["events"]))


def _f1(counts: Counts, name: str) -> float:
    tp, fp, fn = (counts[name, key] for key in ("tp", "fp", "fn"))
    return 2 * tp / (2 * tp + fp + fn) if tp else 0.0


def _interval(told: Sequence[Told], name: str) -> tuple[float, float]:
    chance = random.Random(_SEED)
    rows = [tuple(t.counts[name, key] for key in ("tp", "fp", "fn")) for t in told]
    drawn = []
    for _ in range(_DRAWS):
        sums = [sum(column) for column in zip(*chance.choices(rows, k=len(rows)), strict=True)]
        drawn.append(2 * sums[0] / (2 * sums[0] + sums[1] + sums[2]) if sums[0] else 0.0)
    drawn.sort()
    return drawn[_DRAWS // 40], drawn[-_DRAWS // 40]


def _cell(told: Sequence[Told], name: str) -> str:
    low, high = _interval(told, name)
    counts = sum((t.counts for t in told), Counts())
    return f"{_f1(counts, name):.3f} [{low:.2f}–{high:.2f}]"


def _variants() -> dict[str, Callable[[Any, Document, ModuleType], Told]]:
    kit = load_kit()
    rules = replace(kit, learned=None)

    def alone(gold: Any, document: Document, scorer: ModuleType) -> Told:
        with ExitStack() as silent:
            silent.enter_context(
                patch.object(reading, "find_events", lambda *a: replace(find_events(*a), drafts=()))
            )
            silent.enter_context(patch.object(reading, "find_attributions", lambda *_: ()))
            return scored(scorer, gold, document, kit)

    return {
        "rules": lambda gold, document, scorer: scored(scorer, gold, document, rules),
        "tagger": alone,
        "both": lambda gold, document, scorer: scored(scorer, gold, document, kit),
    }


def _calibration(told: Sequence[Told]) -> Iterator[str]:
    rows = [row for t in told for row in t.sure]
    bins: dict[int, list[tuple[float, bool]]] = {}
    for row in rows:
        bins.setdefault(min(_BINS - 1, int(row[0] * _BINS)), []).append(row)
    error = 0.0
    yield from ("| said | events | right |", "|---|---|---|")
    for _, some in sorted(bins.items()):
        said, true = (sum(column) / len(some) for column in zip(*some, strict=True))
        error += len(some) / len(rows) * abs(said - true)
        yield f"| {said:.2f} | {len(some)} | {true:.2f} |"
    yield f"\nExpected calibration error of `sure` on events: {error:.3f}."


def section(name: str, told: dict[str, list[Told]]) -> Iterator[str]:
    yield f"\n## {name}: {len(told['both'])} articles\n"
    yield f"| | {' | '.join(told)} |"
    yield "|---" * (len(told) + 1) + "|"
    kinds = sorted({k for t in told["both"] for k, _ in t.counts if k.startswith("type ")})
    for figure in (*SHOWN, *kinds):
        yield f"| {figure} | {' | '.join(_cell(some, figure) for some in told.values())} |"
    yield ""
    yield from _calibration(told["both"])


def main() -> int:
    """Read, score, write the report."""
    shared = shared_folder()
    if shared is None:
        print(ABSENT)
        return 0
    scorer = load_scorer(shared)
    lines = ["# The learned reader beside the rules", ""]
    lines += ["Written by `tools/eval_learned.py`. F1 with 95 % intervals over articles.", ""]
    lines += ["The weights learned from neither of these sets.", ""]
    for name, part in (("Development reference", "dev"), ("Frozen labels", "frozen")):
        articles = list(documents_of(shared, part))
        told = {
            variant: [score(gold, document, scorer) for gold, document in articles]
            for variant, score in _variants().items()
        }
        lines += section(name, told)
    _REPORT.write_text("\n".join(lines) + "\n", "utf8")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
