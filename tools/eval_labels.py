"""Score the reader on those of the project's own labels that nothing was learned from.

Usage: python tools/eval_labels.py [LABELS.jsonl]

Needs the texts (../shared or KHABAR_SHARED). Of the frozen part only totals are shown, so that
nobody can look at what was missed there. Writes evals/labels.md.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from eval import read
from eval_scoring import ReferenceSet, Scored, load_scorer, reconstruction, score_set, total
from shared import ABSENT, ROOT, shared_folder

sys.path.insert(0, str(ROOT / "training"))
from standoff import Labelled, annotation
from texts import HOME, actors_of, joined, labels_of, rows_of, table

SHOWN = ("events", "events.roles", "statements", "statements.chain", "events.status", "offices")
_REPORT = ROOT / "evals" / "labels.md"


def laid_out(found: Iterable[Labelled], data: Path, folder: Path) -> ReferenceSet:
    """The labels and texts as files of the reference's form, and the articles with their dates."""
    gold, texts = folder / "gold", folder / "text"
    gold.mkdir()
    texts.mkdir()
    names = actors_of()
    wanted = {one.id: one for one in found}
    for one in wanted.values():
        body = json.dumps(annotation(one.label, one.text, names), ensure_ascii=False)
        (gold / f"{one.id}.json").write_text(body, "utf8")
        (texts / f"{one.id}.txt").write_bytes(one.text.encode("utf8"))
    with (folder / "articles.jsonl").open("w", encoding="utf8") as out:
        for row in rows_of(data / "articles" / "pool.jsonl.xz"):
            if row["id"] in wanted:
                facts = {"id": row["id"], "title": row["title"], "text": wanted[row["id"]].text}
                facts |= {"outlet": row["source"], "published": row["date"]}
                out.write(json.dumps(facts, ensure_ascii=False) + "\n")
    return ReferenceSet(name="labels", gold=gold, texts=texts, dates_given=True)


def _row(name: str, mean: Callable[[Sequence[Scored]], float], some: Sequence[Scored]) -> str:
    sums = total(some)
    cells = (f"{sums[f].f1:.3f}" if f in sums else "–" for f in SHOWN)
    return f"| {name} | {len(some)} | {mean(some):.3f} | {' | '.join(cells)} |"


def _table(
    parts: dict[str, list[Scored]], mean: Callable[[Sequence[Scored]], float]
) -> Iterator[str]:
    yield f"| | articles | reconstruction | {' | '.join(SHOWN)} |"
    yield "|---" * (len(SHOWN) + 3) + "|"
    yield from (_row(name, mean, parts[name]) for name in sorted(parts))


def _by(key: Callable[[str], str], scored: Iterable[Scored]) -> dict[str, list[Scored]]:
    parts: dict[str, list[Scored]] = {}
    for one in scored:
        parts.setdefault(key(one.doc.partition("/")[2]), []).append(one)
    return parts


def main(path: str = str(HOME / "labels.jsonl")) -> int:
    """Read, score, write the report."""
    shared = shared_folder()
    if shared is None:
        print(ABSENT)
        return 0
    part = {row["id"]: row["part"] for row in table("splits")}
    labels = tuple(one for one in labels_of(Path(path)) if part[one["id"]] in ("frozen", "weigh"))
    found, missing = joined(shared / "data", labels)
    scorer = load_scorer(shared)
    with TemporaryDirectory() as folder:
        reference = laid_out(found, shared / "data", Path(folder))
        read([Path(folder) / "articles.jsonl"], Path(folder) / "readings.jsonl")
        scored = score_set(scorer, reference, Path(folder) / "readings.jsonl")

    def mean(some: Sequence[Scored]) -> float:
        return reconstruction(scorer, total(some), dates_given=True)

    lines = ["# The reader on the project's own labels", ""]
    lines += [f"{len(found)} articles with their texts, {len(missing)} without. F1.", ""]
    lines += ["The learned reader learned from the part `learn`, which is left out here.", ""]
    lines += _table(_by(lambda d: part[d], scored), mean)
    _REPORT.write_text("\n".join(lines) + "\n", "utf8")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
