"""Part the labelled articles: some to learn from, 40 to judge by that nobody looks at.

Usage: python training/split_labels.py DATA_DIR GOLD_DIR

Articles of one story stay together: those that share much of their telling words within a few
days. A story that the development reference tells too is kept out of the frozen part and marked,
so that whoever judges on the reference can leave it out. Writes splits.tsv beside the labels:
id, part, story, hash of the text. A part once given stays given: frozen is frozen. What is
labelled later is to learn from, but for some that are for weighing what the reader proposes
(`weigh`): its weights must not have seen them; what tells a story of the judged parts stands
`beside`.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from itertools import combinations
from math import log, sqrt
from pathlib import Path

from texts import HOME, fold_of, joined, labels_of, rows_of

from khabar.lang.ar.normalise import normalise

FROZEN = 40
_ALIKE = 0.25  # cosine of telling words from which two articles tell one story
_NEAR = 10  # days
_TENTHS = 10  # one of them is to weigh by
_WORD = re.compile(r"\w{3,}")

Weights = dict[str, float]


def _weighted(words: Mapping[str, Counter[str]]) -> dict[str, Weights]:
    """Every article's telling words, as a vector of length one."""
    spread = Counter(w for counts in words.values() for w in counts)
    found = {}
    for one, counts in words.items():
        raw = {w: (1 + log(n)) * log(len(words) / spread[w]) for w, n in counts.items()}
        length = sqrt(sum(x * x for x in raw.values())) or 1.0
        found[one] = {w: x / length for w, x in raw.items()}
    return found


def _alike(a: Weights, b: Weights) -> float:
    small, large = sorted((a, b), key=len)
    return sum(x * large.get(w, 0.0) for w, x in small.items())


def stories(texts: Mapping[str, str], days: Mapping[str, date]) -> dict[str, str]:
    """For every article the first of the articles that tell its story."""
    vectors = _weighted({i: Counter(_WORD.findall(normalise(t))) for i, t in texts.items()})
    first = {i: i for i in texts}
    for a, b in combinations(sorted(texts), 2):
        near = abs((days[a] - days[b]).days) <= _NEAR
        if near and _alike(vectors[a], vectors[b]) >= _ALIKE:
            old, new = sorted((first[a], first[b]), reverse=True)
            first = {i: new if f == old else f for i, f in first.items()}
    return first


def parted(story: Mapping[str, str], shared: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Which part an article is of; whole stories in an order that only their names give."""
    wanted = FROZEN
    names = sorted(set(story.values()), key=lambda s: sha256(s.encode()).hexdigest())
    for name in names:
        members = [i for i, s in story.items() if s == name]
        frozen = name not in shared and len(members) <= min(wanted, 4)
        wanted -= len(members) * frozen
        yield from ((i, "frozen" if frozen else "learn") for i in members)


def later(story: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    """Parts once given, and those of articles that came later: a tenth of the stories to weigh by,
    the rest to learn from; `beside` where they tell a story that is judged or weighed by."""
    judged = {story[i] for i, part in kept.items() if i in story and part in ("frozen", "weigh")}
    learned = {story[i] for i, part in kept.items() if i in story and part == "learn"}
    found = {}
    for one, name in story.items():
        new = "learn" if name in learned or fold_of(name, _TENTHS) else "weigh"
        found[one] = kept.get(one, "beside" if name in judged else new)
    return found


def main(data: Path, gold: Path) -> None:
    """Write the parts of all labelled articles."""
    found, missing = joined(data, labels_of(HOME / "labels.jsonl"))
    if missing:
        sys.exit(f"{len(missing)} labels have no text here: nothing is written")
    reference = [json.loads(n) for n in (gold / "articles.jsonl").read_text("utf8").splitlines()]
    texts = {one.id: one.text for one in found} | {row["id"]: row["text"] for row in reference}
    told = {row["id"]: row["date"] for row in rows_of(data / "articles" / "pool.jsonl.xz")}
    told |= {row["id"]: row["published"] for row in reference if row.get("published")}
    story = stories(texts, {i: date.fromisoformat(told[i][:10]) for i in texts})
    shared = frozenset(story[row["id"]] for row in reference)
    part = dict(parted({one.id: story[one.id] for one in found}, shared))
    path = HOME / "splits.tsv"
    if path.exists():
        with path.open(encoding="utf8", newline="") as rows:
            kept = {row["id"]: row["part"] for row in csv.DictReader(rows, delimiter="\t")}
        part = later({one.id: story[one.id] for one in found}, kept)
    with path.open("w", encoding="utf8") as out:
        out.write("id\tpart\tstory\tin_reference\tsha256\n")
        for one in found:
            both = "yes" if story[one.id] in shared else ""
            name = story[one.id]
            out.write(f"{one.id}\t{part[one.id]}\t{name}\t{both}\t{one.label['sha256']}\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
