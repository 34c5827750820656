"""Measure accuracy: read the reference texts, score the readings, write evals/report.*.

Run by `make eval`. Texts stay where they are; figures and ids of reference items are written.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import ModuleType

from eval_html import measure_html
from eval_items import changes, committed_items, items_of, write_items
from eval_record import measure_record
from eval_report import Evaluation, SetResult, as_json, as_markdown
from eval_scoring import (
    ReferenceSet,
    Scored,
    load_scorer,
    reconstruction,
    reference_sets,
    score_set,
    stories,
    total,
)
from eval_spans import SpanCheck, check_readings, strict
from eval_times import measure_times
from khabar.export.reading_schema import reading_schema
from khabar.pipeline.kit import recipe
from shared import ABSENT, ROOT, shared_folder

EVALS = ROOT / "evals"
# The group of development articles that belong to no story.
NO_STORY = "no_story"
NOT_MEASURED: dict[str, str] = {}


def main() -> int:
    shared = shared_folder()
    if shared is None:
        print(f"eval: {ABSENT}; nothing was measured.")
        return 2
    scorer = load_scorer(shared)
    with tempfile.TemporaryDirectory() as folder:
        results, scored = _score_all(scorer, shared, Path(folder))
        spans = _check_spans(shared, Path(folder))
        record = measure_record(shared, {n: Path(folder) / f"{n}.jsonl" for n in _names(results)})
    items = items_of(scored)
    before = committed_items(ROOT, EVALS / "items.json")
    evaluation = Evaluation(
        date=date.today().isoformat(),
        recipe=recipe(),
        sets=results,
        spans=spans,
        times=measure_times(shared),
        record=record,
        html=measure_html(shared),
        changes=None if before is None else changes(before, items),
        not_measured=NOT_MEASURED,
    )
    EVALS.mkdir(exist_ok=True)
    write_items(items, EVALS / "items.json")
    report = json.dumps(as_json(evaluation), indent=1, ensure_ascii=False)
    (EVALS / "report.json").write_text(report + "\n", "utf8")
    (EVALS / "report.md").write_text(as_markdown(evaluation), "utf8")
    print(as_markdown(evaluation))
    return 0 if spans.clean else 1


def _score_all(
    scorer: ModuleType, shared: Path, folder: Path
) -> tuple[tuple[SetResult, ...], tuple[Scored, ...]]:
    results: list[SetResult] = []
    everything: list[Scored] = []
    for reference in reference_sets(shared):
        readings = folder / f"{reference.name}.jsonl"
        read(_inputs(reference, shared), readings)
        scored = score_set(scorer, reference, readings)
        results.append(_set_result(scorer, reference, scored))
        everything += scored
    return tuple(results), tuple(everything)


def _names(results: Sequence[SetResult]) -> list[str]:
    return [result.name for result in results]


def _inputs(reference: ReferenceSet, shared: Path) -> list[Path]:
    """Text files carry no dates; the development rows carry title and date of publication."""
    if reference.dates_given:
        return [shared / "gold" / "dev" / "articles.jsonl"]
    return sorted(reference.texts.glob("*.txt"))


def read(paths: Sequence[Path], readings: Path) -> None:
    """Read files as a user would, into a fresh store, and keep what is printed.

    Raises:
        SystemExit: the command failed; documents that were set aside are no failure.
    """
    with readings.open("wb") as out:
        command = [sys.executable, "-m", "khabar", "read", *map(str, paths)]
        command += ["--format", "jsonl", "--store", str(readings.with_suffix(".db"))]
        done = subprocess.run(command, stdout=out)
    if done.returncode not in (0, 1):
        raise SystemExit(f"eval: khabar read ended with {done.returncode}")


def _set_result(
    scorer: ModuleType, reference: ReferenceSet, scored: tuple[Scored, ...]
) -> SetResult:
    def mean_of(some: Sequence[Scored]) -> float:
        return reconstruction(scorer, total(some), dates_given=reference.dates_given)

    groups: dict[str, list[Scored]] = {}
    named = stories(reference.gold)
    for one in scored if named else ():
        doc = one.doc.split("/", 1)[1]
        story = next((s for s, docs in named.items() if doc in docs), NO_STORY)
        groups.setdefault(story, []).append(one)
    return SetResult(
        name=reference.name,
        documents=len(scored),
        unread=tuple(one.doc for one in scored if not one.read),
        dates_given=reference.dates_given,
        reconstruction=mean_of(scored),
        figures=total(scored),
        stories={story: (mean_of(some), total(some)) for story, some in sorted(groups.items())},
    )


def _check_spans(shared: Path, folder: Path) -> SpanCheck:
    rows, readings = shared / "data" / "articles" / "articles.jsonl", folder / "articles.jsonl"
    read([rows], readings)
    with rows.open("rb") as lines:
        articles = sum(1 for _ in lines)
    return check_readings(readings, strict(json.loads(reading_schema())), articles=articles)


if __name__ == "__main__":
    sys.exit(main())
