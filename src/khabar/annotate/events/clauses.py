"""Verbs and their subjects: who does what in each clause of a sentence.

News Arabic puts the verb first; a subject in front of it stands at the head of its clause, behind
a clause opener (أن), or is what a relative clause (الذي) belongs to. A verb tied on by و without a
subject of its own keeps that of the verb before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from khabar.annotate.events.line import COMMAS, ENDS, MARKS, Carried, Line, agrees, with_conjoined
from khabar.annotate.events.tables import Party
from khabar.lang.ar.inflect import Tense, VerbForm
from khabar.schema.names import ActorKind

_GAP = 4  # tokens between a verb and its subject: time words, particles
_ASIDE = 30  # tokens that a relative clause between commas may take
_BACK = 14  # tokens between a subject in front and its verb: title, apposition
ACTING = frozenset(
    {
        ActorKind.MILITARY,
        ActorKind.ARMED_GROUP,
        ActorKind.STATE,
        ActorKind.GOVERNMENT,
        ActorKind.AGENCY,
    }
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with its subject.

    antecedent is what the relative clause it opens belongs to; ahead: the subject does not stand
    behind the verb; told: it stands in this sentence.
    """

    verb: int
    subject: tuple[Party, ...]
    antecedent: Party | None
    ahead: bool
    reporting: bool
    told: bool = True


def clauses_of(line: Line, carried: Carried) -> tuple[Mapping[int, Clause], Carried]:
    """Every known verb of the sentence with its subject, by its token; and whom it leaves behind.

    carried is who acted and spoke in the sentence before, for a verb that has no subject at all.
    """
    found: dict[int, Clause] = {}
    for at, verb in enumerate(line.verbs):
        if verb is None:
            continue
        clause = _clause(line, at, verb[0], carried)
        found[at] = clause
        if clause.subject and clause.told and (clause.antecedent is None or _main(clause, found)):
            carried = _left_behind(carried, clause)
    return found, replace(carried, pair=_pair(line.parties) or carried.pair)


def _pair(parties: Sequence[Party]) -> tuple[Party, ...]:
    """The two persons named last, or the two persons or states where no two persons are."""
    for kinds in ((ActorKind.PERSON,), (ActorKind.PERSON, ActorKind.STATE)):
        last = {p.actor: p for p in parties if p.mention.kind in kinds}
        if len(last) > 1:
            return tuple(last.values())[-2:]
    return ()


def _main(clause: Clause, found: Mapping[int, Clause]) -> bool:
    """Whether what a relative clause belongs to is the subject of the sentence, at its head."""
    antecedent = clause.antecedent
    heads = clause.ahead and antecedent is not None and not antecedent.mention.preposition
    return heads and len(found) == 1


def _left_behind(carried: Carried, clause: Clause) -> Carried:
    if not clause.reporting:
        return replace(carried, agent=clause.subject)
    acts = clause.subject[0].mention.kind in ACTING
    agent = clause.subject if acts else carried.agent
    return replace(carried, agent=agent, speaker=clause.subject)


def _clause(line: Line, at: int, verb: VerbForm, carried: Carried) -> Clause:
    reporting = line.tables.reporting(line.form(at))
    opens = next((n for n in (at - 1, at - 2) if line.form(n) in line.tables.words.relatives), None)
    antecedent = None if opens is None else _antecedent(line, opens)
    front = () if opens is not None else _in_front(line, at)
    if front:
        return Clause(at, front, None, True, reporting)
    behind = _behind(line, at, verb)
    if behind:
        return Clause(at, behind, antecedent, False, reporting)
    if opens is not None:
        return Clause(at, () if antecedent is None else (antecedent,), antecedent, True, reporting)
    before = _before(line, at)
    if before and (len(before) > 1 or agrees(before[0], verb, line)):
        return Clause(at, before, None, True, reporting)
    if _names_another(line, at, verb):
        return Clause(at, (), None, True, reporting)
    both = _both(line, at, verb, carried)
    if both:
        return Clause(at, both, None, True, reporting)
    last = _last(line, at, verb, reporting, carried)
    fitting = tuple(p for p in last if agrees(p, verb, line))
    return Clause(at, fitting, None, True, reporting, told=False)


def _both(line: Line, at: int, verb: VerbForm, carried: Carried) -> tuple[Party, ...]:
    """The two that a dual means: the two named last before it. اتفقا, لكنهما, كانا قد التقيا."""
    dual = (
        verb.tense is Tense.PERFECT
        and verb.form.endswith("ا")
        and verb.form[:-1] in line.tables.known
    )
    twofold = any(line.form(n).endswith("هما") for n in (at - 1, at - 2) if line.opens(n))
    if not (dual or twofold):
        return ()
    before = [p for p in line.parties if p.mention.last <= at]
    return _pair(before) or carried.pair


