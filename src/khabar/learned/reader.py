"""The learned reader: one small encoder that reads every window once and proposes.

It runs offline on the weights beside it, on one thread, and gives the same for the same text on
one machine. Method: multilingual-e5-small, pruned to Arabic, fine-tuned (training/README.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from khabar.learned.heads import Floats, Heads, Stretch, distance, sigmoid, softmax
from khabar.learned.proposals import Happening, Proposals, Speaking, Tagged, Taking, Voice
from khabar.learned.windows import Window, windows
from khabar.schema.events import EventType, Status
from khabar.schema.names import ActorKind
from khabar.schema.spans import Span
from khabar.schema.statements import Act

WEIGHTS = Path(__file__).parent / "weights"
TAGS = ("person", "body", "place", "group", "nationality", "office", "time", "cue", "content")
WHO = frozenset(("person", "body", "place", "group"))  # tags of those who may take part
_BATCH = 12
_BOS, _PAD, _EOS = 0, 1, 2
_LIKELY = 0.5
_WORTH = 0.25  # an event less sure than this is not even proposed
_PART = 0.1
_GAP = 2  # pieces between two runs of one event

Flags = NDArray[np.bool_]


def installed() -> Reader | None:
    """The reader of the weights that the package carries; None where it carries none."""
    return Reader(WEIGHTS) if (WEIGHTS / "reader.onnx").exists() else None


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in one window, before its numbers are those of the document."""

    at: Stretch
    tag: str
    sure: float


class Reader:
    """Proposes what a text tells."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        model = str(folder / "reader.onnx")
        self._session = ort.InferenceSession(model, options, ["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / "pieces.json"))
        with np.load(folder / "heads.npz") as weights:
            self._heads = Heads({name: weights[name].astype(np.float32) for name in weights.files})

    def propose(self, text: str, stretches: Sequence[Span]) -> Proposals:
        """What the stretches of a text may tell, in the order of the text."""
        cut = [w for s in stretches for w in windows(text, self._tokenizer, s.start, s.end)]
        vectors = self._vectors(cut)
        tagged: list[Tagged] = []
        happenings: list[Happening] = []
        speaking: list[Speaking] = []
        for window, of in zip(cut, vectors, strict=True):
            found = _Window(window, of, self._heads, len(tagged))
            tagged += found.tagged
            happenings += found.happenings()
            speaking += found.speaking()
        return Proposals(
            tagged=tuple(tagged), happenings=tuple(happenings), speaking=tuple(speaking)
        )

    def _vectors(self, cut: Sequence[Window]) -> list[Floats]:
        """For every window its pieces' vectors; windows of one length are read side by side."""
        order = sorted(range(len(cut)), key=lambda n: len(cut[n].pieces))
        found: dict[int, Floats] = {}
        for first in range(0, len(order), _BATCH):
            some = order[first : first + _BATCH]
            longest = len(cut[some[-1]].pieces) + 2
            tokens = np.full((len(some), longest), _PAD, np.int64)
            for row, n in enumerate(some):
                tokens[row, : len(cut[n].pieces) + 2] = (_BOS, *cut[n].pieces, _EOS)
            mask = (tokens != _PAD).astype(np.float32)
            (vectors,) = self._session.run(None, {"tokens": tokens, "mask": mask})
            for row, n in enumerate(some):
                found[n] = vectors[row, 1 : len(cut[n].pieces) + 1]
        return [found[n] for n in range(len(cut))]


