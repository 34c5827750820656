"""Fit how rules and tagger are weighed: a logistic regression of what proved right.

Usage: python training/reader/weigh.py SHARED_DIR WEIGHTS_DIR [OUT.json [statements]]

With "statements" the weights of events stay what they are in OUT.json.

Reads the labelled articles of the part `weigh`, which neither learner nor rule has seen, and the
development reference, which the rules were written on, keeps all that rules or tagger propose, asks
the scorer what is right, and fits. Prints what each fifth
of the stories would have scored with what the other four gave.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from tokenizers import Tokenizer

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent / "tools"), str(HERE.parent)]
from data import stories
from texts import FOLDS, fold_of

from eval_learned import documents_of
from eval_scoring import load_scorer
from khabar.annotate.composing import events, statements
from khabar.annotate.composing.ground import Limits
from khabar.annotate.composing.weighing import logit
from khabar.learned.reader import Reader
from khabar.pipeline.document import read_document
from khabar.pipeline.kit import Kit, load_kit
from khabar.schema.documents import Document

RIDGE = 2.0
KEPT = 0.5  # what is kept before the sums are drawn together; Limits.event says what that is then
_OF_RULES = ("always", "rule", "rule and tagger", "tagger silent")
_LINES, _HALF = 2, 0.5  # what the scorer asks of place and people
Evidence = dict[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """Something proposed: its story, what spoke for it, whether it was right."""

    story: str
    evidence: Mapping[str, float]
    right: bool


class _Listening:
    """Notes every draft and attribution that is weighed, with its evidence."""

    def __init__(self) -> None:
        self.events: list[tuple[Any, Evidence]] = []
        self.statements: dict[tuple[int, int, str | None], Evidence] = {}

    def install(self) -> None:
        event, said = events.Composer.evidence, statements.Listener.evidence

        def of_event(own: Any, draft: Any, *rest: Any) -> Evidence:
            found = event(own, draft, *rest)
            self.events.append((draft, found))
            return found

        def of_said(own: Any, told: Any, *rest: Any) -> Evidence:
            found = said(own, told, *rest)
            self.statements[told.cue.start, told.cue.end, told.source] = found
            return found

        events.Composer.evidence = of_event  # type: ignore[method-assign]
        statements.Listener.evidence = of_said  # type: ignore[method-assign]


def known(shared: Path) -> Iterator[tuple[str, dict[str, Any], Document]]:
    """The same of the development reference, which the tagger never saw, but the rules did."""
    told = stories(shared / "gold" / "dev")
    for gold, document in documents_of(shared, "dev"):
        yield told.get(gold["doc"], gold["doc"]), gold, document


def documents(shared: Path) -> Iterator[tuple[str, dict[str, Any], Document]]:
    """Story, gold and document of the articles to weigh by."""
    for gold, document in documents_of(shared, "weigh"):
        yield gold["doc"], gold, document


def _right(scorer: Any, gold: Any, text: Any, draft: Any, known: Mapping[str, str]) -> bool:
    """Whether a draft, taken for itself, is an event of the reference: its type, in its place, with
    half of its people. Which of two drafts of one event is kept is for merging to say."""
    people = {known.get(a, a) for a in (*draft.actor, *draft.recipient)}
    here = text.line_of(draft.start)
    for event in gold["events"]:
        told = set().union(*scorer.roles(event))
        near = min(abs(here - n) for n in [event["line"], *event.get("also_lines", [])]) <= _LINES
        same = draft.type in {event["type"], *scorer.listed(event.get("type_alt"))}
        if near and same and scorer.dice(told, people) >= _HALF:
            return True
    return False


def _of_its_set(evidence: Evidence, familiar: bool) -> Evidence:
    """The evidence; of articles that the rules were written on, what is due to that is set apart,
    so that it does not speak for rules on articles that nobody knows."""
    of_rules = {k: v for k, v in evidence.items() if k in _OF_RULES}
    return evidence | {f"{k}, familiar": v for k, v in of_rules.items() if familiar}


def cases(kit: Kit, shared: Path) -> dict[str, list[Case]]:
    """All events and statements proposed, and which were right."""
    scorer, heard = load_scorer(shared), _Listening()
    heard.install()
    found: dict[str, list[Case]] = {"events": [], "statements": []}
    rows = [(row, False) for row in documents(shared)] + [(row, True) for row in known(shared)]
    for (story, gold, document), familiar in rows:
        heard.events.clear()
        heard.statements.clear()
        reading = json.loads(msgspec.json.encode(read_document(document, kit)))
        right = scorer.score_document(gold, reading, document.text, scorer.Tally())
        text = scorer.Text(document.text)
        for draft, evidence in heard.events:
            true = _right(scorer, gold, text, draft, right["actors"])
            found["events"].append(Case(story, _of_its_set(evidence, familiar), true))
        for s in reading["statements"]:
            key = (s["cue"]["start"], s["cue"]["end"], s["source"])
            evidence = heard.statements.get(key)
            if evidence is not None:
                true = s["id"] in right["statements"]
                found["statements"].append(Case(story, _of_its_set(evidence, familiar), true))
    return found


def fitted(some: Sequence[Case]) -> dict[str, float]:
    """Coefficients by ridge logistic regression (Newton's method)."""
    names = sorted({name for case in some for name in case.evidence})
    x = np.array([[case.evidence.get(name, 0.0) for name in names] for case in some])
    y = np.array([float(case.right) for case in some])
    w = np.zeros(len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (y - p) - RIDGE * w
        bend = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(names))
        w += np.linalg.solve(bend, slope)
    return {name: round(float(v), 4) for name, v in zip(names, w, strict=True)}


def shares(some: Sequence[Case], weights: Mapping[str, float]) -> np.ndarray:
    """How sure each case is."""
    logits = [sum(v * weights.get(k, 0.0) for k, v in c.evidence.items()) for c in some]
    return 1 / (1 + np.exp(-np.array(logits)))


def held_out(some: Sequence[Case]) -> tuple[np.ndarray, np.ndarray]:
    """How sure each case is by what the other stories gave, and whether it is right."""
    sure, right = [], []
    for fold in range(FOLDS):
        own = [c for c in some if fold_of(c.story) == fold]
        weights = fitted([c for c in some if fold_of(c.story) != fold])
        sure.append(shares(own, weights))
        right.append(np.array([c.right for c in own]))
    return np.concatenate(sure), np.concatenate(right)


def told(name: str, some: Sequence[Case]) -> None:
    """Print how many are right at each limit, and how honest the shares are."""
    sure, right = held_out(some)
    print(name, len(some), "cases,", int(right.sum()), "right")
    for limit in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        kept = sure >= limit
        print(f"  {limit}: kept {kept.sum()}, right {right[kept].sum()}", end="")
        print(f", precision {right[kept].mean():.3f}")
    error, bins = 0.0, defaultdict[int, list[int]](list)
    for n, share in enumerate(sure):
        bins[min(9, int(share * 10))].append(n)
    for at in bins.values():
        error += len(at) / len(sure) * abs(sure[at].mean() - right[at].mean())
    print(f"  calibration error {error:.3f}")


def settled(kit: Kit, shared: Path, weights: Evidence) -> dict[str, float]:
    """The coefficients drawn together so that `sure` says how many events of a reading are right.

    Two drafts may tell one event of the reference, and both are right when looked at alone; of
    two events that are kept only one is. Platt scaling of the weighed sum on what is kept.

    Source:
        Platt 1999, Probabilistic outputs for support vector machines.
    """
    scorer, rows = load_scorer(shared), list[tuple[float, float]]()
    whole = replace(kit, weights=replace(kit.weights, events=weights))
    for _, gold, document in (*documents(shared), *known(shared)):
        reading = json.loads(msgspec.json.encode(read_document(document, whole)))
        right = scorer.score_document(gold, reading, document.text, scorer.Tally())["events"]
        rows += [(logit(e["sure"]), float(e["id"] in right)) for e in reading["events"]]
    x, y = np.array(rows).T
    cases = [Case("", {"sum": a, "always": 1.0}, bool(b)) for a, b in zip(x, y, strict=True)]
    found = fitted(cases)
    print("drawn together:", found)
    scaled = {name: value * found["sum"] for name, value in weights.items()}
    scaled["always"] = scaled.get("always", 0.0) + found["always"]
    return {name: round(value, 4) for name, value in scaled.items()}


def main(shared: Path, weights: Path, out: Path | None = None, part: str = "") -> None:
    """Fit, print, write."""
    limits = Limits(event=1.0, statement=0.0, said=0.0)  # merging is no part of it
    reader = Reader(weights, Tokenizer.from_file(str(weights.parent / "pieces.json")))
    kit = replace(load_kit(), learned=reader, limits=limits)
    found = cases(kit, shared)
    for name, some in found.items():
        told(name, some)
    if out is not None:
        body = {name: fitted(some) for name, some in found.items()}
        if part == "statements":
            body["events"] = json.loads(out.read_text("utf8"))["events"]
        else:
            kept = replace(kit, limits=Limits(event=KEPT))
            body["events"] = settled(kept, shared, body["events"])
        out.write_text(json.dumps(body, indent=1, sort_keys=True) + "\n", encoding="utf8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), *sys.argv[4:])
