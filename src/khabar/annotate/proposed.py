"""What the learned reader proposes, checked against what tables and rules found.

Names: a proposed one is taken where no rule found anything at its words. Events: a proposal that
meets a rule's draft of its type confirms it and completes its roles; one that meets none is taken
where it is sure enough and somebody takes part; a draft that no proposal meets is dropped where
nothing near it looks like an event of its type.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from khabar.learned.proposals import Happening, Proposals, Tagged
from khabar.schema.drafts import Draft
from khabar.schema.events import EventType, Polarity
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorId, ActorKind, Name
from khabar.schema.spans import Span
from khabar.schema.text import Sentence
from khabar.schema.times import TimeExpression

WHO = frozenset(("person", "body", "place", "group"))
FOUND_BY = "tagger"
_ATTACHED = frozenset(("", "و", "ف", "ب", "ل", "ك", "ول", "وب", "فل"))
_SYMMETRIC = frozenset((EventType.CONSULT, EventType.AGREE, EventType.COOPERATE))


@dataclass(frozen=True, slots=True)
class Limits:
    """How sure a proposal must be; set on stories that were left out of learning."""

    name: float = 0.6
    event: float = 0.5
    confirm: float = 0.25
    part: float = 0.5
    kept: float = 0.15
    negative: float = 0.5
    near: int = 80
    alone: bool = True


def with_names(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    proposals: Proposals,
    limits: Limits,
) -> tuple[Mention, ...]:
    """The mentions with those that only the tagger found, in the order of the text."""
    taken = [(m.start, m.end) for m in mentions]
    new = [
        m
        for t in proposals.tagged
        if t.tag in WHO and t.sure >= limits.name
        for m in _mention(text, sentences, t)
        if not any(m.start < b and a < m.end for a, b in taken)
    ]
    if not new:
        return tuple(mentions)
    return _together(mentions, _apart(new))


def _apart(new: Sequence[Mention]) -> Iterator[Mention]:
    end = 0
    for one in sorted(new, key=lambda m: (m.start, -m.end)):
        if one.start >= end:
            yield one
            end = one.end


def _together(mentions: Sequence[Mention], new: Iterator[Mention]) -> tuple[Mention, ...]:
    """Sorted in; what points at another by its index points at its new one."""
    order = sorted(
        [(m.sentence, m.first, -m.last, m.inner, n, m) for n, m in enumerate(mentions)]
        + [(m.sentence, m.first, -m.last, m.inner, len(mentions), m) for m in new],
        key=lambda row: row[:5],
    )
    place = {n: at for at, (*_, n, _) in enumerate(order) if n < len(mentions)}
    return tuple(
        m if m.institution is None else replace(m, institution=place[m.institution])
        for *_, m in order
    )


def _mention(text: str, sentences: Sequence[Sentence], tag: Tagged) -> Iterator[Mention]:
    span = trimmed(text, tag)
    sentence = sentence_at(sentences, span.start)
    if sentence is None or span.end > sentence.end:
        return
    on = [n for n, t in enumerate(sentence.tokens) if t.start < span.end and span.start < t.end]
    words = span.cut(text)
    if not on or not any(c.isalpha() for c in words):
        return
    kind = ActorKind.PERSON if tag.tag == "person" else tag.kind
    yield Mention(
        start=span.start,
        end=span.end,
        sentence=sentence.index,
        first=on[0],
        last=on[-1] + 1,
        kind=kind,
        name=Name(ar=words),
        sure=round(tag.sure, 3),
        found_by=FOUND_BY,
    )


def trimmed(text: str, span: Span) -> Span:
    """The span grown to whole words, but for a letter attached in front, without blanks and marks
    at its ends."""
    start, end = span.start, span.end
    while start < end - 1 and not text[start].isalnum():
        start += 1
    word = start
    while word > 0 and text[word - 1].isalnum():
        word -= 1
    start = start if text[word:start] in _ATTACHED else word
    while end < len(text) and end > start and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while start < end - 1 and not text[start].isalnum():
        start += 1
    while end > start + 1 and not text[end - 1].isalnum():
        end -= 1
    return Span(start=start, end=end)


def sentence_at(sentences: Sequence[Sentence], at: int) -> Sentence | None:
    """The sentence in which a character stands."""
    n = bisect_right([s.start for s in sentences], at) - 1
    return sentences[n] if n >= 0 and at < sentences[n].end else None


@dataclass(frozen=True, slots=True)
class Ground:
    """What a document's proposals are checked against: actor_at tells who stands at a span."""

    text: str
    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]
    actor_of: Sequence[ActorId | None]
    place_of: Sequence[object]
    times: Sequence[TimeExpression]

    def actors(self, proposals: Proposals) -> Mapping[int, ActorId]:
        """Which actor each tagged stretch is, by its number."""
        found = {}
        for n, tag in enumerate(proposals.tagged):
            best, most = None, 0
            for mention, actor in zip(self.mentions, self.actor_of, strict=True):
                common = min(tag.end, mention.end) - max(tag.start, mention.start)
                if actor is not None and not mention.anonymous and common > most:
                    best, most = actor, common
            if best is not None:
                found[n] = best
        return found


