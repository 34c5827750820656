"""Count what the labels hold, for docs/labels.md.

Usage: python training/count_labels.py  (writes training/labels/STATS.md)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from texts import HOME, actors_of, labels_of, table

KINDS = ("actors", "offices", "times", "events", "statements", "relations", "disputes")


def _counted(title: str, values: Iterable[str]) -> Iterator[str]:
    yield from ("", f"| {title} | n |", "|---|---:|")
    counts = Counter(values)
    yield from (f"| {name} | {counts[name]} |" for name in sorted(counts, key=lambda n: -counts[n]))


def main() -> None:
    """Write the counts."""
    labels = labels_of(HOME / "labels.jsonl")
    plan, split = ({row["id"]: row for row in table(name)} for name in ("plan", "splits"))
    actors = actors_of()
    lines = ["# What the labels hold", "", "Written by `training/count_labels.py`.", ""]
    lines.append(f"- articles: {len(labels)} of {len(plan)} planned; the others proved unfit")
    for kind in (*KINDS, "expectations"):
        count = sum(len(one[kind]) for one in labels)
        lines.append(f"- {kind}: {count} ({count / len(labels):.1f} an article)")
    used = {a["id"] for one in labels for a in one["actors"]}
    nameless = sum(actors[i]["anonymous"] == "yes" for i in used)
    lines.append(f"- distinct actors: {len(used)}, {nameless} of them nameless sources")
    nested = sum(len(s["chain"]) > 0 for one in labels for s in one["statements"])
    deep = sum(sum(len(s["chain"]) > 0 for s in one["statements"]) >= 2 for one in labels)
    lines.append(f"- statements told through others: {nested}; articles with two or more: {deep}")
    rough = ("ASSAULT", "PROTEST")
    fights = sum(any(e["type"] in rough for e in one["events"]) for one in labels)
    lines.append(f"- articles with assault or protest: {fights}")
    lines += _counted("part", (split[one["id"]]["part"] for one in labels))
    for column in ("outlet", "year", "topic", "country"):
        lines += _counted(column, (plan[one["id"]][column] for one in labels))
    lines += _counted("event type", (e["type"] for one in labels for e in one["events"]))
    lines += _counted("act", (s["act"] for one in labels for s in one["statements"]))
    (HOME / "STATS.md").write_text("\n".join(lines) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
