"""Which mentions of a document are one actor, and which are places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from khabar.catalog.actors import KnownPlace
from khabar.lang.ar.normalise import normalise
from khabar.schema.mentions import Mention
from khabar.schema.names import Actor, ActorId, ActorKind, ActorMention, Name, Place, PlaceId
from khabar.schema.spans import Span, span_of


@dataclass(frozen=True, slots=True)
class Grouped:
    """The actors and places of a document, and for each mention (by index) what it belongs to."""

    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    actor_of: tuple[ActorId | None, ...]
    place_of: tuple[PlaceId | None, ...]


@dataclass(slots=True)
class _Group:
    """A group while it grows; nothing outside this module sees it."""

    mentions: list[Mention] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)


def group_mentions(
    text: str, mentions: Sequence[Mention], places: Mapping[str, KnownPlace]
) -> Grouped:
    """Bring together what names one thing: by catalogue id, by name, by the head of a description.

    A bare surname goes to the one person with that surname, a bare "الجيش" to the army named
    last. Where two would fit equally, the mention stays alone.
    """
    groups: list[_Group] = []
    actor_of: list[ActorId | None] = []
    for mention in mentions:
        if mention.as_place:
            actor_of.append(None)
            continue
        group = _home(text, mention, groups)
        if group is None:
            groups.append(group := _Group())
        _enter(text, mention, group)
        actor_of.append(ActorId(f"a{groups.index(group) + 1}"))
    found = tuple(_actor(text, n, g) for n, g in enumerate(groups, 1))
    listed, place_of = _places(mentions, places)
    return Grouped(found, listed, tuple(actor_of), place_of)


def _enter(text: str, mention: Mention, group: _Group) -> None:
    group.mentions.append(mention)
    group.words.update(normalise(mention.cut(text)).split())
    group.words.update(normalise(mention.name.ar).split())
    if mention.title is not None:
        group.titles.add(_bare(mention.title.cut(text)))
    if mention.found_by == "rule:title":
        group.titles.add(_bare(mention.cut(text)))


def _bare(title: str) -> str:
    form = normalise(title)
    return form[2:] if form.startswith("ال") else form


def _home(text: str, mention: Mention, groups: Sequence[_Group]) -> _Group | None:
    if mention.key is not None:
        return _only(g for g in groups if any(m.key == mention.key for m in g.mentions))
    recent = [g for g in reversed(groups) if _one_sort(g, mention)]
    if mention.anonymous:
        definite = normalise(mention.cut(text)).startswith("ال")
        return next((g for g in recent if _same_head(g, mention)), None) if definite else None
    if mention.found_by == "rule:title":
        return _by_title(text, mention, recent)
    if mention.kind is ActorKind.PERSON:
        return _by_name(text, mention, recent)
    return _by_head(text, mention, recent)


def _one_sort(group: _Group, mention: Mention) -> bool:
    first = group.mentions[0]
    person = ActorKind.PERSON
    return first.anonymous == mention.anonymous and (first.kind is person) == (mention.kind is person)


def _same_head(group: _Group, mention: Mention) -> bool:
    return any(m.head == mention.head for m in group.mentions)


def _only(found: Iterator[_Group]) -> _Group | None:
    candidates = list(found)
    return candidates[0] if len(candidates) == 1 else None


def _by_title(text: str, mention: Mention, recent: Sequence[_Group]) -> _Group | None:
    title = _bare(mention.cut(text))
    same = next((g for g in recent if title in g.titles), None)
    if same is not None or " " in title:
        return same
    return next((g for g in recent if any(t.split()[0] == title for t in g.titles)), None)


def _by_name(text: str, mention: Mention, recent: Sequence[_Group]) -> _Group | None:
    words = normalise(mention.name.ar).split()
    return _only(
        g for g in recent
        if any(_one_name(words, normalise(m.name.ar).split()) for m in g.mentions if m.found_by != "rule:title")
    )  # fmt: skip


def _one_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the shorter name's words all stand in the longer, last name included."""
    short, long = sorted((a, b), key=len)
    return short[-1] == long[-1] and set(short) <= set(long)


def _by_head(text: str, mention: Mention, recent: Sequence[_Group]) -> _Group | None:
    form = _bare(mention.cut(text))
    same = next((g for g in recent if any(_bare(m.cut(text)) == form for m in g.mentions)), None)
    if same is not None or " " in form or not mention.head:
        return same
    return next((g for g in recent if _same_head(g, mention)), None)


def _actor(text: str, number: int, group: _Group) -> Actor:
    best = max(group.mentions, key=lambda m: (m.key is not None, m.sure, m.end - m.start))
    return Actor(
        id=ActorId(f"a{number}"),
        kind=best.kind,
        name=best.name if best.key else Name(ar=best.cut(text)),
        anonymous=best.anonymous,
        mentions=tuple(ActorMention(start=m.start, end=m.end, sure=m.sure) for m in group.mentions),
    )


def _places(
    mentions: Sequence[Mention], known: Mapping[str, KnownPlace]
) -> tuple[tuple[Place, ...], tuple[PlaceId | None, ...]]:
    spans: dict[str, list[Span]] = {}
    for mention in mentions:
        if mention.place is not None:
            spans.setdefault(mention.place, []).append(span_of(mention))
    ids = {key: PlaceId(f"p{n}") for n, key in enumerate(spans, 1)}
    places = tuple(
        Place(
            id=ids[key], name=known[key].name, country=known[key].country,
            lat=known[key].lat, lon=known[key].lon, mentions=tuple(found),
        )
        for key, found in spans.items()
    )  # fmt: skip
    return places, tuple(None if m.place is None else ids[m.place] for m in mentions)
