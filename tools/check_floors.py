"""Check that accuracy keeps its floors, that the report is true, and that floors only rise."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from shared import ABSENT, ROOT, shared_folder

FLOORS = "evals/floors.toml"

Floors = Mapping[str, Mapping[str, float]]


def main() -> int:
    floors = tomllib.loads((ROOT / FLOORS).read_text("utf8"))
    found = [*lowered(floors, past_floors())]
    if shared_folder() is None:
        print(f"floors: {ABSENT}; accuracy was not checked.")
    else:
        found += check_report(floors)
    for line in found:
        print(f"floors: {line}")
    if not found:
        print("floors: kept")
    return 1 if found else 0


def check_report(floors: Floors) -> list[str]:
    """What is wrong with the report of the last `make eval`, if anything."""
    from khabar.pipeline.kit import recipe

    path = ROOT / "evals" / "report.json"
    if not path.is_file():
        return ["there is no evals/report.json: run make eval"]
    report = json.loads(path.read_text("utf8"))
    if report["recipe"] != recipe():
        return [
            f"evals/report.json was made by recipe {report['recipe']}, "
            f"the code here is {recipe()}: run make eval"
        ]
    return [*broken(floors, report), *_bad_spans(report)]


def broken(floors: Floors, report: Mapping[str, Any]) -> Iterator[str]:
    """The floors that a report falls below."""
    for name, least in floors.items():
        for figure, floor in least.items():
            reached = _reached(report["sets"].get(name, {}), figure)
            if reached is None:
                yield f"{name} {figure}: not in the report"
            elif reached < floor:
                yield f"{name} {figure}: {reached:.3f}, floor {floor:.3f}"


def lowered(floors: Floors, past: Iterator[Floors]) -> Iterator[str]:
    """The floors that are lower now than they once were."""
    highest: dict[tuple[str, str], float] = {}
    for one in past:
        for name, least in one.items():
            for figure, floor in least.items():
                highest[name, figure] = max(floor, highest.get((name, figure), 0.0))
    for (name, figure), floor in sorted(highest.items()):
        now = floors.get(name, {}).get(figure)
        if now is None or now < floor:
            yield f"{name} {figure}: the floor was {floor:.3f} and is {now}; floors only rise"


def past_floors() -> Iterator[Floors]:
    """Every committed version of the floors."""
    for commit in _git("log", "--format=%H", "--", FLOORS).split():
        # The commit that removed the file has no version of it.
        if text := _git("show", f"{commit}:{FLOORS}"):
            yield tomllib.loads(text)


def _reached(figures: Mapping[str, Any], figure: str) -> float | None:
    if figure == "reconstruction":
        reached = figures.get(figure)
    else:
        reached = figures.get("figures", {}).get(figure, {}).get("f1")
    return None if reached is None else float(reached)


def _bad_spans(report: Mapping[str, Any]) -> Iterator[str]:
    spans = report.get("spans") or {}
    if spans.get("empty") or spans.get("invalid"):
        yield f"{spans['empty']} spans point at no words, {spans['invalid']} readings are invalid"


def _git(*arguments: str) -> str:
    """What git prints, or nothing where there is no repository or no such version."""
    shown = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True)
    return "" if shown.returncode else shown.stdout


if __name__ == "__main__":
    sys.exit(main())
