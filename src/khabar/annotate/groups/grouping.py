"""Which mentions of a document are one actor, and which are places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khabar.annotate.groups.backwards import led_back, of_a_nation
from khabar.annotate.groups.offices import Asked, by_office, post_of
from khabar.annotate.groups.spelling import bare, core, name_words, one_person
from khabar.annotate.groups.tables import Group, GroupTables
from khabar.catalog.actors import KnownPlace
from khabar.schema.mentions import Mention
from khabar.schema.moments import Published
from khabar.schema.names import Actor, ActorId, ActorKind, ActorMention, Name, Place, PlaceId
from khabar.schema.spans import Span, span_of

_DESCRIBED = ("rule:title", "rule:follower", "rule:unnamed")


@dataclass(frozen=True, slots=True)
class Grouped:
    """The actors and places of a document, and for each mention (by index) what it belongs to."""

    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    actor_of: tuple[ActorId | None, ...]
    place_of: tuple[PlaceId | None, ...]


def group_mentions(
    text: str, mentions: Sequence[Mention], published: Published, tables: GroupTables
) -> Grouped:
    """Bring together what names one thing: by catalogue id, by name, by office, by description.

    Names come first, so that a title in the headline meets the name that the body gives. A bare
    "الوزير" or "الحركة" goes to the one spoken of last, and to nobody where there was none.
    """
    home: dict[int, Group] = {}
    groups: list[Group] = []
    for at, mention in enumerate(mentions):
        later = mention.found_by in _DESCRIBED or _refers(text, mention, tables)
        if not (mention.as_place or later):
            found = _by_key(mention, groups) or _by_name(text, mention, groups)
            home[at] = _entered(text, mention, found, groups)
    _post(text, mentions, home, tables)
    for at, mention in enumerate(mentions):
        if at not in home and not mention.as_place:
            asked = _asked(text, mention, home, tables)
            held = by_office(asked, groups, published, tables)
            found = held or led_back(text, mention, groups, tables)
            home[at] = _entered(text, mention, found, groups)
        if at in home:
            home[at].last = at
    return _told(text, mentions, home, tables.places)


def _post(
    text: str, mentions: Sequence[Mention], home: Mapping[int, Group], tables: GroupTables
) -> None:
    """Tell the groups of persons which post at which body they hold."""
    for at, group in home.items():
        mention = mentions[at]
        if mention.title is not None and mention.institution is not None:
            body = home.get(mention.institution)
            post = post_of(bare(mention.title.cut(text)), body, tables)
            group.posts |= {post} if post is not None else set()


def _asked(
    text: str, mention: Mention, home: Mapping[int, Group], tables: GroupTables
) -> Asked | None:
    """The office that a mention without a name speaks of; None where it is no such mention."""
    person = mention.kind is ActorKind.PERSON and not mention.anonymous
    if mention.found_by != "rule:title" or not person:
        return None
    title = bare(mention.cut(text))
    body = None if mention.institution is None else home.get(mention.institution)
    return Asked(title, post_of(title, body, tables))


def _refers(text: str, mention: Mention, tables: GroupTables) -> bool:
    """A body's noun alone ("الجيش"): it may mean one whose full name comes before or after."""
    if mention.found_by != "rule:body" or mention.key is not None or not mention.head:
        return False
    single = mention.last - mention.first == 1 or " " not in core(mention.cut(text))
    return single or of_a_nation(text, mention, tables)


def _entered(text: str, mention: Mention, found: Group | None, groups: list[Group]) -> Group:
    group = found
    if group is None:
        groups.append(group := Group())
    words = mention.cut(text)
    group.mentions.append(mention)
    group.forms |= {bare(words), core(words)}
    group.titles.update(bare(t.cut(text)) for t in (mention.title, *mention.other_titles) if t)
    if mention.key is not None:
        group.keys.add(mention.key)
    if mention.head:
        group.heads.add(mention.head)
    if mention.kind is ActorKind.PERSON and mention.found_by not in _DESCRIBED:
        group.names |= {name_words(words), name_words(mention.name.ar)}
    elif mention.found_by == "rule:title":
        group.titles.add(bare(words))
    return group


def _by_key(mention: Mention, groups: Sequence[Group]) -> Group | None:
    if mention.key is None:
        return None
    return next((g for g in groups if mention.key in g.keys), None)


def _by_name(text: str, mention: Mention, groups: Sequence[Group]) -> Group | None:
    if mention.kind is ActorKind.PERSON:
        return _person(text, mention, groups)
    if mention.key is not None:
        return None
    form, short = bare(mention.cut(text)), core(mention.cut(text))
    alike = [g for g in groups if g.first.kind is not ActorKind.PERSON and form in g.forms]
    if not alike and " " in form:
        alike = [g for g in groups if g.first.kind is mention.kind and short in g.forms]
    if not alike and " " not in form and mention.head:
        alike = [
            g for g in groups if mention.head in g.heads and g.first.kind is not ActorKind.PERSON
        ]
    return alike[-1] if alike else None


def _person(text: str, mention: Mention, groups: Sequence[Group]) -> Group | None:
    own = {name_words(mention.cut(text)), name_words(mention.name.ar)}
    free = [g for g in groups if g.names and not (mention.key and g.keys)]
    found = [g for g in free if any(one_person(a, b) for a in own for b in g.names)]
    if not found and all(len(words) == 1 for words in own):
        first = {words[0] for words in own}
        found = [g for g in groups if any(n[0] in first and len(n) > 1 for n in g.names)]
    return found[0] if len(found) == 1 else None


def _told(
    text: str,
    mentions: Sequence[Mention],
    home: Mapping[int, Group],
    known: Mapping[str, KnownPlace],
) -> Grouped:
    """The groups in the order in which the text first names them."""
    order = {id(home[at]): home[at] for at in sorted(home)}
    ids = {key: ActorId(f"a{n}") for n, key in enumerate(order, 1)}
    actors = tuple(_actor(text, ids[key], group) for key, group in order.items())
    actor_of = tuple(ids[id(home[at])] if at in home else None for at in range(len(mentions)))
    places, place_of = _places(mentions, known)
    return Grouped(actors, places, actor_of, place_of)


def _actor(text: str, own: ActorId, group: Group) -> Actor:
    best = max(group.mentions, key=lambda m: (m.key is not None, m.sure, m.end - m.start))
    told = sorted(group.mentions, key=lambda m: m.start)
    return Actor(
        id=own,
        kind=best.kind,
        name=best.name if best.key else Name(ar=_written_out(text, best)),
        anonymous=all(m.anonymous for m in group.mentions),
        mentions=tuple(ActorMention(start=m.start, end=m.end, sure=m.sure) for m in told),
    )


def _written_out(text: str, mention: Mention) -> str:
    """The words of a mention; with its article, which ل swallows: للخارجية is ل and الخارجية.

    A noun that begins with ل itself (للجنة) may have had none.
    """
    words, start = mention.cut(text), mention.start
    swallowed = words.startswith("ل") and text[start - 1 : start] == "ل"
    tied = not text[start - 2 : start - 1].isalnum() or text[start - 2] in "وف"
    return f"ا{words}" if swallowed and tied and not mention.head.startswith("ل") else words


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
