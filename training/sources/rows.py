"""What the model of sources learns from: statements of labelled articles, with whoever is near.

Usage: python training/sources/rows.py SHARED_DIR OUT.npz PART=READER_DIR [PART=READER_DIR ...]

PART is a part of training/labels/splits.tsv, "dev", or a round of "learn": "earlier", "later" or
"latest", read by rules and by a tagger (READER_DIR: reader.onnx, heads.npz, events.onnx) that has
not learned from it. A row for everyone who may be the source of what either takes for a statement;
who is, the reference says: nobody where it has no statement of that cue or content.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent / "tools"), str(HERE.parent)]
from parts import Gold, articles, reader_at
from texts import fold_of

from eval_scoring import load_scorer
from khabar.annotate.composing import sources
from khabar.learned.proposals import Speaking
from khabar.pipeline import document as reading
from khabar.pipeline.kit import load_kit
from khabar.schema.attributions import Attribution
from khabar.schema.names import ActorId
from khabar.schema.spans import Span


@dataclass(frozen=True, slots=True)
class Asked:
    """One statement: the signs of everyone near, who is its source, whom it was given to before,
    whether the reference has it."""

    doc: str
    by: str
    signs: np.ndarray
    source: np.ndarray
    own: int
    known: bool


class _Heard:
    """A model that knows nobody: what it is asked of a document is noted."""

    def __init__(self) -> None:
        self.asked: list[tuple[Attribution, sources.Looked]] = []

    def install(self) -> None:
        def noted(own: Attribution, seen: Speaking | None, *, hall: Any, **_: Any) -> Any:
            self.asked.append((own, sources.signs_of(hall, own, seen)))
            return {}

        reading.shares_of = noted  # type: ignore[attr-defined]


def read(shared: Path, part: str, reader: Path) -> Iterator[Asked]:
    """The statements of a part."""
    kit = replace(load_kit(), learned=reader_at(reader), roles=None, repeats=None)
    heard, scorer = _Heard(), load_scorer(shared)
    heard.install()
    for gold, document in articles(shared, part):
        heard.asked.clear()
        found = json.loads(msgspec.json.encode(reading.read_document(document, kit)))
        text, used = scorer.Text(document.text), scorer.taking_part(found)
        meant = scorer.align_actors(gold["actors"], found["actors"], text, scorer.Tally(), used)
        for own, looked in heard.asked:
            if looked[0] and not own.relay:
                yield _asked(gold["doc"], own, looked, (meant, _sources(scorer, gold, text, own)))


def _sources(scorer: Any, gold: Gold, text: Any, own: Attribution) -> frozenset[str]:
    """Who the source is in the statements of the reference that have the cue or the content."""
    found: set[str] = set()
    for told in gold["statements"]:
        cue = text.span(told["line"], told["cue"]) if told["cue"] else None
        shared = cue is not None and scorer.overlap(cue, (own.cue.start, own.cue.end)) > 0
        if shared or _begins(scorer, text, told, own.content):
            found |= {told["source"], *scorer.listed(told.get("source_alt"))}
    return frozenset(found)


def _begins(scorer: Any, text: Any, told: Gold, content: Span) -> bool:
    """Whether a content is that of a statement of the reference, as the scorer has it."""
    want = text.span(told["line"], told["content"])
    length = max(1, want[1] - want[0])
    shared = scorer.overlap(want, (content.start, content.end))
    near = abs(content.start - want[0]) <= max(15, length // 4)
    return bool(
        2 * shared >= length and near and content.end <= text.span(told["line"], None)[1] + 1
    )


def _asked(
    doc: str,
    own: Attribution,
    looked: sources.Looked,
    told: tuple[Mapping[ActorId, str], frozenset[str]],
) -> Asked:
    (people, signs), (meant, right) = looked, told
    at = people.index(own.source) if own.source in people else -1
    is_source = np.array([meant.get(a, f"?{a}") in right for a in people])
    return Asked(doc, own.found_by, np.array(signs, dtype=np.float32), is_source, at, bool(right))


def write(asked: list[Asked], out: Path) -> None:
    """Arrays of all rows; `of` is the number of the statement of each."""
    body = [
        {"doc": a.doc, "fold": fold_of(a.doc), "by": a.by, "own": a.own, "known": a.known}
        for a in asked
    ]
    np.savez_compressed(
        out,
        signs=np.concatenate([a.signs for a in asked]),
        source=np.concatenate([a.source for a in asked]),
        of=np.repeat(np.arange(len(asked)), [len(a.source) for a in asked]),
        statements=np.array(json.dumps(body)),
    )


def main(shared: Path, out: Path, *parts: str) -> None:
    """Read and write."""
    asked: list[Asked] = []
    for part, _, reader in (one.partition("=") for one in parts):
        asked += read(shared, part, Path(reader))
    write(asked, out)
    print(*parts, len(asked), "statements,", sum(len(a.source) for a in asked), "rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