class _Window:
    """Decodes one window."""

    def __init__(self, window: Window, vectors: Floats, heads: Heads, known: int) -> None:
        self.window = window
        self.vectors = vectors
        self.heads = heads
        self.known = known
        self.opens = _opens(window)
        self.found = sorted(self._tags(), key=lambda f: (f.at, f.tag))
        self.tagged = [self._tagged(f) for f in self.found]
        self.who = [n for n, f in enumerate(self.found) if f.tag in WHO]
        self.whose = (
            np.stack([self._mean(self.found[n].at) for n in self.who]) if self.who else None
        )

    def _mean(self, at: Stretch) -> Floats:
        mean: Floats = self.vectors[at[0] : at[1]].mean(0)
        return mean

    def _ends(self, at: Stretch) -> dict[str, int]:
        start, end = self.window.offsets[at[0]][0], self.window.offsets[at[1] - 1][1]
        return {"start": start, "end": max(end, start + 1)}

    def _tags(self) -> Iterator[_Found]:
        shares = softmax(self.heads.linear("tags", self.vectors).reshape(-1, len(TAGS), 3))
        for n, tag in enumerate(TAGS):
            inside = shares[:, n, 1] + shares[:, n, 2]
            begins = shares[:, n, 1] > shares[:, n, 2]
            for at in _runs(inside > _LIKELY, begins & self.opens):
                yield _Found(at, tag, float(inside[at[0] : at[1]].mean()))

    def _tagged(self, found: _Found) -> Tagged:
        kinds = self.heads.linear("kind", self._mean(found.at))
        kind = tuple(ActorKind)[int(kinds.argmax())]
        return Tagged(tag=found.tag, kind=kind, sure=found.sure, **self._ends(found.at))

    def _others(self, name: str, at: Stretch) -> Iterator[tuple[int, Floats]]:
        """Everyone of the window with what holds between a stretch and him."""
        if self.whose is not None:
            far = [distance(at, self.found[n].at) for n in self.who]
            shares = self.heads.pairs(name, self._mean(at), self.whose, far)
            for n, share in zip(self.who, shares, strict=True):
                if share[0] < 1 - _PART:
                    yield self.known + n, share

    def happenings(self) -> Iterator[Happening]:
        """The events of the window."""
        shares = sigmoid(self.heads.linear("types", self.vectors).reshape(-1, len(EventType), 2))
        for n, type_ in enumerate(EventType):
            inside = shares[:, n, 0]
            runs = _runs(inside > _WORTH, (shares[:, n, 1] > _LIKELY) & self.opens)
            for at in _joined(runs, _GAP):
                vector = self._mean(at)
                negative = softmax(self.heads.linear("negative", vector))
                taking = tuple(
                    Taking(who=who, actor=float(s[1]), recipient=float(s[2]))
                    for who, s in self._others("roles", at)
                )
                yield Happening(
                    type=type_,
                    status=tuple(Status)[int(self.heads.linear("status", vector).argmax())],
                    negative=float(negative[1]),
                    taking=taking,
                    sure=float(inside[at[0] : at[1]].max()),
                    **self._ends(at),
                )

    def speaking(self) -> Iterator[Speaking]:
        """The cues of the window, and who may stand behind them."""
        for one in self.found:
            if one.tag == "cue":
                voices = tuple(
                    Voice(who=who, source=float(s[1]), reporter=float(s[2]))
                    for who, s in self._others("voices", one.at)
                )
                act = tuple(Act)[int(self.heads.linear("act", self._mean(one.at)).argmax())]
                yield Speaking(act=act, voices=voices, sure=one.sure, **self._ends(one.at))


def _opens(window: Window) -> Flags:
    """Which pieces begin a word: those that do not follow the one before at once."""
    before = [window.offsets[0][0] - 1, *(end for _, end in window.offsets[:-1])]
    spaced = [
        a > b or blank
        for (a, _), b, blank in zip(window.offsets, before, window.blanks, strict=True)
    ]
    return np.array(spaced)


def _runs(inside: Flags, begins: Flags) -> Iterator[Stretch]:
    """The runs of pieces that are inside; where one begins within a run, a new one."""
    start = None
    for n, within in enumerate(inside):
        if start is not None and (not within or begins[n]):
            yield start, n
            start = None
        if within and start is None:
            start = n
    if start is not None:
        yield start, len(inside)


def _joined(runs: Iterable[Stretch], gap: int) -> Iterator[Stretch]:
    """The runs, those taken together that so few pieces part."""
    last: Stretch | None = None
    for run in runs:
        if last is not None and run[0] - last[1] <= gap:
            last = (last[0], run[1])
        else:
            if last is not None:
                yield last
            last = run
    if last is not None:
        yield last
