"""Who has an id already, and what an annotation names that is not there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Gold = dict[str, Any]
Registry = dict[str, dict[str, str]]


def registry_of(path: Path) -> Registry:
    """The actors that have an id already."""
    return {a["id"]: a for a in json.loads(path.read_text(encoding="utf8"))}


def named_in(folder: Path) -> Registry:
    """The actors that the annotations of a folder name for the first time."""
    found: Registry = {}
    for path in sorted(folder.glob("**/*.ann")):
        for line in path.read_text(encoding="utf8").split("\n"):
            if line.startswith("A ") and not line.startswith("A @"):
                fields = [f.strip() for f in line[2:].split(" | ")]
                if len(fields) >= 4:
                    identity, kind, ar, en = fields[:4]
                    anonymous = {"anonymous": "yes"} if kind.endswith("!") else {}
                    found[identity] = {"id": identity, "kind": kind.rstrip("!"), "ar": ar, "en": en}
                    found[identity] |= anonymous
    return found


def dangling(gold: Gold) -> Iterator[str]:
    """Everything that is named and is not there, and everything that is there twice."""
    actors = [a["id"] for a in gold["actors"]]
    items = [x["id"] for x in (*gold["events"], *gold["statements"])]
    for ids in (actors, items):
        yield from (f"twice: {i}" for i in sorted({i for i in ids if ids.count(i) > 1}))
    used: set[str] = set()
    for e in gold["events"]:
        used |= {*e["actor"], *e["recipient"], *e["other"], *e["chain"]}
    for s in gold["statements"]:
        used |= {s["source"], *s["chain"]}
        yield from (f"{s['id']} is about {e}, no event" for e in s["about"] if e not in items)
    for r in gold["relations"]:
        used |= {r["subject"], r["object"], *r["chain"]}
    for o in gold["offices"]:
        used |= {o["person"], o["of"]} - {None, "-"}
    used |= {x["by"] for x in gold["expectations"]} - {None}
    yield from (f"no such actor: {i}" for i in sorted(used - set(actors)))
    yield from (f"an actor of nothing: {i}" for i in actors if i not in used)
    for d in gold["disputes"]:
        yield from (f"a dispute of {d[k]}, nothing" for k in "ab" if d[k] not in items)
    for x in gold["expectations"]:
        if x["event"] not in items:
            yield f"an expectation of {x['event']}, no event"
