"""Where two readings of one article differ: what a person should look at first.

Nothing is stored: both readings rest in the store, and what they differ in follows from them. What
a person has judged at the spot is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from khabar.schema.events import Event
from khabar.schema.judgement import About, Judgement, Spot
from khabar.schema.names import ActorId
from khabar.schema.reading import Reading
from khabar.schema.spans import Span, span_of
from khabar.schema.statements import Statement
from khabar.store.base import Store
from khabar.store.codec import reading_of

_WITHIN = 0.5  # of the shorter content, from which on two statements are one


class Differs(StrEnum):
    """In what two readings differ; only: the other reader has nothing there."""

    ONLY = "only"
    TYPE = "type"
    STATUS = "status"
    POLARITY = "polarity"
    ACTOR = "actor"
    RECIPIENT = "recipient"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One thing that two readers see differently, at a spot that can be judged.

    first and second are what each says, in words: "" where a reader has nothing there. words is
    what stands at the spot, sentence what stands around it.
    """

    about: About
    differs: Differs
    at: Spot
    words: str
    sentence: str
    first: str
    second: str


def disagreements_in(
    store: Store, first: str, second: str, ids: Iterable[str] | None = None
) -> Iterator[Disagreement]:
    """Where readings under two recipes differ, document by document, judged ones left out.

    Args:
        ids: of the documents; None for all of the store.
    """
    judged = _judged(store.judgements())
    wanted = (document.id for document in store.documents()) if ids is None else ids
    for document in wanted:
        pair = [store.reading(document, recipe) for recipe in (first, second)]
        bodies = [each.body for each, r in zip(pair, (first, second), strict=True)
                  if each is not None and each.recipe == r]  # fmt: skip
        if len(bodies) == len(pair):
            a, b = (reading_of(body, store.where) for body in bodies)
            yield from (d for d in differences(a, b) if (d.about, d.at) not in judged)


def _judged(judgements: Iterable[Judgement]) -> set[tuple[About, Spot]]:
    return {(j.about, j.a) for j in judgements if j.b is None}


def differences(first: Reading, second: Reading) -> tuple[Disagreement, ...]:
    """Everything in which two readings of one text differ, in the order of the text."""
    found = [*_of_events(first, second), *_of_statements(first, second)]
    return tuple(sorted(found, key=lambda d: (d.at.start, d.at.end, d.about, d.differs)))


def _of_events(first: Reading, second: Reading) -> Iterator[Disagreement]:
    left = list(second.events)
    for event in first.events:
        twin = _twin(event, left)
        if twin is None:
            yield _event(first, event, Differs.ONLY, (_told(first, event), ""))
            continue
        left.remove(twin)
        yield from _between(first, event, second, twin)
    yield from (_event(second, e, Differs.ONLY, ("", _told(second, e))) for e in left)


def _twin(event: Event, others: Sequence[Event]) -> Event | None:
    """The other reader's event at the same words, or else of the same type in the sentence."""
    same = (o for o in others if o.overlaps(event))
    near = (o for o in others if o.type is event.type and o.sentence == event.sentence)
    return next(same, None) or next(near, None)


def _between(first: Reading, a: Event, second: Reading, b: Event) -> Iterator[Disagreement]:
    told = (
        (Differs.TYPE, a.type, b.type), (Differs.STATUS, a.status, b.status),
        (Differs.POLARITY, a.polarity, b.polarity),
    )  # fmt: skip
    for what, one, other in told:
        if one != other:
            yield _event(first, a, what, (one.value, other.value))
    roles = ((Differs.ACTOR, a.actor, b.actor), (Differs.RECIPIENT, a.recipient, b.recipient))
    for what, ours, theirs in roles:
        if not _same_people(first, ours, second, theirs):
            yield _event(first, a, what, (names_of(first, ours), names_of(second, theirs)))


def _same_people(
    first: Reading, ours: Sequence[ActorId], second: Reading, theirs: Sequence[ActorId]
) -> bool:
    """Whether both name the same ones: some mention of each overlaps one of the other."""
    if len(ours) != len(theirs):
        return False
    return all(
        any(_overlap(_mentions(first, a), _mentions(second, b)) for b in theirs) for a in ours
    )


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(a.overlaps(b) for a in some for b in others)


def _mentions(reading: Reading, actor: ActorId) -> tuple[Span, ...]:
    return next(a.mentions for a in reading.actors if a.id == actor)


def _of_statements(first: Reading, second: Reading) -> Iterator[Disagreement]:
    left = list(second.statements)
    for said in first.statements:
        twin = next((o for o in left if _one_saying(said, o)), None)
        if twin is None:
            yield _statement(first, said, Differs.ONLY, (_spoken(first, said), ""))
            continue
        left.remove(twin)
        sources = [tuple(filter(None, (s.source,))) for s in (said, twin)]
        if not _same_people(first, sources[0], second, sources[1]):
            told = (names_of(first, sources[0]), names_of(second, sources[1]))
            yield _statement(first, said, Differs.SOURCE, told)
    yield from (_statement(second, s, Differs.ONLY, ("", _spoken(second, s))) for s in left)


def _one_saying(a: Statement, b: Statement) -> bool:
    shared = min(a.content.end, b.content.end) - max(a.content.start, b.content.start)
    shorter = min(a.content.end - a.content.start, b.content.end - b.content.start)
    return shared >= _WITHIN * shorter


def names_of(reading: Reading, ids: Sequence[ActorId]) -> str:
    """Names of actors in one line."""
    return "، ".join(a.name.ar for each in ids for a in reading.actors if a.id == each)


def _told(reading: Reading, event: Event) -> str:
    kind = f"{event.type}-{event.mode}" if event.mode else event.type.value
    return f"{names_of(reading, event.actor)} → {kind} → {names_of(reading, event.recipient)}"


def _spoken(reading: Reading, said: Statement) -> str:
    return f"{names_of(reading, tuple(filter(None, (said.source,))))}: {said.act}"


def _event(
    reading: Reading, event: Event, differs: Differs, told: tuple[str, str]
) -> Disagreement:  # fmt: skip
    return _at(reading, About.EVENT, span_of(event), event.sentence, differs, told)


def _statement(
    reading: Reading, said: Statement, differs: Differs, told: tuple[str, str]
) -> Disagreement:
    return _at(reading, About.STATEMENT, said.content, said.content, differs, told)


def _at(  # noqa: PLR0913
    reading: Reading, about: About, at: Span, around: Span, differs: Differs,
    told: tuple[str, str],
) -> Disagreement:  # fmt: skip
    return Disagreement(
        about=about, differs=differs,
        at=Spot(doc=reading.document.id, start=at.start, end=at.end),
        words=at.cut(reading.text), sentence=around.cut(reading.text),
        first=told[0], second=told[1],
    )  # fmt: skip
