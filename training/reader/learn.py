"""Learn the reader from labelled articles and public sets.

Usage: python training/reader/learn.py DATA_DIR GOLD_DIR BASE_DIR OUT.pt [FOLD]

BASE_DIR is what adapt.py wrote. With FOLD, 0 to 4, the stories of that fifth are left out, and so
is always the frozen part of the labels. What is learned is written after every epoch; a run that
finds OUT.pt of an earlier epoch goes on from there.
"""

from __future__ import annotations

import csv
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import e5file
import torch
from encoder import Encoder
from examples import (
    TAGS,
    TYPES,
    Example,
    Span,
    of_annotation,
    of_public,
    pieces_of,
)
from model import Reader, distance, mean_of
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as fn
from vocabulary import tokenizer_of

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from public_sets import anercorp, wojood
from standoff import annotation
from texts import HOME, actors_of, joined, labels_of

FOLDS = 5
EPOCHS = 6
NAMES_EPOCHS = 2  # epochs in which the public sets are read too
BATCH = 16
SEED = 11
RATE, HEAD_RATE = 1.5e-4, 1e-3
_TAG = {t: n for n, t in enumerate(TAGS)}
_OUTSIDE, _BEGIN, _INSIDE = 0, 1, 2
_NAMES = frozenset(("person", "body", "place"))


def tokenizer_at(base: Path) -> Tokenizer:
    """The tokenizer of the pieces that adapt.py kept."""
    e5 = e5file.load(e5file.installed())
    return tokenizer_of([e5.pieces[n] for n in json.loads((base / "kept.json").read_text())])


def fold_of(story: str) -> int:
    """In which fifth a story is: by its name alone."""
    return int(sha256(story.encode()).hexdigest(), 16) % FOLDS


def articles(data: Path, gold: Path) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Story, annotation and text of every article that may be learned from."""
    told: dict[str, str] = {}
    for path in sorted((gold / "gold").glob("cross_*.json")):
        body = path.read_text("utf8")
        told |= {p.stem: path.stem for p in (gold / "gold").glob("*.json") if f'"{p.stem}:' in body}
    for path in sorted((gold / "gold").glob("*.json")):
        if not path.stem.startswith(("actors", "cross")):
            text = (gold / "text" / f"{path.stem}.txt").read_text("utf8")
            yield told.get(path.stem, path.stem), json.loads(path.read_text("utf8")), text
    with (HOME / "splits.tsv").open(encoding="utf8", newline="") as rows:
        split = {row["id"]: row for row in csv.DictReader(rows, delimiter="\t")}
    names = actors_of()
    for one in joined(data, labels_of(HOME / "labels.jsonl"))[0]:
        row = split[one.id]
        if row["part"] != "frozen":
            story = told.get(row["story"], row["story"])
            yield story, annotation(one.label, one.text, names), one.text


class Batch:
    """Examples side by side."""

    def __init__(self, examples: list[Example]) -> None:
        self.examples = examples
        longest = max(len(e.pieces) for e in examples) + 2
        self.tokens = torch.ones(len(examples), longest, dtype=torch.long)
        self.mask = torch.zeros(len(examples), longest)
        for n, e in enumerate(examples):
            row = [0, *e.pieces, 2]
            self.tokens[n, : len(row)] = torch.tensor(row)
            self.mask[n, : len(row)] = 1


def tag_targets(e: Example) -> Tensor:
    """pieces, tags: outside, begin or inside; -100 where the set does not label the tag."""
    target = torch.zeros(len(e.pieces), len(TAGS), dtype=torch.long)
    for tag, n in _TAG.items():
        if tag not in e.known:
            target[:, n] = -100
    for tag, span in e.spans:
        at = pieces_of(span, e.offsets)
        if at is not None:
            target[at[0] : at[1], _TAG[tag]] = _INSIDE
    for tag, span in e.spans:
        at = pieces_of(span, e.offsets)
        if at is not None:
            target[at[0], _TAG[tag]] = _BEGIN
    return target


def type_targets(e: Example) -> Tensor:
    """pieces, types, 2: whether an event's words are there, and whether they begin there."""
    target = torch.zeros(len(e.pieces), len(TYPES), 2)
    for event in e.events:
        at = pieces_of(event.at, e.offsets)
        if at is not None:
            target[at[0] : at[1], event.type, 0] = 1
            target[at[0], event.type, 1] = 1
    return target


