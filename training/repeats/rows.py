"""What the model of repeats learns from: pairs of tellings in labelled articles.

Usage: python training/repeats/rows.py SHARED_DIR OUT.npz PART=READER_DIR [PART=READER_DIR ...]

PART is a part of training/labels/splits.tsv, "dev", or a round of "learn": "earlier", "later" or
"latest", read with a tagger (READER_DIR: reader.onnx, heads.npz, events.onnx) that has not learned
from it. A row for every two drafts of one type and polarity that the reference knows
both; whether they are one event it says.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent / "tools"), str(HERE.parent)]
from parts import Gold, articles, reader_at

from eval_scoring import load_scorer
from khabar.annotate.reports import look_at, signs_of
from khabar.lang.ar.stems import stem_of_word
from khabar.pipeline import document as reading
from khabar.pipeline.kit import load_kit
from khabar.schema.drafts import Draft
from khabar.schema.text import Sentence

_LINES, _HALF = 2, 0.5  # what the scorer asks of place and people


class _Heard:
    """Notes the drafts of each document that is read, before repeats are merged."""

    drafts: Sequence[Draft] = ()
    sentences: Sequence[Sentence] = ()

    def install(self) -> None:
        merged = reading.merge_drafts

        def noted(drafts: Any, sentences: Any, *rest: Any) -> Any:
            self.drafts, self.sentences = drafts, sentences
            return merged(drafts, sentences, *rest)

        reading.merge_drafts = noted  # type: ignore[attr-defined]


def event_of(draft: Draft, gold: Gold, text: Any, scorer: Any, meant: dict[str, str]) -> int | None:
    """The number of the event of the reference that a draft tells, as the scorer matches them."""
    people = {meant.get(a, a) for a in (*draft.actor, *draft.recipient)}
    here, best = text.line_of(draft.start), []
    for n, event in enumerate(gold["events"]):
        gap = min(abs(here - line) for line in [event["line"], *event.get("also_lines", [])])
        told = set().union(*scorer.roles(event))
        common = scorer.dice(told, people)
        of_type = draft.type in {event["type"], *scorer.listed(event.get("type_alt"))}
        if of_type and gap <= _LINES and (common >= _HALF or not told):
            words = text.span(event["line"], event.get("quote"))
            near = scorer.overlap(words, (draft.start, draft.end)) > 0
            best.append((common + 0.5 * (gap == 0) + 0.5 * near, n))
    return max(best)[1] if best else None


def pairs_of(drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """The pairs of which it may be asked, each in the order of the text."""
    order = sorted(range(len(drafts)), key=lambda n: (drafts[n].start, drafts[n].end))
    for a, b in combinations(order, 2):
        if (drafts[a].type, drafts[a].polarity) == (drafts[b].type, drafts[b].polarity):
            yield a, b


def read(shared: Path, part: str, reader: Path) -> Iterator[tuple[list[float], bool]]:
    """The signs of every pair, and whether it is one event."""
    kit = replace(load_kit(), learned=reader_at(reader))
    heard, scorer = _Heard(), load_scorer(shared)
    heard.install()
    for gold, document in articles(shared, part):
        found = json.loads(msgspec.json.encode(reading.read_document(document, kit)))
        meant = scorer.score_document(gold, found, document.text, scorer.Tally())["actors"]
        text = scorer.Text(document.text)
        events = [event_of(d, gold, text, scorer, meant) for d in heard.drafts]
        looks = [look_at(d, heard.sentences, stem_of_word) for d in heard.drafts]
        for a, b in pairs_of(heard.drafts):
            if events[a] is not None and events[b] is not None:
                yield signs_of(looks[a], looks[b]), events[a] == events[b]


def main(shared: Path, out: Path, *parts: str) -> None:
    """Read and write."""
    rows: list[tuple[list[float], bool]] = []
    for part, _, reader in (one.partition("=") for one in parts):
        rows += read(shared, part, Path(reader))
    signs = np.array([row for row, _ in rows], dtype=np.float32)
    one = np.array([one for _, one in rows])
    np.savez_compressed(out, signs=signs, one=one)
    print(*parts, len(rows), "pairs,", int(one.sum()), "of them one event")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
