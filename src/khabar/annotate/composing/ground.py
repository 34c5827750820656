"""Names that the learned reader proposes, taken where no rule found anything at their words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from khabar.learned.proposals import WHO, Proposals, Tagged
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorId, ActorKind, Name, PlaceId
from khabar.schema.spans import Span
from khabar.schema.text import Sentence
from khabar.schema.times import TimeExpression

FOUND_BY = "tagger"
_LONG = 300  # characters of a mention
_KINDRED = frozenset(("person", "body", "group"))  # a place inside a name says nothing of it
_ATTACHED = frozenset(("", "و", "ف", "ب", "ل", "ك", "ول", "وب", "فل"))


@dataclass(frozen=True, slots=True)
class Limits:
    """How sure something must be; set on stories that were left out of learning."""

    name: float = 0.95
    event: float = 0.47  # one that only the tagger sees
    statement: float = 0.6  # one that only the tagger sees
    ruled: float = 0.25  # an event that a rule sees
    said: float = 0.25  # a statement that a rule sees
    part: float = 0.4  # of one who takes part in an event
    kept: float = 0.3  # of one whom a rule sees in a role
    more: float = 0.5  # of one more in a role in which a rule sees somebody
    lone: float = 0.2  # of the likeliest where nobody is as sure
    voice: float = 0.4
    near: int = 80  # characters between a rule's event and the tagger's
    own: frozenset[str] = frozenset()  # modes of a user's own, which are never dropped


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
    return together(mentions, _apart(new))


def as_tagged(mentions: Sequence[Mention], proposals: Proposals) -> Iterator[Mention]:
    """Mentions of which no table says what they are, each of the kind that the tagger sees."""
    for mention in mentions:
        near = [t for t in proposals.tagged if t.tag in _KINDRED and t.overlaps(mention)]
        best = max(near, key=partial(_shared, mention), default=None)
        yield mention if best is None else replace(mention, kind=_kind(best))


def _shared(mention: Mention, tag: Tagged) -> tuple[int, float]:
    return min(tag.end, mention.end) - max(tag.start, mention.start), tag.sure


def _kind(tag: Tagged) -> ActorKind:
    return ActorKind.PERSON if tag.tag == "person" else tag.kind


def _apart(new: Sequence[Mention]) -> Iterator[Mention]:
    end = 0
    for one in sorted(new, key=lambda m: (m.start, -m.end)):
        if one.start >= end:
            yield one
            end = one.end


def together(mentions: Sequence[Mention], new: Iterable[Mention]) -> tuple[Mention, ...]:
    """New mentions sorted in; what points at another by its index points at its new one, and what
    stands inside a new one takes no part of its own."""
    more = tuple(new)
    known = [replace(m, inner=True) if any(n.holds(m) for n in more) else m for m in mentions]
    order = sorted(
        [(m.sentence, m.first, -m.last, m.inner, n, m) for n, m in enumerate(known)]
        + [(m.sentence, m.first, -m.last, m.inner, len(mentions), m) for m in more],
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
    yield Mention(
        start=span.start,
        end=span.end,
        sentence=sentence.index,
        first=on[0],
        last=on[-1] + 1,
        kind=_kind(tag),
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
    while end > start + 1 and not text[end - 1].isalnum():
        end -= 1
    return Span(start=start, end=end)


def sentence_at(sentences: Sequence[Sentence], at: int) -> Sentence | None:
    """The sentence in which a character stands."""
    n = bisect_right(sentences, at, key=lambda s: s.start) - 1
    return sentences[n] if n >= 0 and at < sentences[n].end else None


@dataclass(frozen=True, slots=True)
class Ground:
    """What a document's proposals are checked against: its sentences, who stands where, when."""

    text: str
    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]
    actor_of: Sequence[ActorId | None]
    place_of: Sequence[PlaceId | None]
    times: Sequence[TimeExpression]

    def actors(self, proposals: Proposals, unnamed: bool = False) -> Mapping[int, ActorId]:
        """Which actor each tagged stretch is, by its number; unnamed sources only if asked for."""
        standing = [
            (m, actor)
            for m, actor in zip(self.mentions, self.actor_of, strict=True)
            if actor is not None and (unnamed or not m.anonymous)
        ]
        standing.sort(key=lambda one: one[0].start)
        starts = [m.start for m, _ in standing]
        found = {}
        for n, tag in enumerate(proposals.tagged):
            if tag.tag in WHO:
                low = bisect_right(starts, tag.start - _LONG)
                near = standing[low : bisect_right(starts, tag.end)]
                common = [(min(tag.end, m.end) - max(tag.start, m.start), a) for m, a in near]
                most, best = max(common, key=lambda one: one[0], default=(0, None))
                if best is not None and most > 0:
                    found[n] = best
        return found
