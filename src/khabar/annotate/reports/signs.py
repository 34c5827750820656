"""What two tellings of one document look like beside each other: numbers for the model of repeats.

Nothing here decides. -1 stands for what one of the two does not say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import log1p

from khabar.annotate.reports.rules import once, one_event, people_of
from khabar.schema.documents import SegmentKind
from khabar.schema.drafts import Draft
from khabar.schema.events import EventType, Status
from khabar.schema.spans import Span
from khabar.schema.text import Sentence, Token

_AROUND = (0, 40, 100_000)  # characters on both sides of a telling whose words are compared
_SHORTEST = 3  # letters of a word that is compared
_ROOT = 3  # letters that triggers of one root often share at their beginning
_APART = 99.0  # tokens between triggers of different sentences
_YEAR = 4
_RESULTS = ("kill", "wound", "death")
_ARTICLES = ("ال", "وال", "بال", "لل")
_TYPES = sorted(EventType)

Numbers = list[float]
Stem = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Look:
    """A draft with what is compared of its words: the stems near it, near to far, the numbers of
    its sentence, and its trigger as it stands and as a stem."""

    draft: Draft
    headline: bool
    words: tuple[frozenset[str], ...]
    numbers: frozenset[str]
    trigger: str
    stem: str


def look_at(draft: Draft, sentences: Sequence[Sentence], stem: Stem) -> Look:
    """What of a draft is compared; stem takes off what is written onto a word."""
    sentence = sentences[draft.sentence]
    tokens = sentence.tokens
    trigger = tokens[min(draft.trigger, len(tokens) - 1)].form if tokens else ""
    return Look(
        draft=draft,
        headline=sentence.kind is not SegmentKind.BODY,
        words=tuple(_stems(_near(tokens, draft, wide), stem) for wide in _AROUND),
        numbers=frozenset(t.form for t in tokens if t.form.isdecimal()),
        trigger=trigger,
        stem=stem(trigger),
    )


def _near(tokens: Sequence[Token], span: Span, wide: int) -> list[str]:
    return [t.form for t in tokens if t.start < span.end + wide and span.start - wide < t.end]


def _stems(forms: Sequence[str], stem: Stem) -> frozenset[str]:
    return frozenset(stem(f) for f in forms if len(f) >= _SHORTEST and f.isalpha())


def signs_of(first: Look, second: Look) -> Numbers:
    """The signs of a pair; first stands first in the text."""
    a, b = first.draft, second.draft
    return [
        *_distance(a, b),
        *_meaning(a, b),
        *_people(a, b),
        *_whenabouts(a, b),
        float(first.headline),
        float(second.headline),
        *_wording(first, second),
        *(float(a.type is t) for t in _TYPES),
    ]


def _distance(a: Draft, b: Draft) -> Numbers:
    same = a.sentence == b.sentence
    return [
        float(b.sentence - a.sentence),
        log1p(max(b.start - a.end, 0)),
        float(a.start < b.end and b.start < a.end),
        float(b.trigger - a.trigger) if same else _APART,
    ]


def _meaning(a: Draft, b: Draft) -> Numbers:
    said = (
        a.mode == b.mode, a.mode == b.mode != "", once(a, b), one_event([a], b),
        a.mode in _RESULTS, b.mode in _RESULTS, a.status is b.status,
        a.status is Status.OCCURRED, b.status is Status.OCCURRED,
        a.refers, b.refers, a.symmetric,
    )  # fmt: skip
    return [float(one) for one in said]


def _people(a: Draft, b: Draft) -> Numbers:
    both, other = people_of(a), people_of(b)
    crossed = (not {*a.actor}.isdisjoint(b.recipient), not {*a.recipient}.isdisjoint(b.actor))
    return [
        *(_dice(x, y) for x, y in ((both, other), (a.actor, b.actor), (a.recipient, b.recipient))),
        *(float(one) for one in crossed),
        *(float(len(some)) for some in (both, other)),
        *(float(not some) for some in (a.actor, b.actor, a.recipient, b.recipient)),
        float(both <= other),
        float(other <= both),
    ]


def _dice(a: Collection[str], b: Collection[str]) -> float:
    return 2 * len({*a} & {*b}) / (len(a) + len(b)) if a or b else -1.0


def _whenabouts(a: Draft, b: Draft) -> Numbers:
    dated = a.when is not None and b.when is not None
    year = (a.when or "")[:_YEAR] == (b.when or "")[:_YEAR]
    placed = a.place is not None and b.place is not None
    return [
        float(a.when == b.when) if dated else -1.0,
        float(year) if dated else -1.0,
        float(a.when is None),
        float(b.when is None),
        float(a.place == b.place) if placed else -1.0,
    ]


def _wording(first: Look, second: Look) -> Numbers:
    found: Numbers = []
    for a, b in zip(first.words, second.words, strict=True):
        shared = len(a & b)
        found += [shared, shared / (min(len(a), len(b)) or 1), shared / (len(a | b) or 1)]
    numbers = first.numbers & second.numbers
    contradict = bool(first.numbers and second.numbers and not numbers)
    return [
        *found,
        float(len(numbers)),
        float(contradict),
        float(first.stem == second.stem),
        float(first.stem[:_ROOT] == second.stem[:_ROOT]),
        float(min(len(first.stem), len(second.stem))),
        float(second.trigger.startswith(_ARTICLES)),
    ]
