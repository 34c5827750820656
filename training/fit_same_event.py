"""Fit the weights by which two events of two documents are judged to be one.

Usage: python training/fit_same_event.py GOLD_READINGS.jsonl GOLD_DIR

GOLD_READINGS.jsonl is made by tools/gold_readings.py; GOLD_DIR holds the reference it was made
from, with its cross_*.json. Prints the fitted weights beside those in use, and how well events are
grouped by weights that have not seen the story they judge. Changes no file.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from khabar.assemble.actors import build_actors
from khabar.assemble.events_blocks import COMPARED
from khabar.assemble.events_clusters import grouped
from khabar.assemble.events_facts import DocEvent, Known, facts_of
from khabar.assemble.events_pairs import HOPELESS, POINTS, Edge, evidence
from khabar.assemble.stage import assemble
from khabar.schema.names import ActorId
from khabar.schema.reading import Reading
from khabar.schema.record import KnownId, Ref

Pair = tuple[str, str]
"""Two events as the reference names them (document:event), in the order of their names."""
Floats = NDArray[np.float64]

LINES = tuple(name for name in POINTS if name != "start")
BY_REASON = frozenset(("other doer, other target", "weeks apart"))
STRENGTH = 0.3  # the inverse of regularisation with which the weights in use were fitted
JOINS = (-1.5, -1.25, -1.0, -0.75, -0.5, -0.25, 0.0)  # log odds above which groups may join
_QUARTER = 4


class GoldActor(msgspec.Struct):
    """An actor of a reference file; its id is the same in every document."""

    id: str
    anonymous: bool | None = None


class GoldDocument(msgspec.Struct):
    """What a reference file says of who is who."""

    actors: list[GoldActor]


class Doubt(msgspec.Struct):
    """Two events that may be one, or of which one is a part of the other."""

    a: str | None = None
    b: str | None = None
    part: str | None = None
    whole: str | None = None

    def pair(self) -> Pair:
        return _pair(self.part or self.a or "", self.whole or self.b or "")


class More(msgspec.Struct):
    """What a story's file says of other stories."""

    same_event_other_stories: list[list[str]] = []


class Story(msgspec.Struct):
    """The events of several documents about one story, and which of them are one."""

    same_event: list[list[str]]
    more: More = msgspec.field(default_factory=More)
    part_of: list[Doubt] = []
    possible_same_event: list[Doubt] = []
    maybe_same: list[Doubt] = []


@dataclass(frozen=True, slots=True)
class Reference:
    """Which pairs are one event, which are in doubt and count for nothing, and each document's
    story; a document that no story names has none."""

    same: frozenset[Pair]
    doubtful: frozenset[Pair]
    stories: Mapping[str, str]

    def touched(self, pair: Pair) -> frozenset[str]:
        """The stories two events belong to; all documents of none count as one more."""
        return frozenset(self.stories.get(_document(name), "") for name in pair)


@dataclass(frozen=True, slots=True)
class Table:
    """Pairs of events, one a row: what each line of POINTS sees in it, before it is weighed.

    shares has shape (pairs, LINES). edges name each pair by the keys of its events.
    """

    pairs: tuple[Pair, ...]
    edges: tuple[tuple[str, str], ...]
    shares: Floats


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _document(name: str) -> str:
    return name.partition(":")[0]


def read_reference(folder: Path) -> Reference:
    """What the reference says of pairs of events of different documents."""
    same: set[Pair] = set()
    doubtful: set[Pair] = set()
    named: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(folder.glob("cross_*.json")):
        story = msgspec.json.decode(path.read_bytes(), type=Story)
        for group in (*story.same_event, *story.more.same_event_other_stories):
            same.update(_across(group))
        for doubt in (*story.part_of, *story.possible_same_event, *story.maybe_same):
            doubtful.add(doubt.pair())
        for name in (n for group in story.same_event for n in group):
            named[_document(name)][path.stem] += 1
    stories = {doc: counts.most_common(1)[0][0] for doc, counts in named.items()}
    return Reference(frozenset(same), frozenset(doubtful - same), stories)


def _across(names: Iterable[str]) -> Iterator[Pair]:
    for one, other in combinations(sorted(set(names)), 2):
        if _document(one) != _document(other):
            yield one, other


def reference_actors(readings: Iterable[Reading], folder: Path) -> Known:
    """Who is who by the reference, so that weights are not fitted to errors of naming."""
    known: dict[Ref, KnownId] = {}
    for reading in readings:
        doc = reading.document.id
        file = folder / f"{reading.document.source_id}.json"
        gold = msgspec.json.decode(file.read_bytes(), type=GoldDocument)
        for number, actor in enumerate(gold.actors, 1):
            name = f"{doc} {actor.id}" if actor.anonymous else actor.id
            known[Ref(doc=doc, id=ActorId(f"a{number}"))] = KnownId(name)
    return known


def found_actors(readings: Sequence[Reading]) -> Known:
    """Who is who as the record finds it."""
    return {member: actor.id for actor in build_actors(readings) for member in actor.members}


def events_of(readings: Iterable[Reading], known: Known) -> dict[str, DocEvent]:
    """All events by their key."""
    return {event.key: event for reading in readings for event in facts_of(reading, known)}


def alike(events: Mapping[str, DocEvent]) -> set[tuple[str, str]]:
    """Pairs of one type with a participant or place in common, whenever they happened."""
    groups: dict[tuple[str, str], list[DocEvent]] = defaultdict(list)
    for event in events.values():
        for thing in (*event.everyone, *(() if event.place is None else (f"@{event.place}",))):
            groups[event.event.type, thing].append(event)
    return {
        _pair(a.key, b.key)
        for group in groups.values()
        for a, b in combinations(group, 2)
        if a.ref.doc != b.ref.doc
    }


