"""What the learned reader hears of everyone near an event: more numbers for the model of roles."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.annotate.events.company import Company
from khabar.learned.proposals import Share
from khabar.schema.drafts import Supposed
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorId

_BEHIND = 0.1  # of two names as many sentences away the one before is nearer
_UNHEARD = [-1.0] * 5

Numbers = list[float]
Heard = tuple[float, int, Share]
"""How many sentences and characters a name is away, and its part."""


def heard_of(
    company: Company, supposed: Supposed, people: Sequence[ActorId]
) -> tuple[Numbers, ...]:
    """For each how surely the nearest of their names acts, is acted upon or takes part otherwise,
    and how surely any of them acts or is acted upon; -1 where nobody was asked."""
    if company.asked is None:
        return tuple(_UNHEARD for _ in people)
    names = [(n, *one) for n, actor in enumerate(people) for one in company.standing[actor]]
    told = company.asked(supposed, [mention for *_, mention in names])
    found: list[list[Heard]] = [[] for _ in people]
    for (n, at, mention), share in zip(names, told, strict=True):
        if share is not None:
            found[n].append((*_away(supposed, at, mention), share))
    return tuple(_numbers(some) for some in found)


def _away(supposed: Supposed, at: int, mention: Mention) -> tuple[float, int]:
    sentences = abs(at - supposed.sentence) + _BEHIND * (at > supposed.sentence)
    return sentences, min(abs(mention.start - supposed.start), abs(mention.end - supposed.end))


def _numbers(heard: Sequence[Heard]) -> Numbers:
    if not heard:
        return _UNHEARD
    *_, near = min(heard, key=lambda one: one[:2])
    return [*near, *(max(share[role] for *_, share in heard) for role in (0, 1))]