class Losses:
    """What a batch costs, part by part."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.parts: dict[str, list[Tensor]] = {}

    def add(self, name: str, loss: Tensor) -> None:
        self.parts.setdefault(name, []).append(loss)

    def of(self, e: Example, vectors: Tensor) -> None:
        """Add up what one example costs; vectors are those of its pieces."""
        tags = self.reader.tags(vectors).view(-1, 3)
        target = tag_targets(e).view(-1)
        if (target >= 0).any():
            weight = torch.tensor([1.0, 2.0, 1.5])
            self.add("tags", fn.cross_entropy(tags, target, weight, ignore_index=-100))
        if "events" in e.known:
            types = self.reader.types(vectors).view(-1, len(TYPES), 2)
            weight = torch.tensor(4.0)
            loss = fn.binary_cross_entropy_with_logits(
                types, type_targets(e), pos_weight=weight, reduction="mean"
            )
            self.add("types", 12 * loss)
            self._events(e, vectors)
            self._said(e, vectors)

    def _mentions(self, e: Example, vectors: Tensor) -> list[tuple[str, Span, Tensor]]:
        found = []
        for actor, span, kind in e.mentions:
            at = pieces_of(span, e.offsets)
            if at is not None:
                vector = mean_of(vectors, at)
                found.append((actor, at, vector))
                self.add(
                    "kind", 0.3 * fn.cross_entropy(self.reader.kind(vector), torch.tensor(kind))
                )
        return found

    def _events(self, e: Example, vectors: Tensor) -> None:
        mentions = self._mentions(e, vectors)
        for event in e.events:
            at = pieces_of(event.at, e.offsets)
            if at is None:
                continue
            vector = mean_of(vectors, at)
            status, negative = torch.tensor(event.status), torch.tensor(int(event.negative))
            self.add("status", 0.5 * fn.cross_entropy(self.reader.status(vector), status))
            self.add("negative", 0.5 * fn.cross_entropy(self.reader.negative(vector), negative))
            if mentions:
                wanted = [event.roles.get(actor, 0) for actor, _, _ in mentions]
                self.add("roles", self._pairs(self.reader.roles, at, vector, mentions, wanted))

    def _said(self, e: Example, vectors: Tensor) -> None:
        mentions = self._mentions(e, vectors) if e.said else []
        for said in e.said:
            at = pieces_of(said.cue or said.content, e.offsets)
            if at is None:
                continue
            vector = mean_of(vectors, at)
            act = torch.tensor(said.act)
            self.add("act", 0.5 * fn.cross_entropy(self.reader.act(vector), act))
            if mentions:
                wanted = [said.voices.get(actor, 0) for actor, _, _ in mentions]
                self.add("voices", self._pairs(self.reader.voices, at, vector, mentions, wanted))

    def _pairs(
        self, head: Any, at: Span, vector: Tensor, mentions: list[Any], wanted: list[int]
    ) -> Tensor:
        others = torch.stack([v for _, _, v in mentions])
        far = torch.tensor([distance(at, where) for _, where, _ in mentions])
        logits = head(vector.expand_as(others), others, far)
        weight = torch.tensor([1.0] + [2.0] * (logits.shape[1] - 1))
        return fn.cross_entropy(logits, torch.tensor(wanted), weight)

    def total(self) -> Tensor:
        """The mean of every part, added up."""
        return torch.stack([torch.stack(p).mean() for p in self.parts.values()]).sum()


def batches(examples: list[Example], epoch: int) -> Iterator[Batch]:
    """All examples, windows of one length together, in an order that only the epoch gives."""
    chance = random.Random(SEED + epoch)
    keyed = sorted(examples, key=lambda e: len(e.pieces) + chance.random() * 8)
    made = [keyed[n : n + BATCH] for n in range(0, len(keyed), BATCH)]
    chance.shuffle(made)
    yield from map(Batch, made)


def learned(
    reader: Reader,
    examples: list[Example],
    names: list[Example],
    out: Path,
    epochs: int = EPOCHS,
) -> None:
    """Learn, names of public sets in the first epochs too; write what is learned after each."""
    rows = reader.encoder.word.num_embeddings
    encoder = list(reader.encoder.parameters())
    ids = {id(p) for p in encoder}
    heads = [p for p in reader.parameters() if id(p) not in ids]
    groups = [{"params": encoder, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    learner = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, weight_decay=0.01)
    told = [examples + names * (epoch < NAMES_EPOCHS) for epoch in range(epochs)]
    steps = sum((len(some) + BATCH - 1) // BATCH for some in told)
    plan = torch.optim.lr_scheduler.LambdaLR(
        learner, lambda s: min((s + 1) / (0.1 * steps), max(0.0, (steps - s) / (0.9 * steps)))
    )
    start = 0
    if out.exists():
        state = torch.load(out)
        reader.load_state_dict(state["reader"])
        learner.load_state_dict(state["learner"])
        plan.load_state_dict(state["plan"])
        start = state["epoch"]
    for epoch in range(start, epochs):
        began, sums, count = time.monotonic(), defaultdict[str, float](float), 0
        reader.train()
        for batch in batches(told[epoch], epoch):
            with torch.autocast("cpu", torch.bfloat16):
                vectors = reader.encoder(batch.tokens, batch.mask)
            losses = Losses(reader)
            for n, e in enumerate(batch.examples):
                losses.of(e, vectors[n, 1 : len(e.pieces) + 1].float())
            learner.zero_grad()
            losses.total().backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            learner.step()
            plan.step()
            count += 1
            for name, parts in losses.parts.items():
                sums[name] += float(torch.stack(parts).mean().detach())
        costs = " ".join(f"{k} {v / count:.3f}" for k, v in sums.items())
        print(f"epoch {epoch + 1}: {costs}; {time.monotonic() - began:.0f} s", flush=True)
        state = {
            "reader": reader.state_dict(),
            "learner": learner.state_dict(),
            "plan": plan.state_dict(),
        }
        torch.save(state | {"epoch": epoch + 1, "rows": rows}, out)


def public(data: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """The examples of the public sets: names, and of Wojood also offices and nationalities."""
    for one in anercorp(data / "ner" / "anercorp_train.conll"):
        yield from of_public(one, tokenizer, _NAMES)
    for one in wojood(data / "ner" / "wojood_train.txt"):
        yield from of_public(one, tokenizer, frozenset(("person", "office", "nationality")))


def main(data: Path, gold: Path, base: Path, out: Path, fold: str = "") -> None:
    """Learn from everything, or from all but a fifth."""
    torch.manual_seed(SEED)
    tokenizer = tokenizer_at(base)
    state = torch.load(base / ("encoder.pt" if (base / "encoder.pt").exists() else "start.pt"))
    encoder = Encoder(state["word.weight"].shape[0])
    encoder.load_state_dict(state)
    examples: list[Example] = []
    for story, annotated, text in articles(data, gold):
        if not fold or fold_of(story) != int(fold):
            examples += of_annotation(annotated, text, tokenizer)
    print(len(examples), "windows of articles", flush=True)
    learned(Reader(encoder), examples, list(public(data, tokenizer)), out)


if __name__ == "__main__":
    arguments: Iterable[str] = sys.argv[1:]
    one, two, three, four, *rest = arguments
    main(Path(one), Path(two), Path(three), Path(four), *rest)
