"""A document's repeats of one event brought together: one event, a report for each sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from khabar.schema.documents import SegmentKind
from khabar.schema.drafts import Draft
from khabar.schema.events import Event, EventId, EventType, Report
from khabar.schema.moments import Edtf
from khabar.schema.names import ActorId
from khabar.schema.spans import Span, span_of
from khabar.schema.text import Sentence

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
    times: Mapping[int, Edtf | None],
) -> Told:
    """Merge what is told twice, in the order of the text.

    Two drafts are one event where type, mode and polarity agree and their participants do not
    contradict each other. The event stands at its first body sentence; a headline only where the
    body never says it. times gives, by sentence, the one time that its events can have.
    """
    groups: list[list[Draft]] = []
    headline = [d for d in drafts if sentences[d.sentence].kind is not SegmentKind.BODY]
    for draft in (d for d in drafts if d not in headline):
        home = next((g for g in reversed(groups) if _one_event(g, draft)), None)
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
    groups.sort(key=lambda g: _lead(g, sentences).start)
    events, reports = [], []
    for number, group in enumerate(groups, 1):
        event = _event(EventId(f"e{number}"), group, sentences, chain_at, times)
        events.append(event)
        reports += [
            _report(f"x{len(reports) + n}", event.id, d, chain_at) for n, d in enumerate(group, 1)
        ]
    return Told(tuple(events), tuple(reports))


def _people(draft: Draft) -> set[ActorId]:
    return {*draft.actor, *draft.recipient}


def _one_event(group: Sequence[Draft], draft: Draft) -> bool:
    first = group[0]
    if (first.type, first.polarity) != (draft.type, draft.polarity):
        return False
    if first.mode != draft.mode or draft.sentence in {d.sentence for d in group}:
        return False
    a, b = set().union(*map(_people, group)), _people(draft)
    if not a or not b:
        return a == b or first.mode == draft.mode
    return _roles_agree(first, draft) and (a <= b or b <= a)


def _roles_agree(a: Draft, b: Draft) -> bool:
    """Whether no one who acts in one is acted upon in the other."""
    if a.symmetric:
        return True
    return not ({*a.actor} & {*b.recipient} or {*a.recipient} & {*b.actor})


def _headline_of(group: Sequence[Draft], draft: Draft) -> bool:
    first = group[0]
    if first.type is not draft.type:
        return False
    a, b = set().union(*map(_people, group)), _people(draft)
    return not a or not b or bool(a & b)


def _lead(group: Sequence[Draft], sentences: Sequence[Sentence]) -> Draft:
    body = [d for d in group if sentences[d.sentence].kind is SegmentKind.BODY]
    return min(body or group, key=lambda d: d.start)


def _event(
    id_: EventId, group: Sequence[Draft], sentences: Sequence[Sentence], chain_at: Chain,
    times: Mapping[int, Edtf | None],
) -> Event:  # fmt: skip
    lead = _lead(group, sentences)
    fullest = max(group, key=lambda d: (d is lead, 0) if _people(lead) else (len(_people(d)), 0))
    when = times.get(lead.sentence) or next((times[d.sentence] for d in group if times.get(d.sentence)), None)
    return Event(
        start=lead.start, end=lead.end, id=id_, type=lead.type, mode=lead.mode,
        actor=fullest.actor, recipient=tuple(r for r in fullest.recipient if r not in fullest.actor),
        place=lead.place or next((d.place for d in group if d.place), None), when=when,
        status=lead.status, polarity=lead.polarity, sentence=span_of(sentences[lead.sentence]),
        chain=chain_at(span_of(lead), lead.sentence), sure=lead.sure, found_by=lead.found_by,
    )  # fmt: skip


def _report(id_: str, event: EventId, draft: Draft, chain_at: Chain) -> Report:
    return Report(
        start=draft.start, end=draft.end, id=id_, of=event, status=draft.status,
        polarity=draft.polarity, chain=chain_at(span_of(draft), draft.sentence),
    )  # fmt: skip
