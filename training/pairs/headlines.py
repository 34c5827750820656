"""Pairs of headlines with what holds between them, as numbers, split and in batches.

Two public sets. ANS says whether a headline agrees with another, disagrees, or tells of something
else; its own development part is held out. ArEntail says whether one follows from another; a fifth
of its premises, chosen by their text alone, is held out with all their pairs.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

STANCES = ("agree", "disagree", "other")
ENTAILS = ("not entail", "entails")
STANCE, ENTAILMENT = 0, 1
BOS, PAD, EOS = 0, 1, 2
LONGEST = 120  # pieces of one text
_STEP = 8  # batches are as long as a multiple of it: new shapes are slow
SEED = 5
_FIFTH = 5
_WORD = re.compile(r"\w{4,}")
_NAMED = 25  # headlines that a word may stand in to say what two have in common


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts as pieces, which of the two questions is asked of them, and the answer."""

    one: tuple[int, ...]
    other: tuple[int, ...]
    task: int
    answer: int

    def __len__(self) -> int:
        return len(self.one) + len(self.other) + 4

    def turned(self) -> Pair:
        """The same the other way round."""
        return Pair(self.other, self.one, self.task, self.answer)


@dataclass(frozen=True, slots=True)
class Parts:
    """What is learned from, and what is held out."""

    learn: tuple[Pair, ...]
    held: tuple[Pair, ...]


def stances(data: Path, tokenizer: Tokenizer) -> Parts:
    """The pairs of ANS, by its own split."""
    rows = _rows(data / "pairs" / "ans_stance.jsonl")
    parts: dict[str, list[Pair]] = {"train": [], "dev": []}
    for row in rows:
        pieces = (pieces_of(row[key], tokenizer) for key in ("s1", "s2"))
        parts[row["orig_split"]].append(Pair(*pieces, STANCE, STANCES.index(row["stance"])))
    return Parts(tuple(parts["train"]), tuple(parts["dev"]))


def unrelated(data: Path, tokenizer: Tokenizer, count: int) -> tuple[Pair, ...]:
    """Made pairs of the training part that tell of something else: two headlines with a word in
    common that few have, and that no pair of the set brings together.

    The set has 63 of this kind, and they look like this.
    """
    rows = [r for r in _rows(data / "pairs" / "ans_stance.jsonl") if r["orig_split"] == "train"]
    together = defaultdict(set)
    for row in rows:
        together[row["s1"]] |= {row["s2"]}
    holders = defaultdict(list)
    for text in sorted({row["s1"] for row in rows}):
        for word in set(_WORD.findall(text)):
            holders[word].append(text)
    shared = sorted(w for w, texts in holders.items() if 1 < len(texts) <= _NAMED)
    chance = random.Random(SEED)
    found = []
    while len(found) < count:
        one, other = chance.sample(holders[chance.choice(shared)], 2)
        known = _words_of(together[one]) | _words_of({one})
        if len(known & _words_of({other})) <= 1:
            pieces = (pieces_of(text, tokenizer) for text in (one, other))
            found.append(Pair(*pieces, STANCE, STANCES.index("other")))
    return tuple(found)


def _words_of(texts: set[str]) -> set[str]:
    return {word.removeprefix("ال") for text in texts for word in _WORD.findall(text)}


def entailments(data: Path, tokenizer: Tokenizer) -> Parts:
    """The pairs of ArEntail; those of every fifth premise are held out."""
    parts: tuple[list[Pair], list[Pair]] = ([], [])
    for row in _rows(data / "pairs" / "arentail.jsonl"):
        pieces = (pieces_of(row[key], tokenizer) for key in ("premise", "hypothesis"))
        pair = Pair(*pieces, ENTAILMENT, ENTAILS.index(row["label"]))
        parts[is_held(row["premise"])].append(pair)
    return Parts(tuple(parts[False]), tuple(parts[True]))


def taught(data: Path) -> Iterator[tuple[str, str]]:
    """The texts of every pair of the sets that is learned from."""
    for row in _rows(data / "pairs" / "ans_stance.jsonl"):
        if row["orig_split"] == "train":
            yield row["s1"], row["s2"]
    for row in _rows(data / "pairs" / "arentail.jsonl"):
        if not is_held(row["premise"]):
            yield row["premise"], row["hypothesis"]


def is_held(premise: str) -> bool:
    """Whether the pairs of a premise are held out: by its text alone."""
    return int(sha256(premise.encode()).hexdigest(), 16) % _FIFTH == 0


def pieces_of(text: str, tokenizer: Tokenizer) -> tuple[int, ...]:
    """A text as pieces, cut where it is too long."""
    return tuple(tokenizer.encode(text, add_special_tokens=False).ids[:LONGEST])


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf8").splitlines()]


class Batch:
    """Pairs side by side: pieces, and for each what it is a part of (see marks_of)."""

    def __init__(self, pairs: list[Pair]) -> None:
        longest = -(-max(map(len, pairs)) // _STEP) * _STEP
        self.tokens = torch.full((len(pairs), longest), PAD)
        self.marks = torch.zeros(len(pairs), longest, dtype=torch.long)
        for n, pair in enumerate(pairs):
            row = [BOS, *pair.one, EOS, EOS, *pair.other, EOS]
            self.tokens[n, : len(row)] = torch.tensor(row)
            self.marks[n, : len(row)] = torch.tensor(marks_of(pair))
        self.task = pairs[0].task
        self.answers = torch.tensor([pair.answer for pair in pairs])


def marks_of(pair: Pair) -> list[int]:
    """For every piece 0 where it parts texts, 1 in the first text and 3 in the second, and one
    more where the other text holds the same piece."""
    one, other = set(pair.one), set(pair.other)
    first = [1 + (piece in other) for piece in pair.one]
    return [0, *first, 0, 0, *(3 + (piece in one) for piece in pair.other), 0]


def batches(pairs: list[Pair], size: int, chance: random.Random) -> Iterator[Batch]:
    """All pairs, those of one task and of like length together, in a random order."""
    keyed = sorted(pairs, key=lambda p: (p.task, len(p) + chance.random() * 6))
    made: list[list[Pair]] = [[]]
    for one in keyed:
        if made[-1] and (len(made[-1]) == size or made[-1][-1].task != one.task):
            made.append([])
        made[-1].append(one)
    chance.shuffle(made)
    yield from map(Batch, made)
