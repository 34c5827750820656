"""Places that somebody holds: such a place is an actor of its own, a region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.schema.mentions import Mention
from khabar.schema.names import Actor, ActorId, ActorKind, ActorMention, Place, PlaceId
from khabar.schema.statements import Relation

_REGION = "region:"


def region_ids(
    mentions: Sequence[Mention],
    actor_of: Sequence[ActorId | None],
    place_of: Sequence[PlaceId | None],
) -> Mapping[PlaceId, ActorId]:
    """For each place the actor that it is: the state of that name where it acts, else a region."""
    found: dict[PlaceId, ActorId] = {}
    for mention, actor, place in zip(mentions, actor_of, place_of, strict=True):
        if place is not None and actor is not None and mention.kind is ActorKind.STATE:
            found.setdefault(place, actor)
    for place in place_of:
        if place is not None:
            found.setdefault(place, ActorId(f"{_REGION}{place}"))
    return found


def with_regions(
    actors: tuple[Actor, ...], places: Sequence[Place], relations: Sequence[Relation]
) -> tuple[Actor, ...]:
    """The actors with the regions that the relations speak of."""
    held = {r.object for r in relations}
    regions = (
        Actor(
            id=ActorId(f"{_REGION}{place.id}"),
            kind=ActorKind.REGION,
            name=place.name,
            mentions=tuple(
                ActorMention(start=m.start, end=m.end, sure=0.7) for m in place.mentions
            ),
        )
        for place in places
        if f"{_REGION}{place.id}" in held
    )
    return (*actors, *regions)