def _last(
    line: Line, at: int, verb: VerbForm, reporting: bool, carried: Carried
) -> tuple[Party, ...]:
    """Whom a verb without a subject means: of one that reports, and of "we", the speaker."""
    opener = next(
        (line.form(n) for n in (at - 1, at - 2) if line.form(n) in line.tables.words.openers), ""
    )
    said = opener.endswith(("ه", "ها", "هم", "نا", "ني"))
    we = verb.tense is Tense.IMPERFECT and verb.form.startswith("ن")
    spoken = _spoken_of(line, at, carried) if said and not reporting else ()
    if spoken:
        return spoken
    if reporting or said or we:
        return carried.speaker or carried.agent
    return carried.agent


def _spoken_of(line: Line, at: int, carried: Carried) -> tuple[Party, ...]:
    """Whom "he" means where a participle adds to what is told: وصف فلانا …، مشيرا إلى أنه."""
    added = any(
        line.form(n).endswith("ا") and line.form(n - 1) in COMMAS for n in range(at - 4, at - 1)
    )
    others = [
        p for p in line.parties
        if p.mention.last <= at and p.mention.kind is ActorKind.PERSON
        and p.actor not in {s.actor for s in carried.speaker}
    ]  # fmt: skip
    return (others[-1],) if added and others else ()


def _behind(line: Line, at: int, verb: VerbForm) -> tuple[Party, ...]:
    for party in line.parties:
        first = party.mention.first
        if first <= at:
            continue
        if first - at > _GAP or _broken(line, at + 1, first) or not _free(line, at, first):
            return ()
        if party.mention.preposition or not agrees(party, verb, line):
            return ()
        return with_conjoined(party, line.parties)
    return ()


def _in_front(line: Line, at: int) -> tuple[Party, ...]:
    """The subject that a clause opens with, right before its verb, or before an aside."""
    known = line.verbs[at]
    if known is None or known[1].pronoun:  # أن حفتر يدعمه الروس
        return ()
    aside = _aside(line, at)
    if aside is not None:
        return tuple(p for p in _before(line, aside) if agrees(p, known[0], line))
    end = at
    while end > 0 and line.form(end - 1) in line.tables.words.auxiliaries:
        end -= 1
    for party in line.parties:
        first = party.mention.first
        heads = first == 0 or line.bare(first - 1) in line.tables.words.openers
        if not heads or party.mention.preposition or party.mention.last > end:
            continue
        subject = with_conjoined(party, line.parties)
        if subject[-1].mention.last == end:
            return subject if len(subject) > 1 or agrees(party, known[0], line) else ()
    return ()


def _aside(line: Line, at: int) -> int | None:
    """Where the relative clause begins that a comma right before the verb closes."""
    if line.form(at - 1) not in COMMAS:
        return None
    for n in range(at - 2, max(0, at - _ASIDE), -1):
        if line.form(n) in ENDS:
            return None
        if line.form(n) in line.tables.words.relatives:
            return n if line.form(n - 1) in COMMAS else None
    return None


def _free(line: Line, at: int, first: int) -> bool:
    """Whether a name stands for itself, not as owner of the noun before it: قصف مقر الجيش."""
    before = first - 1
    form = line.form(before)
    if before == at or form in MARKS or form.isdigit():
        return True
    return (
        form in line.tables.words.adverbs or line.form(before - 1) in line.tables.words.leads
        or form.startswith("ال")
    )  # fmt: skip


def _broken(line: Line, start: int, end: int) -> bool:
    """Whether a clause ends between two tokens."""
    return any(
        line.opens(n) or line.form(n) in COMMAS or line.verbs[n] is not None
        for n in range(start, end)
    )  # fmt: skip


def _antecedent(line: Line, opens: int) -> Party | None:
    """What stands right before the relative pronoun that opens the verb's clause."""
    near = [p for p in line.parties if p.mention.last <= opens and opens - p.mention.last <= 2]
    return near[-1] if near else None


def _before(line: Line, at: int) -> tuple[Party, ...]:
    """The subject in front of its verb: the first free name of the clause."""
    start = at
    while start > max(0, at - _BACK) and not (line.opens(start - 1) or line.verbs[start - 1]):
        start -= 1
    free = [
        p for p in line.parties
        if start <= p.mention.first and p.mention.last <= at and not p.mention.preposition
    ]  # fmt: skip
    return with_conjoined(free[0], free) if free else ()


def _names_another(line: Line, at: int, verb: VerbForm) -> bool:
    """Whether a noun that is no known party stands behind the verb as its subject does."""
    behind = at + 1
    while line.form(behind) in MARKS or line.form(behind) in line.tables.words.adverbs:
        behind += 1
    form = line.form(behind)
    if len(form) < 3 or not form.isalpha() or line.verbs[behind] is not None or line.opens(behind):
        return False
    if form in line.tables.words.leads or form[0] in "بلك" or form.endswith("ا"):
        return False
    if verb.common:
        return form.startswith("ال")
    if verb.feminine:
        return form.startswith("ال") or form.endswith(("ه", "ات"))
    return not form.endswith(("ه", "ات"))
