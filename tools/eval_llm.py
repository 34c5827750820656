"""Score a language model as second reader, with the scorers that judge our own reader.

Usage: python tools/eval_llm.py --endpoint URL --model NAME [--articles 5] [--set dev] [--remote]
       python tools/eval_llm.py --local FOLDER [--articles 3]

Reads the shortest articles of a reference set through the model and through khabar, and prints both
figures. --local serves the tiny model that the tests use: it proves the way, not the quality.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from eval import read
from eval_scoring import ReferenceSet, Scored, load_scorer, reconstruction, reference_sets, total
from eval_scoring import score_set as scored_by
from local_llm import NAME, served
from shared import ABSENT, shared_folder

_SHOWN = ("events", "events.roles", "events.status", "statements", "statements.chain")


def chosen(reference: ReferenceSet, articles: int, folder: Path) -> tuple[ReferenceSet, list[Path]]:
    """The shortest articles of a set as a set of their own, and the files to read."""
    texts = sorted(reference.texts.glob("*.txt"), key=lambda f: (f.stat().st_size, f.name))
    golds = [g for g in reference.gold.glob("*.json") if not g.stem.startswith(("actors", "cross"))]
    doc_of = {g.stem: json.loads(g.read_text("utf8"))["doc"] for g in golds}
    gold = folder / "gold"
    gold.mkdir()
    taken: list[Path] = []
    for text in texts:
        own = [
            g for g in golds if text.stem == doc_of[g.stem] or text.stem.startswith(g.stem + "_")
        ]
        if own and len(taken) < articles:
            (gold / own[0].name).write_bytes(own[0].read_bytes())
            taken.append(text)
    return replace(reference, gold=gold), taken


def rows_of(reference: ReferenceSet, texts: Sequence[Path], folder: Path) -> list[Path]:
    """What is read: texts without dates, or the rows that carry them."""
    if not reference.dates_given:
        return list(texts)
    names = {text.stem for text in texts}
    lines = (reference.texts.parent / "articles.jsonl").read_text("utf8").split("\n")
    wanted = [line for line in lines if line.strip() and json.loads(line)["id"] in names]
    rows = folder / "rows.jsonl"
    rows.write_text("\n".join(wanted) + "\n", "utf8")
    return [rows]


def read_by_model(paths: Sequence[Path], readings: Path, options: Sequence[str]) -> None:
    """Read through the model as a user would.

    Raises:
        SystemExit: the command failed; articles without a usable answer are no failure.
    """
    command = [sys.executable, "-m", "khabar", "read", *map(str, paths), "--reader", "llm"]
    command += ["--format", "jsonl", "--store", str(readings.with_suffix(".db")), *options]
    with readings.open("wb") as out:
        done = subprocess.run(command, stdout=out)
    if done.returncode not in (0, 1):
        raise SystemExit(f"eval_llm: khabar read ended with {done.returncode}")


def _row(name: str, scored: Sequence[Scored], mean: float) -> str:
    sums = total(scored)
    cells = (f"{sums[f].f1:.3f}" if f in sums else "–" for f in _SHOWN)
    found = sum(one.read for one in scored)
    return f"| {name} | {found} of {len(scored)} | {mean:.3f} | {' | '.join(cells)} |"


def _notes(readings: Path) -> int:
    """How many items of the model were dropped."""
    rows = [json.loads(line) for line in readings.read_text("utf8").split("\n") if line.strip()]
    return sum(n["what"].startswith("llm:") for row in rows for n in row["notes"])


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--endpoint")
    parser.add_argument("--model", default=NAME)
    parser.add_argument("--local", type=Path)
    parser.add_argument("--articles", type=int, default=5)
    parser.add_argument("--set", default="dev", choices=("dev", "seeds"))
    parser.add_argument("--remote", action="store_true")
    found = parser.parse_args()
    if not found.endpoint and not found.local:
        parser.error("name --endpoint or --local")
    return found


def main() -> int:
    """Read and score; print a table."""
    asked, shared = _asked(), shared_folder()
    if shared is None:
        print(f"eval_llm: {ABSENT}; nothing was measured.")
        return 2
    scorer = load_scorer(shared)
    (whole,) = (each for each in reference_sets(shared) if each.name == asked.set)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        reference, texts = chosen(whole, asked.articles, folder)
        paths = rows_of(whole, texts, folder)
        url = asked.endpoint or stack.enter_context(served(asked.local))
        options = ["--endpoint", url, "--model", asked.model]
        own, second = folder / "own.jsonl", folder / "second.jsonl"
        read_by_model(paths, second, [*options, *(["--remote"] if asked.remote else [])])
        read(paths, own)
        print(f"| reader | read | reconstruction | {' | '.join(_SHOWN)} |")
        print("|---" * (len(_SHOWN) + 3) + "|")
        for name, readings in ((f"llm:{asked.model}", second), ("khabar", own)):
            scored = scored_by(scorer, reference, readings)
            mean = reconstruction(scorer, total(scored), dates_given=reference.dates_given)
            print(_row(name, scored, mean))
        print(f"\nnotes on items of the model that were dropped: {_notes(second)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
