"""Leaving out who was taken for a speaker, and of whom nothing is told in the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from khabar.schema.mentions import STRANGER, Mention
from khabar.schema.names import ActorId
from khabar.schema.reading import Reading


def without_the_silent(
    reading: Reading, mentions: Sequence[Mention], actor_of: Sequence[ActorId | None]
) -> Reading:
    """The reading without those who are known only as speakers and say and do nothing in it.

    A stranger is an actor because a verb says that somebody speaks; where that was weighed and
    left out, nothing speaks for the words being anybody's name.
    """
    pairs = list(zip(mentions, actor_of, strict=True))
    named = {actor for mention, actor in pairs if mention.found_by != STRANGER}
    silent = {actor for _, actor in pairs} - named - set(_taking_part(reading))
    if not silent:
        return reading
    return replace(reading, actors=tuple(a for a in reading.actors if a.id not in silent))


def _taking_part(reading: Reading) -> Iterator[ActorId | None]:
    for event in reading.events:
        yield from (*event.actor, *event.recipient, *event.other, *event.chain)
    for statement in reading.statements:
        yield from (statement.source, *statement.chain)
    for report in reading.reports:
        yield from report.chain
    for figure in reading.figures:
        yield from figure.chain
    for relation in reading.relations:
        yield from (relation.subject, relation.object, *relation.chain)
    for office in reading.offices:
        yield from (office.person, office.of)
    yield from (expectation.by for expectation in reading.expectations)
