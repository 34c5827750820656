"""The learned reader: one small encoder that reads every window once and proposes.

It runs offline on the weights beside it, on one thread, and gives the same for the same text on
one machine. Method: multilingual-e5-small, pruned to Arabic, fine-tuned (training/README.md).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from khabar.learned.carried import carried, one_thread, pieces, session
from khabar.learned.heads import Floats, Heads, Stretch, distances, sigmoid, softmax
from khabar.learned.proposals import (
    WHO,
    Happening,
    Proposals,
    Share,
    Speaking,
    Tagged,
    Taking,
    Voice,
)
from khabar.learned.spots import Candidate, Flags, Seen, runs, signs_of, spots_of, surest
from khabar.learned.trees import Trees
from khabar.learned.windows import BETWEEN, Window, windows
from khabar.schema.events import EventType, Status
from khabar.schema.names import ActorKind
from khabar.schema.spans import Span
from khabar.schema.statements import Act

NAME = "reader"
OURS = ("person", "body", "place", "group", "nationality", "office", "time", "cue", "content")
CONLL = ("conll person", "conll body", "conll place")  # names as ANERcorp understands them
TAGS = (*OURS, "event", *CONLL)
BESIDE = ("person", "body", "place", "group", "office", "time", "cue", "content")
EVENTS = "events.onnx"
"""The trees that judge where an event is told (khabar.learned.spots)."""
_BOS, _EOS = 0, 2
_LIKELY = 0.5
_NAMED = 0.5  # of a whole word
_PART = 0.1

_ASKED = (EventType.ASSAULT, EventType.PROTEST)
_EVENT_TYPES = tuple(EventType)
_KINDS, _STATUSES, _ACTS = tuple(ActorKind), tuple(Status), tuple(Act)


def installed() -> Reader | None:
    """The reader of the weights that the package carries; None where it carries none."""
    return carried(NAME, lambda found: Reader(found, pieces()))


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in one window, before its numbers are those of the document."""

    at: Stretch
    tag: str
    sure: float


class Reader:
    """Proposes what a text tells."""

    def __init__(self, weights: Path, tokenizer: Tokenizer) -> None:
        """weights: a folder with reader.onnx, heads.npz and events.onnx."""
        self.weights = weights
        self._session = session(weights / "reader.onnx")
        self._tokenizer = tokenizer
        with np.load(weights / "heads.npz") as heads:
            self._heads = Heads({name: heads[name].astype(np.float32) for name in heads.files})

    def propose(self, text: str, stretches: Sequence[Span]) -> Proposals:
        """What the stretches of a text may tell, in the order of the text."""
        tagged: list[Tagged] = []
        happenings: list[Happening] = []
        speaking: list[Speaking] = []
        read: list[_Window] = []
        with one_thread():
            for window in windows(text, self._tokenizer, stretches):
                found = self._read(window, len(tagged))
                read.append(found)
                tagged += found.tagged
                happenings += found.happenings(self._judge)
                speaking += found.speaking()
        takers = _Takers(tuple(read))
        return Proposals(
            tagged=tuple(tagged), happenings=tuple(happenings), speaking=tuple(speaking),
            asked=takers.shares, voiced=takers.voices,
        )  # fmt: skip

    def names(self, text: str) -> tuple[Tagged, ...]:
        """The names of persons, bodies and places as ANERcorp understands them, to be scored by it;
        readings are made of our own."""
        found: list[Tagged] = []
        with one_thread():
            for window in windows(text, self._tokenizer):
                vectors = self._vectors(window)
                told = self._heads.around("names", vectors).reshape(-1, len(CONLL), 3)
                found += _whole(window, softmax(told))
        return tuple(found)

    def tells(self, text: str) -> dict[EventType, float]:
        """How surely a sentence tells of an event, of the types that arabic_event_gsr asks for."""
        most = np.zeros(len(_ASKED), np.float32)
        with one_thread():
            for window in windows(text, self._tokenizer):
                told = sigmoid(self._heads.linear("told", self._vectors(window)))
                most = np.maximum(most, told.max(0))
        return dict(zip(_ASKED, map(float, most), strict=True))

    def candidates(
        self, text: str, stretches: Sequence[Span]
    ) -> Iterator[tuple[Span, EventType, Floats]]:
        """All words that may tell of an event, as what, and the signs by which they are judged:
        what training/reader/learn_events.py learns from."""
        with one_thread():
            for window in windows(text, self._tokenizer, stretches):
                for one, signs in zip(*self._read(window, 0).candidates(), strict=True):
                    yield Span(**_ends(window, one.at)), _EVENT_TYPES[one.type], signs

    @cached_property
    def _judge(self) -> Trees:
        return Trees(session(self.weights / EVENTS))

    def _read(self, window: Window, known: int) -> _Window:
        return _Window(window, self._vectors(window), self._heads, known)

    def _vectors(self, window: Window) -> Floats:
        """The pieces' vectors; a window is read alone, since most fill the length there is."""
        tokens = np.array([[_BOS, *window.pieces, _EOS]], np.int64)
        mask = np.ones(tokens.shape, np.float32)
        (vectors,) = self._session.run(None, {"tokens": tokens, "mask": mask})
        found: Floats = vectors[0, 1:-1]
        return found


