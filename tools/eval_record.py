"""Score the record: assembled from the reference itself, and from our own readings.

Assembling judged alone shows what stage 3 is worth when reading makes no mistake; end to end
shows what a user gets.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

import gold_readings
from khabar.assemble.record import build_record
from khabar.export.record import record_json
from khabar.schema.reading import Reading

_ROW = re.compile(
    r"record\.(\w+)\s+P ([\d.]+)\s+R ([\d.]+)\s+F1 ([\d.]+)\s+tp/fp/fn (\d+)/(\d+)/(\d+)"
)


@dataclass(frozen=True, slots=True)
class RecordFigure:
    """One figure of score_record.py."""

    name: str
    precision: float
    recall: float
    f1: float
    tp: int
    fp: int
    fn: int


@dataclass(frozen=True, slots=True)
class RecordResult:
    """The figures of one set, for readings made from the reference or by us."""

    name: str
    readings: str
    figures: tuple[RecordFigure, ...]


def measure_record(shared: Path, ours: dict[str, Path]) -> tuple[RecordResult, ...]:
    """Assemble and score both sets.

    Args:
        shared: where the reference lies.
        ours: our readings as JSON Lines, by the name of the set.
    """
    gold = shared / "gold"
    places = {
        "seeds": (gold / "seeds", shared / "seeds", "-"),
        "dev": (gold / "dev" / "gold", gold / "dev" / "text", str(gold / "dev" / "articles.jsonl")),
    }
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for name, (reference, texts, articles) in places.items():
            made = Path(folder) / f"{name}.jsonl"
            gold_readings.main([str(reference), str(texts), articles, str(made)])
            for whose, readings in (("the reference", made), ("our own", ours[name])):
                figures = tuple(_score(shared, (reference, texts), readings, Path(folder)))
                results.append(RecordResult(name, whose, figures))
    return tuple(results)


def _score(
    shared: Path, places: tuple[Path, Path], readings: Path, folder: Path
) -> Iterator[RecordFigure]:
    with readings.open("rb") as lines:
        read = [msgspec.json.decode(line, type=Reading) for line in lines]
    record = folder / "record.json"
    record.write_bytes(record_json(build_record(read)))
    command = [sys.executable, "score_record.py", *map(str, (*places, readings, record))]
    done = subprocess.run(
        command, cwd=shared / "eval", capture_output=True, text=True, check=True
    ).stdout
    for match in _ROW.finditer(done):
        name, *ratios = match.groups()
        p, r, f = map(float, ratios[:3])
        yield RecordFigure(name, p, r, f, *map(int, ratios[3:]))


def record_lines(results: Sequence[RecordResult]) -> Iterator[str]:
    """The figures for people."""
    yield from ("", "## The record", "")
    yield "Assembled from readings made of the reference itself, and from our own readings."
    yield from ("", "| set | readings | figure | P | R | F1 | tp/fp/fn |")
    yield "|---|---|---|---:|---:|---:|---:|"
    for result in results:
        for f in result.figures:
            ratios = f"{f.precision:.3f} | {f.recall:.3f} | {f.f1:.3f}"
            counts = f"{f.tp}/{f.fp}/{f.fn}"
            yield f"| {result.name} | {result.readings} | {f.name} | {ratios} | {counts} |"
