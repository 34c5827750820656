"""Ties told by a word between two names: "supported by", "loyal to", "led by", "its ally"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from khabar.annotate.relations.line import Claim, Line, Side, can_be, fits
from khabar.annotate.relations.tables import Gender, Tie
from khabar.lang.phrases import Match
from khabar.schema.events import Polarity
from khabar.schema.names import ActorKind
from khabar.schema.statements import RelationKind

_NEAR = 8  # tokens between a name and the word that is said of it
_FAR = 14  # tokens in which the owner of "its ally" is looked for
_OBJECT = 3  # tokens between a verbal noun and what it is directed to
_ATTACHED = ("ل", "ب")
_ROLES = frozenset({RelationKind.MEMBER_OF, RelationKind.REPRESENTS, RelationKind.COMMANDS})
_PRONOUNS = {
    "ه": Gender.MASCULINE, "ها": Gender.FEMININE, "هم": Gender.PLURAL, "هما": Gender.PLURAL,
}  # fmt: skip


def phrase_claims(line: Line, at: int) -> Iterator[Claim]:
    """X, the word at the token, and Y behind it."""
    for match in line.tables.phrases.at(line.sentence.tokens, at, line.tables.stems):
        tie = match.entry
        if match.stem.preposition and not line.form(at).startswith("لل"):
            continue
        there = behind(line, match.last, tie.link)
        if there is None:
            continue
        here = _holder(line, tie, there) or _told_of(line, tie, there, at)
        if here is None:
            continue
        yield from _tied(line, tie, (here,), line.joined(there), match)


def _told_of(line: Line, tie: Tie, there: Side, at: int) -> Side | None:
    """Of whom the word is said; "one of the closest to Y" need not agree with him."""
    first = at
    while first > 0 and line.form(first - 1) in line.tables.one_of:
        first -= 1
    if first < at:
        tie = replace(tie, gender=Gender.ANY)
    return line.before(first, _suiting(line, tie, there), _NEAR)


def _suiting(line: Line, tie: Tie, there: Side) -> Callable[[Side], bool]:
    """What can stand before the word: it agrees, and the tie can be between these two."""

    def suits(side: Side) -> bool:
        ends = (there, side) if tie.turned else (side, there)
        a_role = tie.kind in _ROLES and not tie.turned
        if a_role and side.kind not in (ActorKind.PERSON, ActorKind.GROUP):
            return False
        return fits(side, tie.gender, line) and can_be(tie.kind, *ends)

    return suits


def _holder(line: Line, tie: Tie, there: Side) -> Side | None:
    """The person named right behind what he is of: "the leading member of X, Y"."""
    if tie.kind not in _ROLES or tie.turned:
        return None
    index = line.skip_marks(there.last)
    side = line.starting(index)
    apposed = side is not None and not side.mention.preposition and not side.mention.conjoined
    return side if side and apposed and side.kind is ActorKind.PERSON else None


def _tied(
    line: Line, tie: Tie, here: Sequence[Side], there: Sequence[Side], match: Match[Tie]
) -> Iterator[Claim]:
    subjects, objects = (there, here) if tie.turned else (here, there)
    denied = line.form(match.first - 1) in line.tables.negations
    for subject in subjects:
        for object_ in objects:
            if can_be(tie.kind, subject, object_):
                yield Claim(
                    tie.kind, subject, object_,
                    Polarity.NEGATIVE if denied else Polarity.POSITIVE,
                    line.sentence.index, match.first, there[-1].last,
                )  # fmt: skip


def behind(line: Line, index: int, link: str) -> Side | None:
    """The side that stands right behind a word, under a preposition or under none."""
    if link in _ATTACHED:
        return _attached(line, index, link)
    if link:
        if line.form(index) != link:
            return None
        index += 1
    if line.form(index) == "كل" and line.form(index + 1) == "من":
        index += 2
    side = line.starting(line.skip_marks(index))
    if side is None or (not link and side.mention.preposition in ("ل", "ب", "في", "من", "إلى")):
        return None
    return side


def _attached(line: Line, index: int, link: str) -> Side | None:
    """The side right behind that ل or ب is written onto, or onto the word for its sort."""
    near = [s for s in line.sides if index <= s.start <= index + 3]
    for side in sorted(near, key=lambda s: (s.start, -s.last)):
        first = index if line.form(index).startswith(link) else side.start
        between = range(first, side.start)
        if all(_light(line, n, link) for n in between) and line.under(side, link):
            return side
    return None


def _light(line: Line, index: int, link: str) -> bool:
    form = line.form(index).removeprefix(link)
    return form in line.tables.sorts or line.skip_marks(index) > index or not form


def noun_claims(line: Line, at: int) -> Iterator[Claim]:
    """A verbal noun with the one who does it behind it or meant by its pronoun."""
    for match in line.tables.nouns.at(line.sentence.tokens, at, line.tables.stems):
        doer = None if match.stem.definite else behind(line, match.last, "")
        if doer is None:
            continue
        yield from _directed(line, match.entry, line.joined(doer), (at, match.last))
    form, pronoun = without_pronoun(line.form(at))
    if not pronoun:
        return
    for stem in line.tables.stems(form):
        for rest, tie in line.tables.nouns.by_first.get(stem.form, ()):
            owner = owner_of(line, at, _PRONOUNS[pronoun])
            if owner is not None and not rest:
                yield from _directed(line, tie, (owner,), (at, at + 1))


def without_pronoun(form: str) -> tuple[str, str]:
    """A noun and the pronoun written onto it; the pronoun is empty where there is none."""
    for pronoun in ("هما", "ها", "هم", "ه"):
        if form.endswith(pronoun) and len(form) > len(pronoun) + 2:
            stem = form[: -len(pronoun)]
            return (stem[:-1] + "ه" if stem.endswith("ت") else stem), pronoun
    return form, ""


def _directed(
    line: Line, tie: Tie, doers: Sequence[Side], where: tuple[int, int]
) -> Iterator[Claim]:
    first, last = where
    start = max(last, doers[-1].last if doers[-1].start >= first else last)
    near = [s for s in line.sides if start <= s.start <= start + _OBJECT]
    object_ = next((s for s in near if line.under(s, tie.link)), None)
    if object_ is None or any(_parts(line, n) for n in range(start, object_.start)):
        return
    for doer in doers:
        for target in line.joined(object_):
            if can_be(tie.kind, doer, target):
                yield Claim(
                    tie.kind, doer, target, Polarity.POSITIVE, line.sentence.index, first,
                    target.last,
                )  # fmt: skip


def _parts(line: Line, index: int) -> bool:
    form = line.form(index)
    return form in line.tables.openers or form in ("،", ",", ".")


def owner_of(line: Line, at: int, gender: Gender) -> Side | None:
    """Whom an attached pronoun means: the last side before it that agrees."""
    near = [s for s in line.sides if at - _FAR <= s.start and s.last <= at]
    return next((s for s in reversed(near) if s.actor is not None and fits(s, gender, line)), None)


def kin_claims(line: Line, at: int) -> Iterator[Claim]:
    """Its ally Y, his rival Y."""
    form, pronoun = without_pronoun(line.form(at))
    if not pronoun:
        return
    kinds = (line.tables.kin.get(s.form) for s in line.tables.stems(form))
    kind = next((k for k in kinds if k is not None), None)
    owner = owner_of(line, at, _PRONOUNS[pronoun]) if kind else None
    there = behind(line, at + 1, "")
    if kind is None or owner is None or there is None or there.actor == owner.actor:
        return
    ally = kind is RelationKind.ALLIED_WITH
    subject, object_ = (there, owner) if ally else (owner, there)
    if can_be(kind, subject, object_):
        yield Claim(kind, subject, object_, Polarity.POSITIVE, line.sentence.index, at, there.last)
