"""What one version of a page says that another does not: added, removed, reworded, softened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from khabar.assemble.versions_words import Tone, tone_of
from khabar.schema.spans import Span, span_of
from khabar.schema.text import Sentence

_SAME = 0.45  # share of words from which one sentence is another reworded
Words = tuple[str, ...]


class Edit(StrEnum):
    """What became of a sentence."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"


class Shift(StrEnum):
    """What a rewording changed beside the words.

    softer: it became less sure, or was put into another's mouth; firmer: the reverse.
    """

    NUMBERS = "numbers"
    HEDGED = "hedged"
    UNHEDGED = "unhedged"
    ATTRIBUTED = "attributed"
    UNATTRIBUTED = "unattributed"
    WEAKER_VERB = "weaker verb"
    STRONGER_VERB = "stronger verb"
    DENIED = "denied"
    AFFIRMED = "affirmed"


_SOFTER = frozenset({Shift.HEDGED, Shift.ATTRIBUTED, Shift.WEAKER_VERB})


@dataclass(frozen=True, slots=True)
class Shifted:
    """One such change, with the words that went and those that came."""

    what: Shift
    gone: Words = ()
    come: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One sentence that differs: before lies in the older text, after in the newer."""

    edit: Edit
    before: Span | None = None
    after: Span | None = None
    shifts: tuple[Shifted, ...] = ()

    def __post_init__(self) -> None:
        if (self.before is None, self.after is None) != (
            self.edit is Edit.ADDED,
            self.edit is Edit.REMOVED,
        ):
            raise ValueError(f"{self.edit}: a sentence that is not there cannot have a place")

    @property
    def softened(self) -> bool:
        """Whether the newer sentence is less sure than the older, or leaves it to another."""
        return any(shift.what in _SOFTER for shift in self.shifts)


def compare(older: Sequence[Sentence], newer: Sequence[Sentence]) -> tuple[Change, ...]:
    """The sentences that differ: first what went, then what came or was reworded, in order.

    Sentences with the same words are the same; of those between them the likest two are one
    reworded, where they share enough words. What moved is neither added nor removed.
    """
    before, after = [_words(s) for s in older], [_words(s) for s in newer]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    differing = [block for block in blocks if block[0] != "equal"]
    gone = [older[n] for _, i, j, _, _ in differing for n in range(i, j)]
    come = [newer[n] for _, _, _, k, m in differing for n in range(k, m)]
    moved = Counter(map(_words, gone)) & Counter(map(_words, come))
    return tuple(_edits(_without(gone, moved), _without(come, moved)))


def _without(sentences: Sequence[Sentence], moved: Counter[Words]) -> list[Sentence]:
    """The sentences, each of those that moved left out as often as it did."""
    left = Counter(moved)
    kept = []
    for sentence in sentences:
        words = _words(sentence)
        if left[words]:
            left[words] -= 1
        else:
            kept.append(sentence)
    return kept


def _words(sentence: Sentence) -> Words:
    return tuple(t.form for t in sentence.tokens if any(c.isalnum() for c in t.form))


def _edits(gone: Sequence[Sentence], come: Sequence[Sentence]) -> Iterator[Change]:
    pairs = dict(_pairs(gone, come))
    reworded = set(pairs.values())
    for n, sentence in enumerate(gone):
        if n not in pairs:
            yield Change(edit=Edit.REMOVED, before=span_of(sentence))
    taken = {m: n for n, m in pairs.items()}
    for m, sentence in enumerate(come):
        if m not in reworded:
            yield Change(edit=Edit.ADDED, after=span_of(sentence))
        else:
            older = gone[taken[m]]
            yield Change(
                edit=Edit.REWORDED,
                before=span_of(older),
                after=span_of(sentence),
                shifts=tuple(shifts_of(tone_of(_words(older)), tone_of(_words(sentence)))),
            )


def _pairs(gone: Sequence[Sentence], come: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Which sentence became which: the likest first, each once."""
    scored = sorted(
        ((_likeness(_words(a), _words(b)), -n, -m)
         for n, a in enumerate(gone) for m, b in enumerate(come)),
        reverse=True,
    )  # fmt: skip
    left, right = set(range(len(gone))), set(range(len(come)))
    for score, n, m in scored:
        if score >= _SAME and -n in left and -m in right:
            left.discard(-n)
            right.discard(-m)
            yield -n, -m


def _likeness(one: Words, other: Words) -> float:
    shared = (Counter(one) & Counter(other)).total()
    return 2 * shared / (len(one) + len(other)) if one or other else 0.0


def shifts_of(before: Tone, after: Tone) -> Iterator[Shifted]:
    """What changed in how sure a sentence is, who vouches for it, and its numbers."""
    if before.numbers != after.numbers:
        yield Shifted(Shift.NUMBERS, *_difference(before.numbers, after.numbers))
    sure = len(after.hedges) - len(before.hedges) + len(before.firm) - len(after.firm)
    if sure:
        gone = _difference((*before.hedges, *before.firm), (*after.hedges, *after.firm))
        yield Shifted(Shift.HEDGED if sure > 0 else Shift.UNHEDGED, *gone)
    told, tells = bool(before.through), bool(after.through)
    if told != tells:
        what = Shift.ATTRIBUTED if tells else Shift.UNATTRIBUTED
        yield Shifted(what, *_difference(before.through, after.through))
    elif before.strength != after.strength and before.strength and after.strength:
        weaker = after.strength < before.strength
        what = Shift.WEAKER_VERB if weaker else Shift.STRONGER_VERB
        yield Shifted(what, *_difference(before.through, after.through))
    if bool(before.negation) != bool(after.negation):
        what = Shift.DENIED if after.negation else Shift.AFFIRMED
        yield Shifted(what, *_difference(before.negation, after.negation))


def _difference(before: Words, after: Words) -> tuple[Words, Words]:
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    return tuple(gone.elements()), tuple(come.elements())
