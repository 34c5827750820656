"""Denials of what other documents tell.

A denial that meets what it denies in its own document is told there. Of the others, the first by
each voice is set against the first account of the event. All further pairs of sides follow from
the event that both are about, and are not listed one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.assemble.disputes_claims import Claim, Ground, against
from khabar.assemble.disputes_sayings import Saying
from khabar.assemble.disputes_tellings import Telling
from khabar.assemble.events_words import weight
from khabar.assemble.stage import Stage, assemble
from khabar.schema.record import RecordDispute
from khabar.schema.statements import Act, DisputeKind

_TELLS = frozenset({Act.SAY, Act.CONFIRM, Act.ACCUSE, Act.REVEAL})
_RAREST = 4  # telling words under which a content is looked for
_ENOUGH = 30.0  # shared rarity from which on a denial and a claim are about one thing
_TOO_COMMON = 400  # contents under one word in one month: the word tells nothing
_NEAR = 7  # days between a claim and its denial


def denials(sayings: Sequence[Saying], tellings: Sequence[Telling]) -> Iterator[RecordDispute]:
    """Every voice's first denial of an event of the record against the first account of it."""
    voices: tuple[Saying | Telling, ...] = (*sayings, *tellings)
    yield from assemble(DENIALS, voices)
    yield from assemble(BY_WORDS, sayings)


def _keys(item: Saying | Telling) -> Iterator[str]:
    if isinstance(item, Telling):
        yield from (item.same,) if item.same and item.asserted else ()
    elif item.statement.act is Act.DENY:
        yield from sorted(item.about)


def _against_the_first(event: str, members: Sequence[Saying | Telling]) -> Iterator[RecordDispute]:
    told = sorted((m for m in members if isinstance(m, Telling)), key=lambda t: t.order)
    sayings = sorted((m for m in members if isinstance(m, Saying)), key=lambda s: s.order)
    met = {(s.ref.doc, s.voice) for s in sayings if s.answered}
    for denial in sayings:
        if {(denial.ref.doc, denial.voice), ("", denial.voice)} & met:
            continue
        met.add(("", denial.voice))
        for first in _first_of_others_and_own(told, denial):
            if first.ref.doc != denial.ref.doc:
                yield _denial(first, denial, event)


def _first_of_others_and_own(told: Sequence[Telling], denial: Saying) -> Iterator[Telling]:
    """Whom it gainsays; who also says himself what he denies takes one of the two back."""
    others = next((t for t in told if t.voice != denial.voice), None)
    own = next((t for t in told if t.voice == denial.voice), None)
    yield from (t for t in (others, own) if t is not None)


def _denial(claim: Claim, denial: Saying, event: str | None) -> RecordDispute:
    return against(claim, denial, Ground(kind=DisputeKind.DENIAL, event=event))


DENIALS: Stage[Saying | Telling, str, RecordDispute] = Stage(
    keys=_keys, build=_against_the_first, order=lambda m: repr(m.order)
)


def _word_keys(saying: Saying) -> Iterator[tuple[str, int]]:
    """Its rarest words, in the month of publication and the next: a denial follows its claim."""
    if saying.published is None:
        return
    month = saying.published.last // 30
    for word in sorted(saying.words, key=lambda w: (-weight(w), w))[:_RAREST]:
        yield word, month
        if saying.statement.act in _TELLS:
            yield word, month + 1


def _by_words(_: tuple[str, int], members: Sequence[Saying]) -> Iterator[RecordDispute]:
    """What a denial that nothing else ties to a claim shares most of its rare words with."""
    if len(members) > _TOO_COMMON:
        return
    claims = [m for m in members if m.statement.act in _TELLS]
    for denial in members:
        if denial.statement.act is not Act.DENY or denial.answered or denial.about:
            continue
        near = [c for c in claims if _may_answer(denial, c)]
        best = max(near, key=lambda c: (_shared(denial, c), c.ref), default=None)
        if best is not None and _shared(denial, best) >= _ENOUGH:
            yield _denial(best, denial, None)


def _may_answer(denial: Saying, claim: Saying) -> bool:
    if denial.published is None or claim.published is None:
        return False
    apart = denial.voice != claim.voice and denial.ref.doc != claim.ref.doc
    return apart and denial.published.gap(claim.published) <= _NEAR


def _shared(a: Saying, b: Saying) -> float:
    return sum(weight(w) for w in sorted(a.words & b.words))


BY_WORDS: Stage[Saying, tuple[str, int], RecordDispute] = Stage(
    keys=_word_keys, build=_by_words, order=lambda s: repr(s.order)
)
