"""Learn how surely words tell of an event, and of which type: trees over what the tagger says.

Usage: python training/reader/learn_events.py SHARED_DIR OUT_DIR PART=READER_DIR [PART=READER_DIR …]
           [HELD_OUT:PART=READER_DIR …]

PART is a round of the labels, "earlier", "later" or "latest", read by a tagger (READER_DIR:
reader.onnx, heads.npz) that had not learned from it; what is HELD_OUT is scored and not learned
from. Writes OUT_DIR/events.onnx, gradient-boosted trees as an ONNX graph that gives log odds.
Four minutes on one core; the same every time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from sklearn.ensemble import HistGradientBoostingClassifier as Boosted

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent / "tools"), str(HERE.parent)]
from parts import Gold, articles, reader_at
from trees import graph_of

from eval_scoring import load_scorer
from khabar.acquire.furniture import segments_of
from khabar.learned.reader import EVENTS, Reader
from khabar.learned.spots import Candidate, surest
from khabar.pipeline.document import READ
from khabar.pipeline.kit import Kit, load_kit
from khabar.schema.documents import Document
from khabar.schema.events import EventType
from khabar.schema.spans import Span, span_of

OVERLAP = 0.25  # of the characters of words and of an event's: so much, and they tell it
LIMITS = (0.3, 0.4, 0.5)
_HELD = "HELD_OUT:"
_TYPES = tuple(EventType)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an article that may tell of an event of a type: their signs, and the events of the
    reference that they do tell, by number."""

    at: Span
    type: EventType
    signs: np.ndarray
    tells: frozenset[int]


Events = list[tuple[Span, frozenset[str], bool]]
"""The events of the reference: their words, the types they may have, whether they must be found."""


def events_of(gold: Gold, document: Document, scorer: Any) -> Events:
    """The events of an annotated article."""
    text, found = scorer.Text(document.text), []
    for event in gold["events"]:
        start, end = text.span(event["line"], event.get("quote"))
        types = frozenset((event["type"], *scorer.listed(event.get("type_alt"))))
        found.append((Span(start=start, end=end), types, not event.get("optional")))
    return found


def shared(one: Span, other: Span) -> float:
    """The characters that two stretches have in common, of those of both."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / max(1, max(one.end, other.end) - min(one.start, other.start))


def words_of(reader: Reader, kit: Kit, document: Document, events: Events) -> Iterator[Words]:
    """All words that may tell of an event."""
    segments = segments_of(document.text, kit.furniture, document.source.title)
    stretches = [span_of(s) for s in segments if s.kind in READ]
    for at, type_, signs in reader.candidates(document.text, stretches):
        tells = frozenset(
            n for n, (there, types, _) in enumerate(events)
            if type_ in types and shared(at, there) > OVERLAP
        )  # fmt: skip
        yield Words(at, type_, signs, tells)


Articles = list[tuple[Events, list[Words]]]


def read(directory: Path, part: str, reader: Path) -> Articles:
    """The articles of a part: their events, and all words that may tell of one."""
    scorer, kit, own = load_scorer(directory), load_kit(), reader_at(reader)
    found: Articles = []
    for gold, document in articles(directory, part):
        events = events_of(gold, document, scorer)
        found.append((events, list(words_of(own, kit, document, events))))
    return found


def fitted(learn: Articles) -> Boosted:
    """The trees; twice as many find no more."""
    words = [w for _, some in learn for w in some]
    return Boosted(
        max_iter=100, learning_rate=0.1, max_leaf_nodes=31, min_samples_leaf=100,
        l2_regularization=5.0, random_state=0,
    ).fit(np.stack([w.signs for w in words]), [bool(w.tells) for w in words])  # fmt: skip


def told(name: str, some: Articles, model: Boosted) -> None:
    """Print how many events are found at each limit by what the reader would keep."""
    kept: list[tuple[float, bool]] = []
    wanted = sum(must for events, _ in some for *_, must in events)
    for _, words in some:
        if not words:
            continue
        sure, seen = model.predict_proba(np.stack([w.signs for w in words]))[:, 1], set[int]()
        candidates = [Candidate((w.at.start, w.at.end), _TYPES.index(w.type)) for w in words]
        for n in sorted(surest(candidates, sure), key=lambda n: -sure[n]):
            new = words[n].tells - seen
            seen |= {min(new)} if new else set()
            kept.append((float(sure[n]), bool(new)))
    for limit in LIMITS:
        right = [one for sure, one in kept if sure >= limit]
        print(f"{name} {limit}: {len(right)} kept, {sum(right)} right, of {wanted};", end="")
        print(f" F1 {2 * sum(right) / (len(right) + wanted):.3f}")


def main(directory: Path, out: Path, *parts: str) -> None:
    """Read, learn, write, tell."""
    learn: Articles = []
    held: dict[str, Articles] = {}
    for name, _, reader in (one.partition("=") for one in parts):
        if name.startswith(_HELD):
            part = name.removeprefix(_HELD)
            held[part] = read(directory, part, Path(reader))
        else:
            learn += read(directory, name, Path(reader))
    model = fitted(learn)
    width = model.n_features_in_
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(graph_of([model], width), str(out / EVENTS))
    for name, some in held.items():
        told(name, some, model)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
