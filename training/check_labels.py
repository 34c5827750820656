"""What is wrong with the labels: clashes of actors, values the guide does not have, wrong spans.

Usage: python training/check_labels.py [DATA_DIR]

Without DATA_DIR all that can be checked without the texts; with it also every span.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from notation import ACTS, KINDS, STATUSES, TIES, TYPES
from standoff import Actors, Label, wrong_offsets
from texts import HOME, actors_of, joined, labels_of

from khabar.lang.ar.normalise import normalise


def clashes(actors: Actors, namesakes: Iterable[frozenset[str]] = ()) -> Iterator[str]:
    """Two ids that bear one name, in either language, and are not known to be namesakes.

    A group is often named by a description that many share (the protesters): by its English name,
    which says which, it must be one.
    """
    told = set(namesakes)
    for column, form in (("ar", normalise), ("en", str.casefold)):
        same: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in actors.values():
            if not one["anonymous"] and (column == "en" or one["kind"] != "group"):
                same[one["kind"], form(one[column])].add(one["id"])
        for (_, name), ids in sorted(same.items()):
            if len(ids) > 1 and not any(ids <= known for known in told):
                yield f"one name, several actors: {name}: {', '.join(sorted(ids))}"


def namesakes_of(home: Path = HOME) -> tuple[frozenset[str], ...]:
    """The ids that bear one name and are not one actor, a group a line."""
    lines = (home / "namesakes.txt").read_text(encoding="utf8").splitlines()
    return tuple(frozenset(n.split()) for n in lines if n.strip() and not n.startswith("#"))


def wrong_values(label: Label, actors: Actors) -> Iterator[str]:
    """What the guide does not have, and ids that lead nowhere."""
    events = {e["id"] for e in label["events"]}
    here = {a["id"] for a in label["actors"]}
    named = set(here)
    for e in label["events"]:
        named |= {*e["actor"], *e["recipient"], *e["other"], *e["chain"]}
        if e["type"] not in TYPES or e["status"] not in STATUSES:
            yield f"{label['id']} {e['id']}: {e['type']} {e['status']}"
    for s in label["statements"]:
        named |= {s["source"], *s["chain"]}
        if s["act"] not in ACTS or not set(s["about"]) <= events:
            yield f"{label['id']} {s['id']}: {s['act']} about {s['about']}"
    for r in label["relations"]:
        named |= {r["subject"], r["object"], *r["chain"]}
        if r["relation"] not in TIES:
            yield f"{label['id']}: {r['relation']}"
    yield from (f"{label['id']}: {i} is no actor of it" for i in sorted(named - here))
    yield from (f"{label['id']}: {i} has no name" for i in sorted(here - actors.keys()))
    kinds = {actors[i]["kind"] for i in here & actors.keys()}
    yield from (f"{label['id']}: kind {k}" for k in sorted(kinds - KINDS))


def main(data: str = "") -> int:
    """Print what is wrong; 1 where anything is."""
    actors = actors_of()
    wrong = list(clashes(actors, namesakes_of()))
    for path in sorted(HOME.glob("labels*.jsonl")):
        labels = labels_of(path)
        wrong += [w for label in labels for w in wrong_values(label, actors)]
        if data:
            found, missing = joined(Path(data), labels)
            wrong += [w for one in found for w in wrong_offsets(one.label, one.text)]
            print(f"{path.name}: {len(found)} with their texts, {len(missing)} without")
    print(*wrong, f"{len(wrong)} things wrong", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
