"""Score whole readings of the articles that are learned from, with models that had not learned
from them: every round of labels by what the other rounds teach.

Usage: python training/crossval.py SHARED_DIR ROUND=MODELS_DIR [ROUND=MODELS_DIR ...]

ROUND is "earlier", "later" or "latest". MODELS_DIR has reader/ (beside pieces.json), roles/,
repeats/ and sources/, none of which learned from that round. Articles of a story that other rounds
tell too are left out. How rules and tagger are weighed was fitted on none of these articles.
Writes evals/crossed.md, by type and field with 95 % intervals.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))
from parts import articles, reader_at
from texts import rounds, table

from eval_learned import Told, scored, section
from eval_scoring import load_scorer
from khabar.learned.roles import NAME as ROLES
from khabar.learned.roles import roles_in
from khabar.learned.trees import REPEATS, SOURCES, trees_in
from khabar.pipeline.kit import Kit, load_kit

_REPORT = HERE.parent / "evals" / "crossed.md"


def kit_of(models: Path) -> Kit:
    """All that reading needs, with the models of a folder."""
    return replace(
        load_kit(),
        learned=reader_at(models / "reader"),
        roles=roles_in(models / ROLES),
        repeats=trees_in(models / REPEATS),
        sources=trees_in(models / SOURCES),
    )


def told_elsewhere() -> frozenset[str]:
    """The articles of stories that more than one round tells."""
    of_round, stories = rounds(), defaultdict[str, set[str]](set)
    split = [row for row in table("splits") if row["part"] == "learn"]
    for row in split:
        stories[row["story"]].add(of_round[row["id"]])
    return frozenset(row["id"] for row in split if len(stories[row["story"]]) > 1)


def main(shared: Path, *parts: str) -> None:
    """Read, score, write the report."""
    scorer, left_out = load_scorer(shared), told_elsewhere()
    told: list[Told] = []
    for name, _, models in (one.partition("=") for one in parts):
        kit = kit_of(Path(models))
        for gold, document in articles(shared, name):
            if gold["doc"] not in left_out:
                told.append(scored(scorer, gold, document, kit))
    lines = ["# Readings of labels that no model had learned from", ""]
    lines += ["Written by `training/crossval.py`. F1 with 95 % intervals over articles.", ""]
    lines += ["Each round of labels was read with models that other rounds had taught."]
    lines += section("Three rounds of labels", {"both": told})
    _REPORT.write_text("\n".join(lines) + "\n", "utf8")
    print("\n".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
