"""Offices that persons are said to hold, and the ties that an office makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.lang.ar.normalise import normalise
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorId, Office
from khabar.schema.statements import Relation, RelationKind


def find_offices(
    text: str, mentions: Sequence[Mention], actor_of: Sequence[ActorId | None]
) -> tuple[Office, ...]:
    """One office for each person and title, at its first place in the text."""
    found: dict[tuple[ActorId, str], Office] = {}
    for mention, person in zip(mentions, actor_of, strict=True):
        if mention.title is None or person is None:
            continue
        of = _institution(mention, actor_of)
        key = (person, normalise(mention.title.cut(text)))
        found.setdefault(
            key,
            Office(
                start=mention.title.start, end=mention.title.end, id=f"o{len(found) + 1}",
                person=person, of=of if of != person else None,
            ),
        )  # fmt: skip
    return tuple(found.values())


def _institution(mention: Mention, actor_of: Sequence[ActorId | None]) -> ActorId | None:
    return None if mention.institution is None else actor_of[mention.institution]


def relations_of_offices(
    text: str, offices: Sequence[Office], ties: Mapping[str, RelationKind]
) -> tuple[Relation, ...]:
    """What an office says of its holder: a commander commands, a spokesman represents."""
    found: dict[tuple[ActorId, RelationKind, ActorId], Relation] = {}
    for office in offices:
        kind = _tie(text, office, ties)
        if kind is None or office.of is None:
            continue
        found.setdefault(
            (office.person, kind, office.of),
            Relation(
                start=office.start, end=office.end, id=f"r{len(found) + 1}",
                subject=office.person, relation=kind, object=office.of,
            ),
        )  # fmt: skip
    return tuple(found.values())


def _tie(text: str, office: Office, ties: Mapping[str, RelationKind]) -> RelationKind | None:
    first = normalise(text[office.start : office.end]).split()[0]
    return ties.get(first) or ties.get(first.removeprefix("ال"))