class _Window:
    """Decodes one window."""

    def __init__(self, window: Window, vectors: Floats, heads: Heads, known: int) -> None:
        self.window = window
        self.vectors = vectors
        self.heads = heads
        self.known = known
        self.opens = _opens(window)
        self.words = np.array([line != BETWEEN for line in window.lines])
        shares = softmax(heads.linear("tags", vectors).reshape(-1, len(TAGS), 3))
        self.shares = dict(zip(TAGS, shares.transpose(1, 0, 2), strict=True))
        self.found = sorted(self._tags(), key=lambda f: (f.at, f.tag))
        self.tagged = list(self._tagged())
        self.who = [n for n, f in enumerate(self.found) if f.tag in WHO]
        self.whose = self._means([self.found[n].at for n in self.who])

    def _means(self, spots: Sequence[Stretch]) -> Floats:
        """The vectors of stretches: the means of their pieces'."""
        rows = [self.vectors[a:b].mean(0) for a, b in spots]
        return np.stack(rows) if rows else np.zeros((0, self.vectors.shape[1]), np.float32)

    def _inside(self, tag: str) -> tuple[Floats, Flags]:
        """How surely each piece bears the tag, and whether one that does rather begins there."""
        shares = self.shares[tag]
        return shares[:, 1] + shares[:, 2], shares[:, 1] > shares[:, 2]

    def _tags(self) -> Iterator[_Found]:
        for tag in OURS:
            inside, begins = self._inside(tag)
            for at in runs((inside > _LIKELY) & self.words, begins & self.opens):
                yield _Found(at, tag, float(inside[at[0] : at[1]].mean()))

    def _tagged(self) -> Iterator[Tagged]:
        kinds = self.heads.linear("kind", self._means([f.at for f in self.found])).argmax(-1)
        for found, kind in zip(self.found, kinds, strict=True):
            at = _ends(self.window, found.at)
            yield Tagged(tag=found.tag, kind=_KINDS[kind], sure=found.sure, **at)

    def _others(
        self, name: str, spots: Sequence[Stretch], own: Floats
    ) -> list[list[tuple[int, Floats]]]:
        """For every stretch everyone of the window with what holds between the two."""
        if not self.who or not spots:
            return [[] for _ in spots]
        far = distances(spots, [self.found[n].at for n in self.who])
        shares = self.heads.pairs(name, own, self.whose, far)
        return [
            [
                (self.known + n, share)
                for n, share in zip(self.who, row, strict=True)
                if share[0] < 1 - _PART
            ]
            for row in shares
        ]

    def happenings(self, judge: Trees) -> Iterator[Happening]:
        """The events of the window."""
        found = list(self._happened(judge))
        spots = [at for _, at, _ in found]
        own = self._means(spots)
        status = self.heads.linear("status", own).argmax(-1)
        negative = softmax(self.heads.linear("negative", own))[:, 1]
        others = self._others("roles", spots, own)
        for n, (type_, at, sure) in enumerate(found):
            taking = [Taking(who=w, actor=float(s[1]), recipient=float(s[2])) for w, s in others[n]]
            yield Happening(
                type=type_,
                status=_STATUSES[status[n]],
                negative=float(negative[n]),
                taking=tuple(taking),
                sure=sure,
                **_ends(self.window, at),
            )

    def seen(self) -> Seen:
        """What the tagger sees of events, piece by piece."""
        event = self.shares["event"]
        others = [self.shares[tag][:, 1] + self.shares[tag][:, 2] for tag in BESIDE]
        return Seen(
            inside=event[:, 1] + event[:, 2], begins=event[:, 1], others=np.stack(others, axis=1),
            opens=self.opens, words=self.words, lines=self.window.lines,
        )  # fmt: skip

    def candidates(self) -> tuple[list[Candidate], Floats]:
        """Where something may have happened, and as what, with the signs by which it is judged."""
        seen = self.seen()
        spots = spots_of(seen)
        if not spots:
            return [], np.zeros((0, 0), np.float32)
        types = softmax(self.heads.layered("types", self._means(spots)))
        return signs_of(seen, spots, types)

    def _happened(self, judge: Trees) -> Iterator[tuple[EventType, Stretch, float]]:
        """Where something happened, and of what type."""
        found, signs = self.candidates()
        if found:
            sure = judge.shares(signs)
            for n in surest(found, sure):
                yield _EVENT_TYPES[found[n].type], found[n].at, float(sure[n])

    def holds(self, span: Span) -> bool:
        """Whether all pieces of a stretch of the text are in the window, and there are any."""
        inside = self.window.start <= span.start and span.end <= self.window.end
        first, end = self._pieces(span)
        return inside and first < end

    def _pieces(self, span: Span) -> Stretch:
        offsets = self.window.offsets
        first = bisect_right(offsets, span.start, key=lambda at: at[1])
        return first, bisect_left(offsets, span.end, key=lambda at: at[0])

    def told(self, head: str, one: Span, names: Sequence[Span]) -> Floats:
        """What a head says of each of some names of the window beside other words of it: names,
        classes."""
        own, spots = self._pieces(one), [self._pieces(name) for name in names]
        far = distances([own], spots)
        found: Floats = self.heads.pairs(head, self._means([own]), self._means(spots), far)[0]
        return found

    def speaking(self) -> Iterator[Speaking]:
        """The cues of the window, and who may stand behind them."""
        cues = [f for f in self.found if f.tag == "cue"]
        spots = [f.at for f in cues]
        own = self._means(spots)
        acts = self.heads.linear("act", own).argmax(-1)
        others = self._others("voices", spots, own)
        for n, cue in enumerate(cues):
            voices = [Voice(who=w, source=float(s[1]), reporter=float(s[2])) for w, s in others[n]]
            at = _ends(self.window, cue.at)
            yield Speaking(act=_ACTS[acts[n]], voices=tuple(voices), sure=cue.sure, **at)


