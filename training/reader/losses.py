"""What a batch costs: what the heads say of it against what is labelled.

A participant is asked of the mention nearest to the event: in its paragraph, or else in the one
before; his other mentions are left out, since they are neither right nor wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from examples import TAGS, Example, Span, Told, pieces_of
from model import Reader, means_of
from torch import Tensor
from torch.nn import functional as fn

from khabar.learned.heads import distances

_TAG = {t: n for n, t in enumerate(TAGS)}
_BEGIN, _INSIDE = 1, 2
_UNKNOWN = -100
TAG_WEIGHT = torch.tensor([1.0, 2.0, 1.5])
_TAKES = 2.0  # how much more one who takes part counts than one who does not


def tag_targets(e: Example) -> Tensor:
    """pieces, tags: outside, begin or inside; -100 where the set does not label the tag."""
    target = torch.zeros(len(e.pieces), len(TAGS), dtype=torch.long)
    for tag, n in _TAG.items():
        if tag not in e.known and not (tag == "event" and "events" in e.known):
            target[:, n] = _UNKNOWN
    found = [(_TAG[tag], pieces_of(span, e.offsets)) for tag, span in e.spans]
    for tag, at in found:
        if at is not None:
            target[at[0] : at[1], tag] = _INSIDE
    for tag, at in found:
        if at is not None:
            target[at[0], tag] = _BEGIN
    return target


def type_costs(logits: Tensor, events: Sequence[Told]) -> Tensor:
    """What the types cost: any of those that the labels call right will do."""
    right = torch.full_like(logits, -torch.inf)
    for n, event in enumerate(events):
        right[n, [event.type, *event.alternatives]] = 0
    shares = logits.log_softmax(-1)
    return -(shares + right).logsumexp(-1)


def wanted(
    at: Span, labels: Mapping[str, int], who: Sequence[tuple[str, Span]], lines: Sequence[int]
) -> list[int]:
    """For every mention what it is to a stretch: its label, 0, or -100 where another mention of
    the same one stands nearer."""
    own = lines[at[0]]
    nearest: dict[str, float] = {}
    away = [_away(lines[span[0]] - own) for _, span in who]
    for (actor, _), far in zip(who, away, strict=True):
        nearest[actor] = min(far, nearest.get(actor, far))
    return [
        0 if actor not in labels else labels[actor] if far == nearest[actor] else _UNKNOWN
        for (actor, _), far in zip(who, away, strict=True)
    ]


def _away(lines: int) -> float:
    return -lines if lines <= 0 else lines + 0.5


@dataclass(frozen=True, slots=True)
class Present:
    """Who is mentioned in a window, where, with their vectors; and the paragraphs of its pieces."""

    lines: Sequence[int]
    who: Sequence[tuple[str, Span]]
    vectors: Tensor | None


class Costs:
    """What a batch costs, part by part: logits and what was wanted are gathered, then compared."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.asked: dict[str, list[tuple[Tensor, Tensor]]] = {}
        self.sums: dict[str, list[Tensor]] = {}

    def _ask(self, name: str, logits: Tensor, target: Tensor) -> None:
        self.asked.setdefault(name, []).append((logits, target))

    def add(self, e: Example, vectors: Tensor) -> None:
        """What one example asks; vectors are those of its pieces."""
        target = tag_targets(e).view(-1)
        if (target >= 0).any():
            self._ask("tags", self.reader.tags(vectors).view(-1, 3), target)
        if e.told is not None:
            kind, told = e.told
            most = self.reader.told(vectors)[:, kind].max()
            self._ask("told", most.view(1), torch.tensor([float(told)]))
        mentions = [(a, p, k) for a, s, k in e.mentions if (p := pieces_of(s, e.offsets))]
        who = [(actor, at) for actor, at, _ in mentions]
        whose = means_of(vectors, [at for _, at in who]) if who else None
        if whose is not None and "events" in e.known:
            kinds = torch.tensor([kind for *_, kind in mentions])
            self._ask("kind", self.reader.kind(whose), kinds)
        self._events(e, vectors, who, whose)
        self._said(e, vectors, who, whose)

    def _events(
        self, e: Example, vectors: Tensor, who: Sequence[tuple[str, Span]], whose: Tensor | None
    ) -> None:
        found = [(event, at) for event in e.events if (at := pieces_of(event.at, e.offsets))]
        if not found:
            return
        own = means_of(vectors, [at for _, at in found])
        costs = type_costs(self.reader.types(own), [event for event, _ in found])
        self.sums.setdefault("types", []).append(costs)
        if "events" in e.known:
            status = torch.tensor([event.status for event, _ in found])
            negative = torch.tensor([int(event.negative) for event, _ in found])
            self._ask("status", self.reader.status(own), status)
            self._ask("negative", self.reader.negative(own), negative)
        rows = [(at, event.roles) for event, at in found]
        self._pairs("roles", rows, own, Present(e.lines, who, whose))

    def _said(
        self, e: Example, vectors: Tensor, who: Sequence[tuple[str, Span]], whose: Tensor | None
    ) -> None:
        spots = [(said, pieces_of(said.cue or said.content, e.offsets)) for said in e.said]
        found = [(said, at) for said, at in spots if at]
        if not found:
            return
        own = means_of(vectors, [at for _, at in found])
        self._ask("act", self.reader.act(own), torch.tensor([said.act for said, _ in found]))
        rows = [(at, said.voices) for said, at in found]
        self._pairs("voices", rows, own, Present(e.lines, who, whose))

    def _pairs(
        self, name: str, rows: Sequence[tuple[Span, Mapping[str, int]]], own: Tensor, there: Present
    ) -> None:
        if there.vectors is None:
            return
        who, head = there.who, getattr(self.reader, name)
        far = torch.from_numpy(distances([at for at, _ in rows], [where for _, where in who]))
        left = own.repeat_interleave(len(who), 0)
        logits = head(left, there.vectors.repeat(len(rows), 1), far.view(-1))
        target = torch.tensor([wanted(at, labels, who, there.lines) for at, labels in rows])
        self._ask(name, logits, target.view(-1))

    def parts(self) -> dict[str, Tensor]:
        """Every part's cost."""
        found = {name: torch.cat(some).mean() for name, some in self.sums.items()}
        for name, some in self.asked.items():
            logits, target = torch.cat([a for a, _ in some]), torch.cat([b for _, b in some])
            if name == "told":
                found[name] = 0.3 * fn.binary_cross_entropy_with_logits(logits, target)
            elif (target >= 0).any():
                found[name] = _SHARE.get(name, 1.0) * fn.cross_entropy(
                    logits, target, _weights(name, logits.shape[1]), ignore_index=_UNKNOWN
                )
        return found


_SHARE = {"kind": 0.3, "status": 0.5, "negative": 0.5, "act": 0.5}


def _weights(name: str, classes: int) -> Tensor | None:
    if name == "tags":
        return TAG_WEIGHT
    if name in ("roles", "voices"):
        return torch.tensor([1.0] + [_TAKES] * (classes - 1))
    return None
