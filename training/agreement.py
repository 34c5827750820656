"""How far two annotators agree: each one's annotation scored as a reading against the other's.

Usage: python training/agreement.py SHARED_DIR FIRST.jsonl SECOND.jsonl [REPORT.md]

SHARED_DIR holds data/articles and eval/score.py. Only articles that both annotated count. Ids of
actors are renamed on one side, so that agreement rests on words and not on names of ids. What an
annotator marked optional is neither asked for nor held against the other: on the side that is
scored it is left out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import msgspec
from texts import actors_of, joined, labels_of

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))
from standoff import Labelled, annotation

from eval_scoring import ReferenceSet, Scored, load_scorer, reconstruction, score_set, total
from gold_readings import reading_of

Gold = dict[str, Any]

SHOWN = (
    "actors.found",
    "events",
    "events.any_type",
    "events.roles",
    "events.actor",
    "events.recipient",
    "events.status",
    "events.polarity",
    "events.place",
    "events.chain",
    "statements",
    "statements.chain",
    "statements.act",
    "times.value",
    "offices",
    "relations",
    "ledger",
)


def required(gold: Gold) -> Gold:
    """The annotation without what its annotator held to be optional."""
    events = [e for e in gold["events"] if not e.get("optional")]
    kept = {e["id"] for e in events}
    statements = [s for s in gold["statements"] if not s.get("optional")]
    told = kept | {s["id"] for s in statements}
    return gold | {
        "events": events,
        "statements": [s | {"about": [e for e in s["about"] if e in kept]} for s in statements],
        "offices": [o for o in gold["offices"] if not o.get("optional")],
        "relations": [r for r in gold["relations"] if not r.get("optional")],
        "disputes": [d for d in gold["disputes"] if {d["a"], d["b"]} <= told],
        "expectations": [x for x in gold["expectations"] if x["event"] in kept],
    }


def scored(
    scorer: ModuleType, asked: dict[str, Labelled], given: dict[str, Labelled]
) -> tuple[Scored, ...]:
    """What is given scored against what is asked for."""
    names = actors_of()
    with TemporaryDirectory() as folder:
        gold, texts = Path(folder) / "gold", Path(folder) / "text"
        gold.mkdir()
        texts.mkdir()
        readings = Path(folder) / "readings.jsonl"
        with readings.open("wb") as out:
            for i in sorted(asked.keys() & given.keys()):
                text = asked[i].text
                body = annotation(asked[i].label, text, names)
                (gold / f"{i}.json").write_text(json.dumps(body), "utf8")
                (texts / f"{i}.txt").write_bytes(text.encode("utf8"))
                told = required(annotation(given[i].label, text, names))
                out.write(msgspec.json.encode(reading_of(told, text, {"id": i})) + b"\n")
        reference = ReferenceSet(name="both", gold=gold, texts=texts, dates_given=True)
        return score_set(scorer, reference, readings)


def main(shared: Path, first: Path, second: Path, report: Path | None = None) -> None:
    """Print the agreement, field by field, both ways together."""
    one = {n.id: n for n in joined(shared / "data", labels_of(first))[0]}
    two = {n.id: n for n in joined(shared / "data", labels_of(second))[0]}
    both = sorted(one.keys() & two.keys())
    scorer = load_scorer(shared)
    ways = [scored(scorer, one, two), scored(scorer, two, one)]
    sums = total([s for way in ways for s in way])
    mean = reconstruction(scorer, sums, dates_given=True)
    lines = ["# Agreement of two annotators", ""]
    lines += [f"{len(both)} articles, each annotator scored against the other; F1 of both ways", ""]
    lines += ["together, and of each way.", ""]
    lines += [
        "| figure | F1 | second against first | first against second |",
        "|---|---:|---:|---:|",
    ]
    parts = [total(way) for way in ways]
    means = [reconstruction(scorer, part, dates_given=True) for part in parts]
    lines.append(f"| reconstruction | {mean:.3f} | {means[0]:.3f} | {means[1]:.3f} |")
    lines += [
        f"| {n} | {sums[n].f1:.3f} | {parts[0][n].f1:.3f} | {parts[1][n].f1:.3f} |"
        for n in SHOWN
        if n in sums
    ]
    print("\n".join(lines))
    if report is not None:
        report.write_text("\n".join(lines) + "\n", "utf8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
