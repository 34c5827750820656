"""Make the published labels of finished annotations: stand-off, without words.

Usage: python training/build_labels.py ANN_DIR TEXT_DIR REGISTRY.json LABELS.jsonl

Writes LABELS.jsonl, and beside it actors.tsv with every actor that any label names. An annotation
that does not check is named and left out; an article found unfit is counted.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from known import Registry, named_in, registry_of
from notation import NotationError, read
from standoff import Label, standoff

_NAME = 7  # words: a longer description of a crowd would be wording, which stays out
COLUMNS = ("id", "kind", "anonymous", "ar", "en")


def _written(labels: Iterable[Label]) -> str:
    return "".join(
        json.dumps(label, ensure_ascii=False, separators=(",", ":")) + "\n"
        for label in sorted(labels, key=lambda one: str(one["id"]))
    )


def write_actors(path: Path, used: set[str], known: Registry) -> None:
    """The actors of the labels beside those that stand there already."""
    rows = {i: known[i] for i in used}
    if path.exists():
        with path.open(encoding="utf8", newline="") as lines:
            rows = {row["id"]: row for row in csv.DictReader(lines, delimiter="\t")} | rows
    with path.open("w", encoding="utf8", newline="") as out:
        table = csv.DictWriter(out, COLUMNS, delimiter="\t", lineterminator="\n")
        table.writeheader()
        for one in sorted(rows.values(), key=lambda row: row["id"]):
            anonymous = "yes" if one.get("anonymous") in ("yes", True) else ""
            name = " ".join(one["ar"].split()[:_NAME])
            told = {"id": one["id"], "kind": one["kind"], "ar": name, "en": one["en"]}
            table.writerow(told | {"anonymous": anonymous})


def main(annotations: Path, texts: Path, registry: Path, out: Path) -> int:
    """Write the labels; 1 where an annotation was left out."""
    known = named_in(annotations) | registry_of(registry)
    labels, unfit, wrong = [], 0, 0
    for file in sorted(annotations.glob("*.ann")):
        notation = file.read_text(encoding="utf8")
        if notation.startswith("# unfit"):
            unfit += 1
            continue
        text = (texts / f"{file.stem}.txt").read_text(encoding="utf8")
        try:
            labels.append(standoff(read(file.stem, notation, text, known), text))
        except NotationError as error:
            wrong += 1
            print(error)
    out.write_text(_written(labels), encoding="utf8")
    write_actors(out.parent / "actors.tsv", {a["id"] for n in labels for a in n["actors"]}, known)
    events, said = (sum(len(n[kind]) for n in labels) for kind in ("events", "statements"))
    print(
        f"{len(labels)} articles, {events} events, {said} statements; {unfit} unfit, {wrong} wrong"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