def composed(
    drafts: Sequence[Draft], proposals: Proposals, ground: Ground, limits: Limits
) -> list[Draft]:
    """The drafts of rules and tagger together, in the order of the text."""
    actors = ground.actors(proposals)
    met: set[int] = set()
    found = []
    for draft in drafts:
        at = _meeting(draft, proposals.happenings, limits)
        if at is None:
            if limits.alone:
                found.append(draft)
            continue
        met.add(at)
        found.append(_completed(draft, proposals.happenings[at], actors, limits))
    for n, happening in enumerate(proposals.happenings):
        if n not in met and happening.sure >= limits.event:
            found += _draft(happening, actors, ground, limits)
    return sorted(found, key=lambda d: (d.sentence, d.start, d.end))


def _meeting(draft: Draft, happenings: Sequence[Happening], limits: Limits) -> int | None:
    """The proposal of the draft's type that stands nearest to it."""
    near = [
        (max(h.start - draft.end, draft.start - h.end, 0), -h.sure, n)
        for n, h in enumerate(happenings)
        if h.type is draft.type and h.sure >= limits.confirm
    ]
    gap, _, n = min(near, default=(limits.near + 1, 0.0, -1))
    return n if gap <= limits.near else None


def _parts(
    happening: Happening, actors: Mapping[int, ActorId]
) -> tuple[dict[ActorId, float], dict[ActorId, float]]:
    """For every actor near an event how surely it acts, and is acted upon."""
    doing: dict[ActorId, float] = {}
    done_to: dict[ActorId, float] = {}
    for taking in happening.taking:
        if (actor := actors.get(taking.who)) is not None:
            doing[actor] = max(doing.get(actor, 0.0), taking.actor)
            done_to[actor] = max(done_to.get(actor, 0.0), taking.recipient)
    return doing, done_to


def _completed(
    draft: Draft, happening: Happening, actors: Mapping[int, ActorId], limits: Limits
) -> Draft:
    """A rule's draft without those of whom the tagger is sure that they take no part, with those
    whom it alone sees."""
    doing, done_to = _parts(happening, actors)

    def settled(own: Sequence[ActorId], shares: Mapping[ActorId, float]) -> tuple[ActorId, ...]:
        kept = [a for a in own if shares.get(a, 1.0) >= limits.kept]
        more = [a for a, share in shares.items() if share >= limits.part and a not in kept]
        return (*kept, *more)

    actor = settled(draft.actor, doing)
    recipient = tuple(a for a in settled(draft.recipient, done_to) if a not in actor)
    return replace(
        draft,
        actor=actor,
        recipient=recipient,
        sure=happening.sure,
        found_by=f"{draft.found_by}+{FOUND_BY}",
    )


def _draft(
    happening: Happening, actors: Mapping[int, ActorId], ground: Ground, limits: Limits
) -> Iterator[Draft]:
    span = trimmed(ground.text, happening)
    sentence = sentence_at(ground.sentences, span.start)
    if sentence is None:
        return
    doing, done_to = _parts(happening, actors)
    actor = tuple(a for a, p in doing.items() if p >= limits.part and p >= done_to[a])
    recipient = tuple(a for a, p in done_to.items() if p >= limits.part and a not in actor)
    if not actor and not recipient:
        return
    times = [t for t in ground.times if t.value and sentence.holds(t)]
    near = min(times, key=lambda t: abs(t.start - span.start), default=None)
    yield Draft(
        start=span.start,
        end=min(span.end, sentence.end),
        sentence=sentence.index,
        trigger=0,
        type=happening.type,
        mode="",
        actor=actor,
        recipient=recipient,
        place=None,
        when=near.value if near else None,
        status=happening.status,
        polarity=Polarity.NEGATIVE if happening.negative > limits.negative else Polarity.POSITIVE,
        symmetric=happening.type in _SYMMETRIC,
        refers=False,
        sure=round(happening.sure, 3),
        found_by=FOUND_BY,
    )
