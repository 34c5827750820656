"""All ties of a document, each told once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from khabar.annotate.relations.line import Claim, Line, Side, bare_name, suit
from khabar.annotate.relations.offices import office_claims
from khabar.annotate.relations.phrases import kin_claims, noun_claims, phrase_claims
from khabar.annotate.relations.regions import region_ids
from khabar.annotate.relations.tables import RelationTables
from khabar.annotate.relations.verbs import verb_claims
from khabar.schema.events import Event, Polarity, Status
from khabar.schema.mentions import Mention
from khabar.schema.names import Actor, ActorId, ActorKind, PlaceId
from khabar.schema.spans import Span
from khabar.schema.statements import Relation
from khabar.schema.text import Sentence

_FACTS = (Status.OCCURRED, Status.ONGOING)

Chain = Callable[[Span, int], tuple[ActorId, ...]]


@dataclass(frozen=True, slots=True)
class Scope:
    """A document as the search for ties sees it: its mentions with what each stands for."""

    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]
    actor_of: Sequence[ActorId | None]
    place_of: Sequence[PlaceId | None]
    actors: Sequence[Actor]
    events: Sequence[Event]


def find_relations(scope: Scope, chain_at: Chain, tables: RelationTables) -> tuple[Relation, ...]:
    """Every tie at the first place where the text asserts it.

    A place that somebody is said to hold becomes a region among the actors; with_regions makes it.
    """
    regions = region_ids(scope.mentions, scope.actor_of, scope.place_of)
    found: dict[tuple[str, ...], Relation] = {}
    for line in _lines(scope, tables):
        for claim in _claims(line):
            relation = _relation(claim, line, chain_at, regions)
            if relation is not None:
                key = (relation.subject, relation.relation, relation.object, relation.polarity)
                found.setdefault(key, relation)
    for relation in _of_events(scope, tables):
        key = (relation.subject, relation.relation, relation.object, relation.polarity)
        found.setdefault(key, relation)
    listed = sorted(found.values(), key=lambda r: (r.start, r.end))
    return tuple(_numbered(r, n) for n, r in enumerate(listed, 1))


def _of_events(scope: Scope, tables: RelationTables) -> Iterator[Relation]:
    """A stance that a verb tells is an event and a tie as well: who joins, who pledges support."""
    kinds = {a.id: a.kind for a in scope.actors}
    for event in scope.events:
        kind = tables.events.get((event.type, event.mode))
        if kind is None or event.status not in _FACTS or event.polarity is Polarity.NEGATIVE:
            continue
        for subject in event.actor:
            for object_ in event.recipient:
                if subject != object_ and suit(kind, kinds[subject], kinds[object_]):
                    yield Relation(
                        start=event.start, end=event.end, id="r0", subject=subject, relation=kind,
                        object=object_, chain=event.chain,
                    )  # fmt: skip


def _numbered(relation: Relation, number: int) -> Relation:
    return Relation(
        start=relation.start, end=relation.end, id=f"r{number}", subject=relation.subject,
        relation=relation.relation, object=relation.object, polarity=relation.polarity,
        chain=relation.chain,
    )  # fmt: skip


def _lines(scope: Scope, tables: RelationTables) -> Iterator[Line]:
    sides: dict[int, list[Side]] = {}
    rows = zip(scope.mentions, scope.actor_of, scope.place_of, strict=True)
    for mention, actor, place in rows:
        if actor is not None or place is not None:
            sentence = scope.sentences[mention.sentence]
            side = Side(mention, actor, None if actor else place, _start(mention, sentence))
            sides.setdefault(mention.sentence, []).append(side)
    groups = _groups(scope, [s for listed in sides.values() for s in listed])
    for index, listed in sides.items():
        if len(listed) > 1 or any(s.mention.title for s in listed):
            ordered = sorted(listed, key=lambda s: s.start)
            yield Line(scope.sentences[index], ordered, tables, groups)


def _groups(scope: Scope, sides: Sequence[Side]) -> dict[str, Side]:
    """Parties and armed groups by the words of their names."""
    found: dict[str, Side] = {}
    for side in sides:
        if side.actor is not None and side.kind in (ActorKind.ARMED_GROUP, ActorKind.PARTY):
            tokens = scope.sentences[side.mention.sentence].tokens
            for token in tokens[side.mention.first : side.mention.last]:
                found.setdefault(bare_name(token.form), side)
    return found


def _start(mention: Mention, sentence: Sentence) -> int:
    title = mention.title
    if title is None or title.start >= mention.start:
        return mention.first
    return bisect_right(sentence.tokens, title.start, key=lambda t: t.start) - 1


def _claims(line: Line) -> Iterator[Claim]:
    yield from office_claims(line)
    for at, token in enumerate(line.sentence.tokens):
        if not line.tables.may_tie(token.form):
            continue
        yield from phrase_claims(line, at)
        yield from kin_claims(line, at)
        yield from noun_claims(line, at)
        yield from verb_claims(line, at)


def _relation(
    claim: Claim, line: Line, chain_at: Chain, regions: Mapping[PlaceId, ActorId]
) -> Relation | None:
    subject = claim.subject.actor
    place = claim.object.place
    object_ = claim.object.actor or (regions.get(place) if place else None)
    if subject is None or object_ is None or subject == object_:
        return None
    tokens = line.sentence.tokens
    span = Span(start=tokens[claim.first].start, end=tokens[claim.last - 1].end)
    return Relation(
        start=span.start, end=span.end, id="r0", subject=subject, relation=claim.kind,
        object=object_, polarity=claim.polarity, chain=chain_at(span, claim.sentence),
    )  # fmt: skip
