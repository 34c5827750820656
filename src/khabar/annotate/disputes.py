"""What is disputed inside a document: denials and what they deny, claims that clash."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from khabar.lang.ar.rarity import rarity_of, stem_of
from khabar.schema.events import Event, Figure, Polarity
from khabar.schema.spans import Span
from khabar.schema.statements import Act, Dispute, DisputeKind, Statement
from khabar.schema.text import Sentence, Token

_ENOUGH = 5.0  # shared rarity from which on two contents are about one thing
_NO_CLAIMS = frozenset({Act.DEMAND, Act.HOPE, Act.PROMISE, Act.WARN, Act.EXPECT})
_HEAD = 8  # tokens at the head of a content that may point back ("these reports")


@dataclass(frozen=True, slots=True)
class DisputeWords:
    """The words of denial: refuting says that a report is false.

    pointers and reports together lead back to what was said before ("these allegations");
    withheld says that something cannot be confirmed.
    """

    refuting: frozenset[str]
    pointers: frozenset[str]
    reports: frozenset[str]
    withheld: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Claim:
    """A statement with the words of its content."""

    statement: Statement
    forms: tuple[str, ...]
    stems: Mapping[str, float]


def find_disputes(
    sentences: Sequence[Sentence],
    statements: Sequence[Statement],
    events: Sequence[Event],
    figures: Sequence[Figure],
    words: DisputeWords,
) -> tuple[Dispute, ...]:
    """Denials with the statement and the event that they deny, then figures that clash.

    A denial meets the claim of another source that shares most rare words with it; one that only
    points back ("these reports") meets the claim before it.
    """
    claims = _claims(sentences, statements)
    found: dict[frozenset[str], Dispute] = {}
    for dispute in (
        *_denials(claims, events, words), *_withheld(claims, words),
        *_clashes(claims, events, figures),
    ):  # fmt: skip
        found.setdefault(frozenset((dispute.a, dispute.b)), dispute)
    return tuple(found.values())


def _claims(sentences: Sequence[Sentence], statements: Sequence[Statement]) -> tuple[_Claim, ...]:
    tokens = [t for s in sentences for t in s.tokens]
    starts = [t.start for t in tokens]
    inside = [_inside(tokens, starts, s.content) for s in statements]
    spread = Counter(stem for forms in inside for stem in {stem_of(f) for f in forms})
    return tuple(
        _Claim(s, forms, {stem_of(f): rarity_of(f) / spread[stem_of(f)] ** 0.5 for f in forms})
        for s, forms in zip(statements, inside, strict=True)
    )


def _inside(tokens: Sequence[Token], starts: Sequence[int], span: Span) -> tuple[str, ...]:
    first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
    return tuple(t.form for t in tokens[first:last] if t.form[0].isalpha())


def _denials(
    claims: Sequence[_Claim], events: Sequence[Event], words: DisputeWords
) -> Iterator[Dispute]:
    positive = {e.id: e for e in events if e.polarity is Polarity.POSITIVE}
    for own in claims:
        if not _denies(own, words):
            continue
        target = _denied(own, claims, words)
        if target is not None:
            yield _dispute(own.statement.id, target.statement.id, DisputeKind.DENIAL)
        if own.statement.act is Act.DENY:
            event = next((e for e in own.statement.about if e in positive), None)
            if event is not None:
                yield _dispute(own.statement.id, event, DisputeKind.DENIAL)


def _denies(claim: _Claim, words: DisputeWords) -> bool:
    if claim.statement.act is Act.DENY:
        return True
    told = claim.statement.act in (Act.SAY, Act.CONFIRM, Act.VIEW, Act.ACCUSE, Act.REVEAL)
    return told and any(f in words.refuting for f in claim.forms)


def _denied(own: _Claim, claims: Sequence[_Claim], words: DisputeWords) -> _Claim | None:
    """The claim of another that is denied: by its words, or because the denial points back."""
    others = [
        c for c in claims
        if _other(own, c) and not _denies(c, words) and c.statement.act not in _NO_CLAIMS
    ]  # fmt: skip
    if _points_back(own, words):
        before = [c for c in others if c.statement.cue and c.statement.content.start < _place(own)]
        return before[-1] if before else None
    best = max(others, key=lambda c: _shared(own, c), default=None)
    return best if best is not None and _shared(own, best) >= _ENOUGH else None


def _place(claim: _Claim) -> int:
    return (claim.statement.cue or claim.statement.content).start


def _other(own: _Claim, other: _Claim) -> bool:
    a, b = own.statement, other.statement
    apart = a.source != b.source or a.source is None
    return a is not b and apart and not b.content.holds(a.content)


def _shared(a: _Claim, b: _Claim) -> float:
    return sum(min(w, b.stems[s]) for s, w in a.stems.items() if s in b.stems)


def _points_back(claim: _Claim, words: DisputeWords) -> bool:
    head = claim.forms[:_HEAD]
    return any(
        f in words.pointers and (n + 1 == len(head) or head[n + 1] in words.reports)
        for n, f in enumerate(head[:3])
    )


def _withheld(claims: Sequence[_Claim], words: DisputeWords) -> Iterator[Dispute]:
    """Who says that he cannot confirm it stands against who asserts it."""
    for own in claims:
        if len(words.withheld.intersection(own.forms[:_HEAD])) < 2:
            continue
        before = [c for c in claims if _other(own, c) and _place(c) < _place(own)]
        near = [c for c in before if _shared(own, c) >= _ENOUGH] or before[-1:]
        for target in near[-1:]:
            yield _dispute(own.statement.id, target.statement.id, DisputeKind.CONTRADICTION)


def _clashes(
    claims: Sequence[_Claim], events: Sequence[Event], figures: Sequence[Figure]
) -> Iterator[Dispute]:
    """Two sources that count the same thing differently, of one event or of what sounds like it.

    Those who are counted are part of an event, so that two counts may have made two of one.
    """
    sort = {e.id: (e.type, e.mode) for e in events}
    for n, a in enumerate(figures):
        for b in figures[n + 1 :]:
            if (sort[a.event], a.what) != (sort[b.event], b.what) or not _apart(a, b):
                continue
            one, two = _holding(claims, a), _holding(claims, b)
            if one is None or two is None or not _other(one, two):
                continue
            if a.event == b.event or _shared(one, two) >= _ENOUGH:
                yield _dispute(one.statement.id, two.statement.id, DisputeKind.CONTRADICTION)


def _apart(a: Figure, b: Figure) -> bool:
    """Whether no number fits both."""
    low = max(a.low or 0, b.low or 0)
    highs = [f.high for f in (a, b) if f.high is not None]
    return bool(highs) and min(highs) < low


def _holding(claims: Sequence[_Claim], figure: Figure) -> _Claim | None:
    around = [c for c in claims if c.statement.content.holds(figure)]
    return min(around, key=lambda c: len(c.forms), default=None)


def _dispute(a: str, b: str, kind: DisputeKind) -> Dispute:
    return Dispute(a=a, b=b, kind=kind)