def table_of(
    events: Mapping[str, DocEvent], edges: Iterable[tuple[str, str]], names: Mapping[str, str]
) -> Table:
    """The pairs with what speaks for and against them; names gives the reference's names."""
    ordered = tuple(sorted(edges))
    rows = [_shares(events[a], events[b]) for a, b in ordered]
    return Table(tuple(_pair(names[a], names[b]) for a, b in ordered), ordered, np.array(rows))


def _shares(a: DocEvent, b: DocEvent) -> list[float]:
    seen = {name: points / POINTS[name] for name, points in evidence(a, b)}
    return [seen.get(name, 0.0) for name in LINES]


def fitted(table: Table, reference: Reference, without: frozenset[str]) -> LogisticRegression:
    """The weights from all pairs but those that touch a story to be left out."""
    rows = [
        n
        for n, pair in enumerate(table.pairs)
        if pair not in reference.doubtful and not reference.touched(pair) & without
    ]
    one = [table.pairs[n] in reference.same for n in rows]
    return LogisticRegression(C=STRENGTH, max_iter=5000).fit(table.shares[rows], one)


def unseen_odds(learnt: Table, judged: Table, reference: Reference) -> Floats:
    """The log odds of each judged pair, by weights fitted without every story it touches."""
    touched = [reference.touched(pair) for pair in judged.pairs]
    odds = np.zeros(len(touched))
    for stories in sorted(set(touched), key=sorted):
        rows = [n for n, those in enumerate(touched) if those == stories]
        model = fitted(learnt, reference, stories)
        odds[rows] = model.decision_function(judged.shares[rows])
    return odds


def shipped_odds(judged: Table) -> Floats:
    """The log odds of each judged pair by the weights in use."""
    weights = np.array([POINTS[name] for name in LINES])
    return np.asarray(judged.shares @ weights + POINTS["start"], dtype=np.float64)


def quality(
    judged: Table, odds: Floats, reference: Reference, names: Mapping[str, str]
) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs that stand in one group; 0 is even odds."""
    edges = (Edge(a, b, float(o)) for (a, b), o in zip(judged.edges, odds, strict=True))
    groups = grouped(edge for edge in edges if edge.points > HOPELESS)
    ours = {p for group in groups for p in _across(names[k] for k in group)} - reference.doubtful
    right = len(ours & reference.same)
    all_pairs = len(ours) + len(reference.same)
    return right / max(len(ours), 1), right / len(reference.same), 2 * right / all_pairs


def weights_told(model: LogisticRegression) -> Iterator[str]:
    """Each fitted weight beside the one in use, and how many agree."""
    weights = {"start": float(model.intercept_[0])}
    weights |= {name: float(w) for name, w in zip(LINES, model.coef_[0], strict=True)}
    yield f"{'line':30}{'fitted':>8}{'quarter':>9}{'in use':>8}"
    for name, weight in weights.items():
        note = "  by reason" if name in BY_REASON else "  chosen" * (name == "start")
        yield f"{name:30}{weight:8.2f}{_rounded(weight):9.2f}{POINTS[name]:8.2f}{note}"
    free = [name for name in LINES if name not in BY_REASON]
    equal = [n for n in free if f"{weights[n]:.2f}" == f"{POINTS[n]:.2f}"]
    near = [n for n in free if _rounded(weights[n]) == POINTS[n]]
    far = {n: abs(weights[n] - POINTS[n]) for n in free if n not in near}
    yield f"of {len(free)} lines meant to be fitted: {len(equal)} equal to two decimals,"
    yield f"{len(near)} equal once rounded to a quarter; the others, by how much they are off:"
    yield ", ".join(f"{n} {d:.2f}" for n, d in far.items()) or "none"


def _rounded(weight: float) -> float:
    return round(weight * _QUARTER) / _QUARTER


def quality_told(
    learnt: Table, judged: Table, reference: Reference, names: Mapping[str, str]
) -> Iterator[str]:
    """How well events are grouped, by the weights in use and by weights that saw no such story."""
    figures = "pair F1 {2:.3f} (precision {0:.2f}, recall {1:.2f})".format
    yield "in use: " + figures(*quality(judged, shipped_odds(judged), reference, names))
    odds = unseen_odds(learnt, judged, reference)
    for join in JOINS:
        told = figures(*quality(judged, odds - join, reference, names))
        yield f"story left out, joined above {join:5.2f}: {told}"


def main(argv: Sequence[str]) -> None:
    """Fit, judge and print."""
    readings_path, folder = map(Path, argv)
    lines = readings_path.read_bytes().splitlines()
    readings = [msgspec.json.decode(line, type=Reading) for line in lines]
    reference = read_reference(folder)
    known = events_of(readings, reference_actors(readings, folder))
    found = events_of(readings, found_actors(readings))
    sources = {r.document.id: r.document.source_id for r in readings}
    names = {key: f"{sources[e.ref.doc]}:{e.ref.id}" for key, e in found.items()}
    learnt = table_of(known, alike(known), names)
    judged = table_of(found, set(assemble(COMPARED, found.values())), names)
    one = sum(pair in reference.same for pair in learnt.pairs)
    print(f"{len(learnt.pairs)} pairs to learn from, {one} of them one event")
    for line in weights_told(fitted(learnt, reference, frozenset())):
        print(line)
    for line in quality_told(learnt, judged, reference, names):
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
