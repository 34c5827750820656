"""Events of rules and of the learned reader brought together.

A rule's draft and a proposal of its type that stand together are one event: the rule brings mode,
time and place; who takes part the model of roles says. Each, alone or together, is weighed, and
kept where it is more likely than not to do good.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from khabar.annotate.composing.ground import FOUND_BY, Ground, Limits, sentence_at, trimmed
from khabar.annotate.composing.roles import NOBODY, roles_of
from khabar.annotate.composing.weighing import Evidence, logit, weighed
from khabar.learned.proposals import Happening, Proposals
from khabar.schema.attributions import Attribution
from khabar.schema.documents import SegmentKind
from khabar.schema.drafts import Draft, Parts, Supposed
from khabar.schema.events import EventType, Polarity
from khabar.schema.moments import Edtf
from khabar.schema.names import ActorId, PlaceId
from khabar.schema.spans import Span
from khabar.schema.statements import Act
from khabar.schema.text import Sentence

OTHERWISE = "rule:other type"  # a rule's event whose type is the tagger's
_SYMMETRIC = frozenset((EventType.CONSULT, EventType.AGREE, EventType.COOPERATE))
_EVEN = 0.5
_LONGEST = 400  # characters of an event's words
_NEAR = 8  # words between an event and where it happened


_NOBODY = Parts({}, {})

Casting = Callable[[Sequence[Supposed]], Sequence[Parts]]
"""Who takes part in each of some events, by the model of roles."""

Seen = tuple[Happening | None, Parts]
"""What the tagger sees of an event, and what the model of roles says of who takes part."""


@dataclass(frozen=True, slots=True)
class Composer:
    """Brings together what rules and tagger say of one document."""

    ground: Ground
    actors: Mapping[int, ActorId]
    limits: Limits
    weights: Evidence
    casting: Casting
    said: Sequence[Attribution] = ()
    seen: dict[int, Parts] = field(default_factory=dict)  # who takes part, looked up once

    def composed(self, drafts: Sequence[Draft], proposals: Proposals) -> list[Draft]:
        """The drafts of rules and tagger together, in the order of the text."""
        happenings = sorted(proposals.happenings, key=lambda h: (h.start, h.end, h.type))
        met = _met(drafts, happenings, self.limits.near)
        pairs = [
            (draft, happenings[met[n]] if n in met else None) for n, draft in enumerate(drafts)
        ]
        alone = set(range(len(happenings))) - set(met.values())
        pairs += [
            (draft, happenings[n]) for n in sorted(alone)
            for draft in self._drafted(happenings[n], drafts)
        ]  # fmt: skip
        parts = self.casting([supposed_of(draft) for draft, _ in pairs])
        found = [
            self._weighed(self._with_roles(draft, happening, part), (happening, part), happenings)
            for (draft, happening), part in zip(pairs, parts, strict=True)
        ]
        kept = [d for d in found if (d.actor or d.recipient) and d.sure >= self._least(d)]
        return sorted(kept, key=lambda d: (d.sentence, d.start, d.end))

    def _least(self, draft: Draft) -> float:
        if not _ruled(draft):
            return self.limits.event
        spared = draft.mode in self.limits.own or self._denied(draft)
        return 0.0 if spared else self.limits.ruled

    def _denied(self, draft: Draft) -> bool:
        """Whether somebody denies it: a dispute wants both sides."""
        denials = (a.content for a in self.said if a.act is Act.DENY)
        return any(content.start <= draft.start < content.end for content in denials)

    def _weighed(self, draft: Draft, seen: Seen, all_: Sequence[Happening]) -> Draft:
        return replace(draft, sure=weighed(self.evidence(draft, seen, all_), self.weights))

    def evidence(self, draft: Draft, seen: Seen, all_: Sequence[Happening]) -> dict[str, float]:
        """What speaks for an event and against it, by name."""
        happening, cast = seen
        parts = self._parts(happening)
        sentence = self.ground.sentences[draft.sentence]
        people = len({*draft.actor, *draft.recipient})
        return {
            "always": 1.0,
            "tagger": logit(happening.sure) if happening else 0.0,
            "tagger silent": float(happening is None),
            "rule": float(draft.found_by != FOUND_BY),
            "rule and tagger": float(draft.found_by != FOUND_BY and happening is not None),
            "rule saw another type": float(draft.found_by.startswith(OTHERWISE)),
            "doer": _surest(parts.doing, draft.actor),
            "target": _surest(parts.done_to, draft.recipient),
            "acting": _surest(cast.doing, draft.actor),
            "acted upon": _surest(cast.done_to, draft.recipient),
            "one": float(people == 1),
            "no doer": float(not draft.actor),
            "rival": max([h.sure for h in _around(all_, draft) if _rivals(h, draft)], default=0.0),
            "headline": float(sentence.kind is not SegmentKind.BODY),
            draft.type: 1.0,
        }

    def _parts(self, happening: Happening | None) -> Parts:
        if happening is None:
            return _NOBODY
        known = self.seen.get(id(happening))
        if known is None:
            known = self.seen[id(happening)] = self._parts_of(happening)
        return known

    def _parts_of(self, happening: Happening) -> Parts:
        doing: dict[ActorId, float] = {}
        done_to: dict[ActorId, float] = {}
        for taking in happening.taking:
            if (actor := self.actors.get(taking.who)) is not None:
                doing[actor] = max(doing.get(actor, 0.0), taking.actor)
                done_to[actor] = max(done_to.get(actor, 0.0), taking.recipient)
        return Parts(doing, done_to)

    def _with_roles(self, draft: Draft, happening: Happening | None, parts: Parts) -> Draft:
        """A draft with those in its roles who most likely are; a rule's own where it is nobody."""
        own = (draft.actor, draft.recipient) if _ruled(draft) else NOBODY
        together = draft.symmetric or draft.type in _SYMMETRIC  # so the model learned it: hosts too
        actor, recipient = roles_of(parts, own, self.limits, symmetric=together)
        if actor or recipient:
            draft = replace(draft, actor=actor, recipient=recipient)
        both = happening is not None and draft.found_by != FOUND_BY
        return replace(draft, found_by=f"{draft.found_by}+{FOUND_BY}") if both else draft

    def _drafted(self, happening: Happening, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """The draft of what only the tagger saw, or saw as another type than a rule did; who takes
        part is still to be said."""
        span = self._spoken(trimmed(self.ground.text, happening))
        sentence = sentence_at(self.ground.sentences, span.start)
        if sentence is None:
            return
        here = [d for d in drafts if d.start < span.end and span.start < d.end]
        if here:
            symmetric = happening.type in _SYMMETRIC
            yield replace(
                here[0], type=happening.type, mode="", found_by=OTHERWISE, symmetric=symmetric,
                status=happening.status,
            )  # fmt: skip
        else:
            yield self._alone(happening, span, sentence)

    def _spoken(self, span: Span) -> Span:
        """The part of the words that somebody says, where most of them are said: a chain goes by
        where the words begin."""
        starts = (a.content.start for a in self.said if span.start < a.content.start < span.end)
        for start in starts:
            if 2 * (span.end - start) > span.end - span.start:
                return Span(start=start, end=span.end)
        return span

    def _alone(self, happening: Happening, span: Span, sentence: Sentence) -> Draft:
        trigger = sum(token.end <= span.start for token in sentence.tokens)
        negative = happening.negative > _EVEN
        return Draft(
            start=span.start, end=min(span.end, sentence.end), sentence=sentence.index,
            trigger=min(trigger, len(sentence.tokens) - 1), type=happening.type, mode="",
            actor=(), recipient=(), place=self._place(sentence, span.start),
            when=self._when(sentence, span.start), status=happening.status,
            polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
            symmetric=happening.type in _SYMMETRIC, refers=False,
            sure=round(happening.sure, 3), found_by=FOUND_BY,
        )  # fmt: skip

    def _when(self, sentence: Sentence, at: int) -> Edtf | None:
        times = [t for t in self.ground.times if t.value and sentence.holds(t)]
        near = min(times, key=lambda t: abs(t.start - at), default=None)
        return near.value if near else None

    def _place(self, sentence: Sentence, at: int) -> PlaceId | None:
        """Where it happened: the nearest place that stands there as a place."""
        word = sum(token.end <= at for token in sentence.tokens)
        near = [
            (abs(m.first - word), place)
            for m, place in zip(self.ground.mentions, self.ground.place_of, strict=True)
            if place is not None and m.sentence == sentence.index and m.as_place
            and abs(m.first - word) <= _NEAR
        ]  # fmt: skip
        return min(near, key=lambda one: one[0])[1] if near else None


def supposed_of(draft: Draft) -> Supposed:
    """What is asked of the model of roles: a rule's event with whom the rule sees in it."""
    ruled = _ruled(draft)
    return Supposed(
        start=draft.start, end=draft.end, sentence=draft.sentence, trigger=draft.trigger,
        type=draft.type, ruled=ruled,
        actor=draft.actor if ruled else (), recipient=draft.recipient if ruled else (),
    )  # fmt: skip


def _ruled(draft: Draft) -> bool:
    """Whether it is a rule's event of the rule's own type."""
    return draft.found_by != FOUND_BY and not draft.found_by.startswith(OTHERWISE)


def _surest(shares: Mapping[ActorId, float], role: Sequence[ActorId]) -> float:
    return max((shares.get(a, 0.0) for a in role), default=0.0)


def _around(happenings: Sequence[Happening], draft: Draft) -> Sequence[Happening]:
    """Those, in the order of the text, that begin where they may share a word with the draft."""
    first = bisect_left(happenings, draft.start - _LONGEST, key=lambda h: h.start)
    return happenings[first : bisect_left(happenings, draft.end, key=lambda h: h.start)]


def _rivals(happening: Happening, draft: Draft) -> bool:
    """Whether the tagger saw another type in the same words."""
    same = happening.start < draft.end and draft.start < happening.end
    return same and happening.type is not draft.type


def _met(drafts: Sequence[Draft], happenings: Sequence[Happening], near: int) -> dict[int, int]:
    """For drafts the proposal that means the same: of its type, the nearest, each taken once."""
    pairs = [
        (max(h.start - d.end, d.start - h.end, 0), -h.sure, n, m)
        for n, d in enumerate(drafts)
        for m, h in enumerate(happenings)
        if h.type is d.type and abs(h.start - d.start) < _LONGEST
    ]
    met: dict[int, int] = {}
    for gap, _, n, m in sorted(pairs):
        if gap <= near and n not in met and m not in met.values():
            met[n] = m
    return met
