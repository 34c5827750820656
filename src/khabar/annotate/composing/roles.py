"""From how surely everyone takes part to who does: the roles of one event."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from khabar.annotate.composing.ground import Limits
from khabar.schema.drafts import Parts
from khabar.schema.names import ActorId

Role = tuple[ActorId, ...]
Roles = tuple[Role, Role]
NOBODY: Roles = ((), ())

Least = Callable[[ActorId], float]


def roles_of(parts: Parts, own: Roles, limits: Limits, *, symmetric: bool) -> Roles:
    """Who acts and who is acted upon, in the order in which they stand near the event.

    own: whom a rule sees in the roles, who stay unless it is unlikely, and beside whom nobody is
    put without need. Everyone sure enough takes the role that is likelier. Where nobody is, the
    likeliest one does, from a lower limit on: an event with one doubtful doer serves more than one
    without any.
    """
    if symmetric:
        return _together(parts, own, limits)
    doing, done_to = parts.doing, parts.done_to
    acts, bears = (_least(role, limits, whole=bool(role)) for role in own)
    actor = [a for a, s in doing.items() if s >= acts(a) and s >= done_to[a]]
    recipient = [a for a, s in done_to.items() if s >= bears(a) and s > doing[a]]
    actor = actor or _lone(doing, recipient, limits)
    recipient = recipient or _lone(done_to, actor, limits)
    return tuple(actor), tuple(recipient)


def _least(own: Sequence[ActorId], limits: Limits, *, whole: bool) -> Least:
    """How sure it must be of each that they take a role in which a rule sees these; whole: nobody
    need be added to them."""
    others = limits.more if whole else limits.part
    return lambda actor: limits.kept if actor in own else others


def _lone(shares: Mapping[ActorId, float], taken: list[ActorId], limits: Limits) -> list[ActorId]:
    best = max(shares, key=lambda a: shares[a], default=None)
    alone = best is not None and best not in taken and shares[best] >= limits.lone
    return [best] if best is not None and alone else []


def _together(parts: Parts, own: Roles, limits: Limits) -> Roles:
    """The roles of what is done together: one side is as good an actor as the other. It is whom the
    rule puts first, or else the surest doer."""
    both = (*own[0], *own[1])
    least = _least(both, limits, whole=len(set(both)) > 1)
    shares = {a: max(s, parts.done_to[a]) for a, s in parts.doing.items()}
    people = [a for a, s in shares.items() if s >= least(a)]
    people = people or _lone(shares, [], limits)
    surest = max(people, key=lambda a: parts.doing[a], default=None)
    first = {a for a in people if a in own[0]} or {a for a in people if a == surest}
    return tuple(a for a in people if a in first), tuple(a for a in people if a not in first)
