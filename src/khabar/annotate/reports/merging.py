"""A document's tellings of one event brought together, by rules or by the model of repeats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from khabar.annotate.reports.alike import Judged
from khabar.annotate.reports.rules import apart, one_event, people_of
from khabar.schema.documents import SegmentKind
from khabar.schema.drafts import Draft
from khabar.schema.events import Event, EventId, EventType, Report
from khabar.schema.names import ActorId
from khabar.schema.spans import Span, span_of
from khabar.schema.text import Sentence

_IN_WORDS = frozenset((EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN))

_ONE = 0.5  # how sure two tellings must be of one event

Chain = Callable[[Span, int], tuple[ActorId, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """The events of a document with all their reports."""

    events: tuple[Event, ...]
    reports: tuple[Report, ...]


def merge_drafts(
    drafts: Sequence[Draft],
    sentences: Sequence[Sentence],
    chain_at: Chain,
    judged: Judged | None = None,
) -> Told:
    """Merge what is told twice, in the order of the text.

    Two drafts are one event where judged says so: the model of repeats, or else rules. The event
    stands at its first body sentence; a headline only where the body never says it.
    """
    groups = _grouped(drafts, sentences, judged)
    groups.sort(key=lambda g: _lead(g, sentences).start)
    events: list[Event] = []
    reports: list[Report] = []
    for number, group in enumerate(groups, 1):
        event = _event(EventId(f"e{number}"), group, sentences, chain_at)
        events.append(event)
        reports += [
            _report(f"x{len(reports) + n}", event.id, d, chain_at) for n, d in enumerate(group, 1)
        ]
    return Told(tuple(events), tuple(reports))


def _grouped(
    drafts: Sequence[Draft], sentences: Sequence[Sentence], judged: Judged | None
) -> list[list[Draft]]:
    groups: list[list[Draft]] = []
    headline = [d for d in drafts if sentences[d.sentence].kind is not SegmentKind.BODY]
    for draft in (d for d in drafts if d not in headline):
        home = _home(groups, draft, judged)
        if home is None and draft.refers:
            home = _told_last(groups, draft)
        if home is None:
            groups.append([draft])
        else:
            home.append(draft)
    for draft in headline:  # a headline sums up what the body tells: it adds an event only if new
        home = next((g for g in groups if _headline_of(g, draft)), None)
        if home is not None:
            home.append(draft)
        elif not any(g[0].type is draft.type for g in groups):
            groups.append([draft])
    return groups


def _home(groups: Sequence[list[Draft]], draft: Draft, judged: Judged | None) -> list[Draft] | None:
    """The group that tells what a draft does, going by how it was told first."""
    if judged is None:
        return next((g for g in reversed(groups) if one_event(g, draft)), None)
    alike = [
        g
        for g in groups
        if (g[0].type, g[0].polarity) == (draft.type, draft.polarity) and not apart(g[0], draft)
    ]
    sure = judged([g[0] for g in alike], draft)
    best = max(range(len(alike)), key=lambda n: sure[n], default=None)
    return alike[best] if best is not None and sure[best] >= _ONE else None


def _told_last(groups: Sequence[list[Draft]], draft: Draft) -> list[Draft] | None:
    """What "the attack" means: the event of its type told last, of its mode if there is one."""
    told = [g for g in groups if g[0].type is draft.type and g[-1].sentence < draft.sentence]
    same = [g for g in told if g[0].mode == draft.mode]
    if draft.type is EventType.STATE_CHANGE:
        told = same
    return max(same or told, key=lambda g: g[-1].start, default=None)


def _headline_of(group: Sequence[Draft], draft: Draft) -> bool:
    first = group[0]
    if first.type is not draft.type:
        return False
    a, b = set().union(*map(people_of, group)), people_of(draft)
    return not a or not b or bool(a & b)


def _lead(group: Sequence[Draft], sentences: Sequence[Sentence]) -> Draft:
    body = [d for d in group if sentences[d.sentence].kind is SegmentKind.BODY]
    return min(body or group, key=lambda d: d.start)


def _event(
    id_: EventId, group: Sequence[Draft], sentences: Sequence[Sentence], chain_at: Chain,
) -> Event:  # fmt: skip
    lead = _lead(group, sentences)
    told = (lead, *group)
    actor = next((d.actor for d in told if d.actor), ())
    recipient = next((d.recipient for d in told if d.recipient), ())
    when = lead.when or next((d.when for d in group if d.when), None)
    return Event(
        start=lead.start, end=lead.end, id=id_, type=lead.type, mode=lead.mode,
        actor=actor, recipient=tuple(r for r in recipient if r not in actor),
        place=lead.place or next((d.place for d in group if d.place), None), when=when,
        status=lead.status, polarity=lead.polarity, sentence=span_of(sentences[lead.sentence]),
        chain=_chain(lead, chain_at), sure=lead.sure, found_by=lead.found_by,
    )  # fmt: skip


def _report(id_: str, event: EventId, draft: Draft, chain_at: Chain) -> Report:
    return Report(
        start=draft.start, end=draft.end, id=id_, of=event, status=draft.status,
        polarity=draft.polarity, chain=_chain(draft, chain_at),
    )  # fmt: skip


def _chain(draft: Draft, chain_at: Chain) -> tuple[ActorId, ...]:
    """Who says so. What is done in words its doer does by saying it: no report of his own is
    needed to know that he accuses or asks."""
    chain = chain_at(span_of(draft), draft.sentence)
    own = draft.type in _IN_WORDS and chain and chain[-1] in draft.actor
    return chain[:-1] if own else chain
