"""Ties told by a verb: "which Iran supports", "Egypt supports him", "who leads the army"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.annotate.relations.line import Claim, Line, Side, can_be, fits
from khabar.annotate.relations.tables import Gender, VerbTie
from khabar.lang.ar.clitics import Stem
from khabar.schema.events import Polarity
from khabar.schema.statements import RelationKind

_HEAD = 4  # tokens between a name and its relative clause
_SUBJECT = 2  # tokens between a verb and a subject behind it
_OBJECT = 5  # tokens between a verb with its subject and the object
_LEAD = 4  # tokens between a relative pronoun and its verb
_ENDS = frozenset(".؛!؟،,")
_BARE = 1  # tokens between a verb and an object under no preposition


def verb_claims(line: Line, at: int) -> Iterator[Claim]:
    """The ties of the verb at a token, in a relative clause or a clause of its own."""
    if any(s.mention.first <= at < s.mention.last for s in line.sides):
        return
    for tie, stem in line.tables.verb_of(line.form(at)):
        opens = _opening(line, at)
        if stem.preposition == "س" or line.form(opens - 1) in line.tables.unsure:
            continue
        found = _in_relative(line, at, opens, (tie, stem))
        if not found and not stem.pronoun:
            found = _alone(line, at, opens, tie)
        if found:
            yield from found
            return


def _opening(line: Line, at: int) -> int:
    """Where the verb's phrase opens: its negation and auxiliaries before it."""
    first = at
    while first > 0 and at - first < _LEAD and line.form(first - 1) in line.tables.auxiliaries:
        first -= 1
    return first


def _polarity(line: Line, at: int, opens: int) -> Polarity:
    """Still ("ما زال") is no denial."""
    lead = [line.form(n) for n in range(opens, at)]
    still = any(w.endswith(("زال", "زالت", "يزالون")) for w in lead)
    denied = any(w in line.tables.negations for w in lead)
    return Polarity.NEGATIVE if denied and not still else Polarity.POSITIVE


def _in_relative(line: Line, at: int, opens: int, verb: tuple[VerbTie, Stem]) -> tuple[Claim, ...]:
    tie, stem = verb
    relative = line.form(opens - 1)
    if relative not in line.tables.relatives:
        return ()
    gender = _relative_gender(relative)
    head = line.before(opens - 1, lambda s: fits(s, gender, line), _HEAD)
    if head is None:
        return ()
    returning = _returning(line, at, tie, stem)
    if returning and tie.kind is not RelationKind.PART_OF:  # التي تتبعها, which it pursues
        doer = _first(line, at + returning, _SUBJECT, ())
        return _claims(line, tie, _all(line, doer), (head,), (at, opens))
    target = _first(line, at + 1, _OBJECT if tie.link else _BARE, tie.link)
    return _claims(line, tie, (head,), _all(line, target), (at, opens))


def _relative_gender(form: str) -> Gender:
    if form.endswith("الذي"):
        return Gender.MASCULINE
    return Gender.FEMININE if form.endswith("التي") else Gender.PLURAL


def _returning(line: Line, at: int, tie: VerbTie, stem: Stem) -> int:
    """How many tokens a verb takes that leads back to its antecedent (تدعمه, تسيطر عليها)."""
    if stem.pronoun and not tie.link:
        return 1
    follower = line.form(at + 1)
    if len(tie.link) == 1 and follower != tie.link[0]:
        stems = {"على": "علي", "إلى": "الي", "الي": "الي", "علي": "علي"}
        base = stems.get(tie.link[0], tie.link[0])
        if follower in {base + p for p in ("ه", "ها", "هم", "هما")}:
            return 2
    return 0


def _alone(line: Line, at: int, opens: int, tie: VerbTie) -> tuple[Claim, ...]:
    """A verb with its subject behind it or right before it."""
    behind = _first(line, at + 1, _SUBJECT, ())
    if behind is not None and _agrees(line, behind, tie):
        doers = line.joined(behind)
        target = _first(line, doers[-1].last, _OBJECT if tie.link else _BARE, tie.link)
        found = _claims(line, tie, doers, _all(line, target), (at, opens))
        if found:
            return found
    before = next((s for s in reversed(line.sides) if 0 <= opens - s.last <= 1), None)
    if before is None or before.mention.preposition:
        return ()
    if tie.perfect or not _agrees(line, before, tie):
        return ()
    target = _first(line, at + 1, _OBJECT if tie.link else _BARE, tie.link)
    return _claims(line, tie, (before,), _all(line, target), (at, opens))


def _agrees(line: Line, side: Side, tie: VerbTie) -> bool:
    if tie.plural:
        return side.kind is not side.kind.PERSON
    if tie.feminine:
        return fits(side, Gender.FEMININE, line)
    return fits(side, Gender.MASCULINE, line) or fits(side, Gender.PLURAL, line)


def _all(line: Line, side: Side | None) -> tuple[Side, ...]:
    return line.joined(side) if side else ()


def _first(line: Line, start: int, reach: int, link: Sequence[str]) -> Side | None:
    """The first side from a token on, under the preposition given or under none."""
    for side in line.sides:
        if side.start < start:
            continue
        if side.start - start > reach + len(link) or _parted(line, start, side.start):
            return None
        if _governed(line, side, link):
            return side
        if not link:
            return None
    return None


def _governed(line: Line, side: Side, link: Sequence[str]) -> bool:
    if not link:
        return not side.mention.preposition
    if len(link) == 1:
        return line.under(side, link[0])
    return all(line.form(side.start - len(link) + n) == word for n, word in enumerate(link))


def _parted(line: Line, start: int, end: int) -> bool:
    tables = line.tables
    return any(
        line.form(n) in _ENDS or line.form(n) in tables.openers or line.form(n) in tables.relatives
        for n in range(start, end)
    )  # fmt: skip


def _claims(
    line: Line,
    tie: VerbTie,
    subjects: Sequence[Side],
    objects: Sequence[Side],
    where: tuple[int, int],
) -> tuple[Claim, ...]:
    at, opens = where
    polarity = _polarity(line, at, opens)
    kind = tie.kind
    if kind is RelationKind.SUPPORTS and tie.link == ("ب",) and polarity is Polarity.NEGATIVE:
        kind, polarity = RelationKind.OPPOSES, Polarity.POSITIVE  # not to recognise is to oppose
    return tuple(
        Claim(kind, s, o, polarity, line.sentence.index, opens, max(at + 1, o.last, s.last))
        for s in subjects for o in objects if can_be(kind, s, o) and s.actor != o.actor
    )  # fmt: skip
