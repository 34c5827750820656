"""What rules say of two tellings: whether they are of one event."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.schema.drafts import Draft
from khabar.schema.events import EventType
from khabar.schema.names import ActorId

_FAMILIES = (
    frozenset(("kill", "airstrike", "assassinate", "execution", "death")),
    frozenset(("arrest", "detain")),
    frozenset(("overthrow", "regime_fall", "collapse")),
    frozenset(("convict",)),
    frozenset(("appointment",)),
)
_VISIT = "visit"


def one_event(group: Sequence[Draft], draft: Draft) -> bool:
    """Whether a draft tells what a group does: type, mode and polarity agree, and the participants
    do not contradict each other."""
    first = group[0]
    if (first.type, first.polarity) != (draft.type, draft.polarity):
        return False
    if draft.sentence in {d.sentence for d in group}:
        return False
    modes = {d.mode for d in group}
    done_to = set[ActorId]().union(*(d.recipient for d in group))
    if once(first, draft) and not done_to.isdisjoint(draft.recipient):
        return True
    if draft.mode not in modes:
        return False
    doers = set[ActorId]().union(*(d.actor for d in group))
    if not people_of(draft) or not (doers or done_to):
        return True
    if first.symmetric:
        people = doers | done_to
        return people <= people_of(draft) or people_of(draft) <= people
    shared = not (doers | done_to).isdisjoint(people_of(draft))
    fits = _fits(doers, draft.actor) and _fits(done_to, draft.recipient)
    return shared and fits and _roles_agree(first, draft)


def once(a: Draft, b: Draft) -> bool:
    """Whether two modes tell what happens to someone once: being killed, and how."""
    return any(a.mode in family and b.mode in family for family in _FAMILIES)


def apart(a: Draft, b: Draft) -> bool:
    """Whether two tellings are of two events, whatever speaks for one: a visit and the talks held
    on it count each where each is told by a word of its own."""
    return a.type is EventType.CONSULT and (a.mode == _VISIT) != (b.mode == _VISIT)


def people_of(draft: Draft) -> set[ActorId]:
    """Everyone who takes part."""
    return {*draft.actor, *draft.recipient}


def _fits(told: set[ActorId], more: Sequence[ActorId]) -> bool:
    return not told or not more or not told.isdisjoint(more)


def _roles_agree(a: Draft, b: Draft) -> bool:
    """Whether no one who acts in one is acted upon in the other."""
    if a.symmetric:
        return True
    return not ({*a.actor} & {*b.recipient} or {*a.recipient} & {*b.actor})
