"""Offices that persons are said to hold."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.lang.ar.normalise import normalise
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorId, ActorKind, Office
from khabar.schema.spans import Span

_NEAR = 7  # mentions between a person and the bodies named in the titles


def find_offices(
    text: str, mentions: Sequence[Mention], actor_of: Sequence[ActorId | None]
) -> tuple[Office, ...]:
    """One office for each person and title, at its first place in the text."""
    found: dict[tuple[ActorId, str], Office] = {}
    for at, (mention, person) in enumerate(zip(mentions, actor_of, strict=True)):
        if person is None:
            continue
        for title in (mention.title, *mention.other_titles):
            if title is None:
                continue
            of = _institution(title, at, mentions, actor_of)
            found.setdefault(
                (person, _told(title.cut(text))),
                Office(
                    start=title.start, end=title.end, id=f"o{len(found) + 1}",
                    person=person, of=of if of != person else None,
                ),
            )  # fmt: skip
    return tuple(found.values())


def _told(title: str) -> str:
    """A title's words without the article of its head: "رئيسا" and "الرئيس" stay apart."""
    return normalise(title).removeprefix("ال")


def _institution(
    title: Span, own: int, mentions: Sequence[Mention], actor_of: Sequence[ActorId | None]
) -> ActorId | None:
    """The body that a title names: it stands inside the title."""
    near = range(max(0, own - _NEAR), min(len(mentions), own + _NEAR))
    return next(
        (actor_of[n] for n in near
         if n != own and title.holds(mentions[n]) and mentions[n].kind != ActorKind.PERSON),
        None,
    )  # fmt: skip
