"""Ties told by an office or a description: a commander commands, followers support."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.annotate.relations.line import Claim, Line, Side, bare_name, can_be
from khabar.schema.events import Polarity
from khabar.schema.names import ActorKind
from khabar.schema.statements import RelationKind

_NEAR = 10  # tokens between a person and "one of the leaders of Y"


def office_claims(line: Line) -> Iterator[Claim]:
    """What titles say of their holders, and descriptions of the groups that they name."""
    for side in line.sides:
        if side.actor is None:
            continue
        first, last = _words(line, side)
        inside = [
            s for s in line.sides
            if s is not side and s.actor not in (None, side.actor)
            and first < s.start and s.mention.last <= last
        ]  # fmt: skip
        found = (
            _of_group(line, side, inside)
            or _of_office(line, side, (first, last), inside)
            or _of_whole(line, side, inside)
        )
        if found is not None:
            yield found


def _words(line: Line, side: Side) -> tuple[int, int]:
    """The tokens of the title, which may stand before the name or behind it."""
    title = side.mention.title
    if title is None:
        return side.mention.first, side.mention.last
    at = [n for n, t in enumerate(line.sentence.tokens) if title.overlaps(t)]
    return (at[0], at[-1] + 1) if at else (side.start, side.last)


def _of_office(
    line: Line, side: Side, words: tuple[int, int], inside: Sequence[Side]
) -> Claim | None:
    alone = side.mention.found_by == "rule:title"
    if side.kind is not ActorKind.PERSON or not (side.mention.title or alone):
        return None
    tables = line.tables
    holder = (_apposed(line, side) or side) if alone else side
    for match in tables.offices.at(line.sentence.tokens, words[0], tables.stems):
        kind, only = match.entry
        spoken_for = _spoken_for(line, side, words, match.last)
        if spoken_for and kind is RelationKind.REPRESENTS and can_be(kind, spoken_for, side):
            return _claim(line, kind, spoken_for, side, words)
        for body in inside:
            if not _leads_to(line, match.last, body.start) or (only and body.kind not in only):
                continue
            if can_be(kind, holder, body) and not _sent_to(kind, body):
                return _claim(line, kind, holder, body, words)
        group = _by_adjective(line, match.last, side)
        if group is not None and kind is RelationKind.MEMBER_OF and can_be(kind, holder, group):
            return _claim(line, kind, holder, group, words)
    return None


def _sent_to(kind: RelationKind, body: Side) -> bool:
    """An envoy "to Libya" (المبعوث لليبيا) does not speak for it."""
    territory = body.kind in (ActorKind.STATE, ActorKind.REGION)
    return kind is RelationKind.REPRESENTS and territory and body.mention.preposition == "ل"


def _by_adjective(line: Line, start: int, side: Side) -> Side | None:
    """The group whose adjective a title carries: القيادي الحوثي is of الحوثيين."""
    tokens = line.sentence.tokens[start : side.last]
    words = [t.form for t in tokens if t.start < side.mention.start]
    named = (line.groups.get(bare_name(w)) for w in words if w.startswith("ال"))
    return next((side for side in named if side is not None), None)


def _spoken_for(line: Line, side: Side, words: tuple[int, int], start: int) -> Side | None:
    """Who speaks for a person whose rank ends the other's title: "X, spokesman for Marshal Y"."""
    if line.form(words[1] - 1) not in line.tables.sorts or not _leads_to(line, start, words[1] - 1):
        return None
    return _apposed(line, side)


def _leads_to(line: Line, start: int, end: int) -> bool:
    """Whether only adjectives and the words that join an office to its body stand between."""
    between = [line.form(n) for n in range(start, end)]
    return len(between) <= 3 and all(
        w.startswith("ال") or w in line.tables.joints or w == '"' for w in between
    )


def _apposed(line: Line, side: Side) -> Side | None:
    """The name that a title standing alone explains: "X, leader of Y" and "the leader of Y, X"."""
    persons = [
        s for s in line.sides
        if s.kind is ActorKind.PERSON and s.mention.found_by != "rule:title" and s is not side
    ]  # fmt: skip
    if line.sentence.tokens[side.mention.first].start < side.mention.start:
        return None  # an attached preposition ties it to something else
    before = side.start
    while before > 0 and line.form(before - 1) in ("،", ",", "-", "وهو", "وهي", "("):
        before -= 1
    named = next((s for s in persons if s.last == before), None)
    if named is not None:
        return named
    behind = line.skip_marks(side.last)
    return next((s for s in persons if s.start == behind > side.last), None)


def _of_group(line: Line, side: Side, inside: Sequence[Side]) -> Claim | None:
    tables = line.tables
    if side.kind not in (ActorKind.GROUP, ActorKind.ARMED_GROUP) or side.mention.title:
        return None
    one = _one_of(line, side) if line.form(side.start - 1) in tables.one_of else None
    for match in tables.groups.at(line.sentence.tokens, side.mention.first, tables.stems):
        who = one if one or match.entry is RelationKind.MEMBER_OF else side
        for whom in inside:
            if who and _leads_to(line, match.last, whom.start) and can_be(match.entry, who, whom):
                return _claim(line, match.entry, who, whom, (side.start, side.last))
    return None


def _of_whole(line: Line, side: Side, inside: Sequence[Side]) -> Claim | None:
    """A body named by the larger body that it belongs to: "the committee in the parliament"."""
    for whole in inside:
        if whole.mention.preposition in ("ل", "ب") and can_be(RelationKind.PART_OF, side, whole):
            words = (side.start, side.last)
            return _claim(line, RelationKind.PART_OF, side, whole, words)
    return None


def _one_of(line: Line, side: Side) -> Side | None:
    """Of whom it is said that he is one of a group: the last one named before."""
    near = [
        s for s in line.sides
        if s.actor is not None and side.start - _NEAR <= s.start and s.last < side.start
    ]  # fmt: skip
    return near[-1] if near else None


def _claim(
    line: Line, kind: RelationKind, subject: Side, object_: Side, words: tuple[int, int]
) -> Claim:
    first = min(words[0], subject.start)
    return Claim(
        kind, subject, object_, Polarity.POSITIVE, line.sentence.index, first,
        max(words[1], object_.last if object_.mention.sentence == line.sentence.index else 0),
    )  # fmt: skip
