"""Join the labels with their texts, which are not part of this project.

Usage: python training/texts.py DATA_DIR [LABELS.jsonl]

DATA_DIR is a folder with articles/pool.jsonl.xz (see docs/labels.md for where the texts come
from). Prints how many labels found their text and which did not.
"""

from __future__ import annotations

import csv
import json
import lzma
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from standoff import Actors, Label, Labelled, hash_of

HOME = Path(__file__).parent / "labels"
FOLDS = 5
ROUNDS = {"earlier": 721, "later": 1200}  # articles of the plan, labelled in three rounds
LAST = "latest"


def fold_of(story: str, folds: int = FOLDS) -> int:
    """In which fifth (or other share) a story or a text is: by its name or words alone."""
    return int(sha256(story.encode()).hexdigest(), 16) % folds


def text_of(row: dict[str, str]) -> str:
    """The text that is annotated: the title's line, an empty one, the article."""
    title, text = row["title"].strip(), row["text"]
    return text if text.startswith(title) else f"{title}\n\n{text}"


def table(name: str, home: Path = HOME) -> list[dict[str, str]]:
    """The rows of a table of the labels: actors, plan or splits."""
    with (home / f"{name}.tsv").open(encoding="utf8", newline="") as rows:
        return list(csv.DictReader(rows, delimiter="\t"))


def rounds(home: Path = HOME) -> dict[str, str]:
    """In which round each article of the plan was labelled: a reader taught with some rounds says
    of another what it would say of any article."""
    planned = [row["id"] for row in table("plan", home)]
    ends = ROUNDS.items()
    return {
        one: next((name for name, end in ends if n < end), LAST) for n, one in enumerate(planned)
    }


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The articles of a file, plain or compressed."""
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf8") as lines:
        yield from map(json.loads, lines)


def labels_of(path: Path) -> tuple[Label, ...]:
    """The labels of a file, one a line."""
    return tuple(map(json.loads, path.read_text(encoding="utf8").splitlines()))


def actors_of(home: Path = HOME) -> Actors:
    """The actors that the labels name, by their ids."""
    return {row["id"]: row for row in table("actors", home)}


def joined(data: Path, labels: tuple[Label, ...]) -> tuple[tuple[Labelled, ...], tuple[str, ...]]:
    """The labels that found their text, and the ids of those that did not."""
    wanted = {label["id"]: label for label in labels}
    found = {}
    for row in rows_of(data / "articles" / "pool.jsonl.xz"):
        label = wanted.get(row["id"])
        if label is not None and hash_of(text := text_of(row)) == label["sha256"]:
            found[row["id"]] = Labelled(row["id"], text, label)
    missing = tuple(sorted(wanted.keys() - found.keys()))
    return tuple(found[i] for i in sorted(found)), missing


def main(data: str, path: str = str(HOME / "labels.jsonl")) -> int:
    """Say what is there and what is missing."""
    found, missing = joined(Path(data), labels_of(Path(path)))
    print(f"{len(found)} labels with their texts, {len(missing)} without")
    for one in missing:
        print("missing, or another text than was annotated:", one)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