@dataclass(frozen=True, slots=True)
class _Takers:
    """Tells who takes part in what and who says what, in words that were read."""

    windows: Sequence[_Window]

    def shares(self, event: Span, names: Sequence[Span]) -> list[Share | None]:
        """What part each name has in an event, as far as both stand in one window."""
        told = self._told("roles", event, names)
        return [None if s is None else (float(s[1]), float(s[2]), float(s[3])) for s in told]

    def voices(self, cue: Span, names: Sequence[Span]) -> list[tuple[float, float] | None]:
        """How surely each name says what a cue opens, or reports who does, likewise."""
        told = self._told("voices", cue, names)
        return [None if s is None else (float(s[1]), float(s[2])) for s in told]

    def _told(self, head: str, one: Span, names: Sequence[Span]) -> list[Floats | None]:
        found: list[Floats | None] = [None] * len(names)
        home = next((w for w in self.windows if w.holds(one)), None)
        inside = [n for n, name in enumerate(names) if home and home.holds(name)]
        if home is not None and inside:
            with one_thread():
                told = home.told(head, one, [names[n] for n in inside])
            for n, shares in zip(inside, told, strict=True):
                found[n] = shares
        return found


def _whole(window: Window, shares: Floats) -> Iterator[Tagged]:
    """Names of whole words, each word in one at most: that of its likeliest tag; shares: pieces,
    tags of CONLL, outside or begin or inside."""
    words = list(words_of(window))
    told = np.stack([_pooled(window, word, shares) for word in words])
    for first, last, tag, sure in _of_words(told):
        at = _ends(window, (words[first][0], words[last][1]))
        name = CONLL[tag].removeprefix("conll ")
        yield Tagged(tag=name, kind=ActorKind.PERSON, sure=sure, **at)


def _ends(window: Window, at: Stretch) -> dict[str, int]:
    start, end = window.offsets[at[0]][0], window.offsets[at[1] - 1][1]
    return {"start": start, "end": max(end, start + 1)}


def words_of(window: Window) -> Iterator[Stretch]:
    """The pieces of each word, as blanks and paragraphs part them."""
    opens = _opens(window)
    lines = np.array(window.lines)
    opens[1:] |= lines[1:] != lines[:-1]
    starts = [0, *(n for n in np.flatnonzero(opens).tolist() if n)]
    yield from pairwise([*starts, len(opens)])


def _pooled(window: Window, word: Stretch, shares: Floats) -> Floats:
    """How surely a word bears each tag, the mean of its pieces', a long one counting for more; and
    how surely one begins in it: to both, tags."""
    sizes = [max(end - start, 0) for start, end in window.offsets[slice(*word)]]
    weights = np.array(sizes, np.float32) if any(sizes) else np.ones(len(sizes), np.float32)
    own = shares[slice(*word)]
    inside = np.average(own[..., 1] + own[..., 2], axis=0, weights=weights)
    found: Floats = np.stack([inside, own[..., 1].max(axis=0)])
    return found


def _of_words(told: Floats) -> Iterator[tuple[int, int, int, float]]:
    """Runs of words in a name: first, last, the number of their tag, how sure; told: to words, what
    `_pooled` says of each."""
    inside, begins = told[:, 0], told[:, 1]
    best = inside.argmax(-1)
    start = None
    for n, tag in enumerate(best.tolist()):
        within = inside[n, tag] > _NAMED
        goes_on = start is not None and within and tag == best[start] and begins[n, tag] < _LIKELY
        if start is not None and not goes_on:
            yield start, n - 1, int(best[start]), float(inside[start:n, best[start]].mean())
            start = None
        if within and start is None:
            start = n
    if start is not None:
        yield start, len(best) - 1, int(best[start]), float(inside[start:, best[start]].mean())


def _opens(window: Window) -> Flags:
    """Which pieces begin a word: those that do not follow the one before at once."""
    before = [window.offsets[0][0] - 1, *(end for _, end in window.offsets[:-1])]
    spaced = [
        a > b or blank
        for (a, _), b, blank in zip(window.offsets, before, window.blanks, strict=True)
    ]
    return np.array(spaced)
