"""Verbs and their subjects: who does what in each clause of a sentence.

News Arabic puts the verb first; a subject in front of it stands at the head of its clause, behind
a clause opener (أن), or is what a relative clause (الذي) belongs to. A verb tied on by و without a
subject of its own keeps that of the verb before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khabar.annotate.events.tables import Party, TriggerTables
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind
from khabar.schema.text import Sentence

_GAP = 4  # tokens between a verb and its subject: time words, particles
_BACK = 12  # tokens between a subject in front and its verb: title, apposition
_ENDS = frozenset(".؛!؟:")


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with its subject; antecedent is what the relative clause it opens belongs to."""

    verb: int
    subject: tuple[Party, ...]
    antecedent: Party | None
    ahead: bool
    reporting: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its parties in order, and the verbs among its tokens."""

    sentence: Sentence
    parties: Sequence[Party]
    tables: TriggerTables
    topic: Party | None

    def form(self, index: int) -> str:
        """The form of a token; empty outside the sentence."""
        tokens = self.sentence.tokens
        return tokens[index].form if 0 <= index < len(tokens) else ""

    def bare(self, index: int) -> str:
        """The form without a conjunction in front."""
        form = self.form(index)
        return form[1:] if form[:1] in ("و", "ف") and len(form) > 3 else form


def clauses_of(line: Line, carried: tuple[Party, ...]) -> Mapping[int, Clause]:
    """Every known verb of the sentence with its subject, by its token.

    carried is the subject of the sentence before, for a verb that has none at all.
    """
    inside = {n for p in line.parties for n in range(p.mention.first, p.mention.last)}
    found: dict[int, Clause] = {}
    last = carried
    for at in range(len(line.sentence.tokens)):
        verb = None if at in inside else line.tables.verb_of(line.form(at))
        if verb is None:
            continue
        clause = _clause(line, at, verb[0].feminine, last)
        found[at] = clause
        if clause.subject and clause.antecedent is None:
            last = clause.subject
    return found


def _clause(line: Line, at: int, feminine: bool, last: tuple[Party, ...]) -> Clause:
    antecedent = _antecedent(line, at)
    reporting = line.tables.reporting(line.form(at))
    behind = _behind(line, at, feminine)
    if behind:
        return Clause(at, behind, antecedent, False, reporting)
    if antecedent is not None:
        return Clause(at, (antecedent,), antecedent, True, reporting)
    before = _before(line, at)
    if before and agrees(before[-1].mention, feminine, line.tables):
        return Clause(at, before, None, True, reporting)
    fitting = tuple(p for p in last if agrees(p.mention, feminine, line.tables))
    return Clause(at, fitting, None, True, reporting)


def agrees(mention: Mention, feminine: bool, tables: TriggerTables) -> bool:
    """Whether a subject fits the gender of a verb, where both are known."""
    gender = _gender(mention, tables)
    return gender is None or gender == feminine


def _gender(mention: Mention, tables: TriggerTables) -> bool | None:
    """True for feminine, False for masculine, None where the words do not tell."""
    if mention.kind is ActorKind.STATE:
        return mention.key not in tables.masculine_states
    if mention.head:
        return mention.head.endswith("ه") or mention.head in ("قوات", "سلطات", "ميليشيات", "مليشيات")
    return None


def _behind(line: Line, at: int, feminine: bool) -> tuple[Party, ...]:
    for party in line.parties:
        first = party.mention.first
        if first <= at:
            continue
        if first - at > _GAP or _broken(line, at + 1, first):
            return ()
        if party.mention.preposition or not agrees(party.mention, feminine, line.tables):
            return ()
        return with_conjoined(party, line.parties)
    return ()


def _broken(line: Line, start: int, end: int) -> bool:
    """Whether a clause ends between two tokens."""
    tables = line.tables
    return any(
        line.form(n) in tables.openers or line.form(n) in _ENDS or line.form(n) in ("،", ",")
        or tables.verb_of(line.form(n)) is not None
        for n in range(start, end)
    )  # fmt: skip


def _antecedent(line: Line, at: int) -> Party | None:
    """What stands right before the relative pronoun that opens the verb's clause."""
    opens = next((n for n in (at - 1, at - 2) if line.form(n) in line.tables.relatives), None)
    if opens is None:
        return None
    near = [p for p in line.parties if p.mention.last <= opens and opens - p.mention.last <= 2]
    return near[-1] if near else None


def _before(line: Line, at: int) -> tuple[Party, ...]:
    """The subject in front of its verb: the first free name of the clause."""
    start = at
    while start > max(0, at - _BACK) and not _opens_clause(line, start - 1):
        start -= 1
    free = [
        p for p in line.parties
        if start <= p.mention.first and p.mention.last <= at and not p.mention.preposition
    ]  # fmt: skip
    return with_conjoined(free[0], free) if free else ()


def _opens_clause(line: Line, at: int) -> bool:
    form = line.form(at)
    return (
        form in line.tables.openers or form in _ENDS or form in line.tables.relatives
        or line.tables.verb_of(form) is not None
    )  # fmt: skip


def with_conjoined(first: Party, parties: Sequence[Party]) -> tuple[Party, ...]:
    """A party and those that و ties to it."""
    found = [first]
    for party in parties:
        if party.mention.first < found[-1].mention.last:
            continue
        near = party.mention.first - found[-1].mention.last <= 2
        if not (near and party.mention.conjoined):
            break
        found.append(party)
    return tuple(found)
