"""What the model of roles learns from: events of labelled articles, with whoever may take part.

Usage: python training/roles/rows.py SHARED_DIR OUT.npz PART=READER_DIR [PART=READER_DIR ...]

PART is a part of training/labels/splits.tsv, "dev", or a round of "learn": "earlier", "later" or
"latest". Articles are read by rules; a tagger (READER_DIR: reader.onnx, heads.npz, events.onnx)
that has not learned from the articles of the part is asked whom it hears in each event. An event
is asked about twice: where a rule sees it, with what the rule says, and where only its words are
given, as for what the tagger alone proposes. One row for everyone near; who is right the
reference says.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent / "tools"), str(HERE.parent)]
from parts import Gold, articles, silent_kit
from texts import fold_of

from eval_scoring import load_scorer
from khabar.annotate.composing.events import supposed_of as of_draft
from khabar.annotate.events import company_of, signs_of
from khabar.annotate.events.company import Company
from khabar.pipeline import document as reading
from khabar.pipeline.kit import Kit
from khabar.schema.drafts import Draft, Supposed
from khabar.schema.events import EventType
from khabar.schema.spans import Span


@dataclass(frozen=True, slots=True)
class Asked:
    """One event: the signs of everyone near, who acts and who is acted upon, and how many of those
    whom the reference names stand nowhere near."""

    doc: str
    ruled: bool
    type: str
    signs: np.ndarray
    acting: np.ndarray
    acted_upon: np.ndarray
    by_rule: np.ndarray  # (n, 2)
    wanted: tuple[tuple[str, ...], tuple[str, ...]]
    meant: tuple[str, ...]  # for everyone near, whom of the reference they are


class _Ignorant:
    """A model of roles that knows nobody: whoever rules see stays."""

    def shares(self, rows: np.ndarray, _: object) -> np.ndarray:
        return np.zeros((len(rows), 2), dtype=np.float32)


class _Heard:
    """Notes the company of each document that is read."""

    company: Company | None = None

    def install(self) -> None:
        def noted(*told: Any) -> Company:
            self.company = company_of(*told)
            return self.company

        reading.company_of = noted  # type: ignore[attr-defined]


def _kit(reader: Path) -> Kit:
    """Everything but the tagger's proposals and the trees that these rows are to teach."""
    return replace(silent_kit(reader), roles=_Ignorant())  # type: ignore[arg-type]


def read(shared: Path, part: str, reader: Path) -> Iterator[Asked]:
    """The events of a part."""
    kit, heard, scorer = _kit(reader), _Heard(), load_scorer(shared)
    heard.install()
    for gold, document in articles(shared, part):
        found = json.loads(msgspec.json.encode(reading.read_document(document, kit)))
        text, company = scorer.Text(document.text), heard.company
        assert company is not None
        used = scorer.taking_part(found)
        actors, tally = found["actors"], scorer.Tally()
        meant = scorer.align_actors(gold["actors"], actors, text, tally, used)
        for supposed, event in _events(scorer, gold, text, company):
            yield from _asked(company, supposed, (gold["doc"], meant, scorer.roles(event)))


def _of_reference(scorer: Any, draft: Draft, spans: Sequence[tuple[Any, Gold]]) -> Gold | None:
    """The event of the reference that a rule's draft is: of its type, sharing most words."""
    shared = [
        (scorer.overlap(span, (draft.start, draft.end)), -n)
        for n, (span, e) in enumerate(spans)
        if draft.type in {e["type"], *scorer.listed(e.get("type_alt"))}
    ]
    most, at = max(shared, default=(0, 0))
    return spans[-at][1] if most > 0 else None


def _events(scorer: Any, gold: Gold, text: Any, company: Company) -> Iterator[tuple[Supposed, Any]]:
    """Every event of rules that is one of the reference; every event of the reference by itself."""
    spans = [(text.span(e["line"], e.get("quote")), e) for e in gold["events"]]
    for draft in (draft for found in company.told for draft in found.drafts):
        event = _of_reference(scorer, draft, spans)
        if event is not None:
            yield of_draft(draft), event
    for (start, end), event in spans:
        if event.get("quote"):
            yield from ((one, event) for one in _of_words(company, start, end, event["type"]))


def _of_words(company: Company, start: int, end: int, kind: str) -> Iterator[Supposed]:
    """The event of some words, where a sentence has them."""
    words = Span(start=start, end=end)
    for at, found in enumerate(company.told):
        tokens = found.scene.sentence.tokens
        on = [n for n, t in enumerate(tokens) if t.start < words.end and words.start < t.end]
        if on:
            yield Supposed(start=start, end=end, sentence=at, trigger=on[0], type=EventType(kind))
            return


def _asked(
    company: Company, supposed: Supposed, told: tuple[str, Mapping[str, str], Any]
) -> Iterator[Asked]:
    doc, meant, (acting, acted_upon) = told
    people, signs = signs_of(company, supposed)
    if not people:
        return
    who = tuple(meant.get(a, f"?{a}") for a in people)
    by_rule = [(a in supposed.actor, a in supposed.recipient) for a in people]
    yield Asked(
        doc, supposed.ruled, supposed.type.value, np.array(signs, dtype=np.float32),
        np.array([w in acting for w in who]), np.array([w in acted_upon for w in who]),
        np.array(by_rule), (tuple(sorted(acting)), tuple(sorted(acted_upon))), who,
    )  # fmt: skip


def write(asked: Sequence[Asked], out: Path) -> None:
    """Arrays of all rows; `of` is the number of the event of each."""
    counts = [len(a.meant) for a in asked]
    body = [
        {"doc": a.doc, "fold": fold_of(a.doc), "ruled": a.ruled, "type": a.type,
         "wanted": a.wanted, "meant": a.meant}
        for a in asked
    ]  # fmt: skip
    np.savez_compressed(
        out,
        signs=np.concatenate([a.signs for a in asked]),
        acting=np.concatenate([a.acting for a in asked]),
        acted_upon=np.concatenate([a.acted_upon for a in asked]),
        by_rule=np.concatenate([a.by_rule for a in asked]),
        of=np.repeat(np.arange(len(asked)), counts),
        events=np.array(json.dumps(body)),
    )


def main(shared: Path, out: Path, *parts: str) -> None:
    """Read and write."""
    asked: list[Asked] = []
    for part, _, reader in (one.partition("=") for one in parts):
        asked += read(shared, part, Path(reader))
    write(asked, out)
    print(*parts, len(asked), "events,", sum(len(a.meant) for a in asked), "rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
