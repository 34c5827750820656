"""Which reference items are found, and what changed since the last committed report.

Only ids stand here (`seeds/000:event:e3`), never a word of the texts.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval_scoring import Scored

Items = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Items of one kind that are found now and were not, and the other way round."""

    kind: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def items_of(scored: Iterable[Scored]) -> Items:
    """The items found, by document and kind."""
    return {one.doc: {k: ids for k, ids in sorted(one.found.items()) if ids} for one in scored}


def write_items(items: Items, path: Path) -> None:
    """Write one document a line, so that a difference of two versions can be read."""
    lines = (f"{json.dumps(doc)}: {json.dumps(kinds)}" for doc, kinds in sorted(items.items()))
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf8")


def committed_items(root: Path, path: Path) -> Items | None:
    """The items of the last commit, or None where it has none."""
    name = path.relative_to(root).as_posix()
    shown = subprocess.run(
        ["git", "-C", str(root), "show", f"HEAD:{name}"], capture_output=True, text=True
    )
    if shown.returncode:
        return None
    found: Items = json.loads(shown.stdout)
    return found


def changes(before: Items, now: Items) -> tuple[Change, ...]:
    """What was gained and lost, kind by kind; kinds without a change are left out."""
    old, new = _keys(before), _keys(now)
    kinds = sorted({key.split(":")[1] for key in old ^ new})
    return tuple(
        Change(kind=kind, gained=_of_kind(new - old, kind), lost=_of_kind(old - new, kind))
        for kind in kinds
    )


def _keys(items: Items) -> set[str]:
    return {
        f"{doc}:{kind}:{one}"
        for doc, kinds in items.items()
        for kind in kinds
        for one in kinds[kind]
    }


def _of_kind(keys: Iterable[str], kind: str) -> tuple[str, ...]:
    return tuple(sorted(key for key in keys if key.split(":")[1] == kind))
