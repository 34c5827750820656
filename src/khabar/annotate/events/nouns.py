"""Who did it and to whom, where a noun tells the event: complements, governing verbs, doers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khabar.annotate.events.clauses import ACTING, Clause
from khabar.annotate.events.line import Line, with_conjoined
from khabar.annotate.events.roles import (
    Roles,
    agent,
    behind_of,
    between,
    meant,
    pronominal,
    recipient_in,
)
from khabar.annotate.events.tables import Hit, Party
from khabar.schema.events import EventType
from khabar.schema.names import ActorKind

_GOVERNED = 12  # tokens between a verb and the noun it governs: "يعتزم الرئيس الفرنسي زيارة"
_CLAUSE = 8  # tokens behind a noun in which a clause says who did it: "هجوم نفذه"
_ADJECTIVES = 3
_BY_IT = frozenset(("به", "بها"))
_MATERIAL = frozenset(
    {
        EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.RETREAT,
        EventType.SANCTION, EventType.AID, EventType.CONCEDE, EventType.STATE_CHANGE,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What an earlier trigger of the sentence told, for the nouns that it governs."""

    type: EventType
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]


def noun_roles(
    line: Line, hit: Hit, clauses: Mapping[int, Clause], earlier: Mapping[int, Told]
) -> Roles:
    """Actor and recipient of a noun that tells an event, each with what و ties to it."""
    behind = behind_of(line, hit, clauses)
    both = between(line, hit)
    if both:
        return both[:1], both[1:]
    complement = _complement(line, hit, behind)
    nations = () if complement else _nations(line, hit)
    rest = [p for p in behind if p not in complement]
    others = recipient_in(hit.trigger, rest) or pronominal(line, hit, ())
    doer, suffers = _governor(line, hit, clauses, earlier)
    if hit.pronoun and complement and set(complement) <= set(doer):
        complement = ()  # أوقفت النيابة تحقيقاتها: the owner is the doer
    told = _clause_behind(line, hit, clauses) or agent(line, hit, rest) or nations
    told = told or (() if complement else _owner(hit, rest))
    if hit.trigger.complement_acts:
        actor = told or complement or doer
        target = others or suffers or (complement if told else ())
    elif len(complement) == 1 and others and not others[0].mention.preposition:
        actor, target = complement, others  # اعتقال السلطات معارضا: doer, then who it is done to
    else:
        actor, target = told or doer, complement or others or suffers
    return _apart(actor, target, told)


def _apart(actor: Sequence[Party], target: Sequence[Party], told: Sequence[Party]) -> Roles:
    """Nobody on both sides: who is told to have done it did, anyone else had it done to them."""
    doers = tuple(p for p in actor if p not in target or p in told)
    return doers, tuple(p for p in target if p not in told)


def _complement(line: Line, hit: Hit, behind: Sequence[Party]) -> tuple[Party, ...]:
    if hit.pronoun:
        return meant(line, hit.at, hit.pronoun, ())
    direct = behind[0] if behind else None
    if direct is None:
        return ()
    gap = range(hit.last, direct.mention.first)
    counted = bool(gap) and all(_counts(line, n) for n in gap)
    if counted and direct.mention.preposition in ("", "من"):
        return with_conjoined(direct, behind)
    if direct.mention.preposition or len(gap) > 1:
        return ()
    return with_conjoined(direct, behind)


def _nations(line: Line, hit: Hit) -> tuple[Party, ...]:
    """The states whose adjectives stand with the noun: الغارات الإسرائيلية, اتفاق روسي أمريكي."""
    inside = {n for p in line.parties for n in range(p.mention.first, p.mention.last)}
    found: list[Party] = []
    for at in range(hit.at + 1, hit.last + _ADJECTIVES):
        key = "" if at in inside else line.tables.words.nations.get(line.form(at), "")
        if key in line.states:
            found.append(line.states[key])
        elif at >= hit.last and found:
            break
    return tuple(dict.fromkeys(found))


def _owner(hit: Hit, rest: Sequence[Party]) -> tuple[Party, ...]:
    """Whose deed an indefinite noun tells: غارات للتحالف, انتشار كثيف للجنود."""
    first = rest[0].mention if rest else None
    if first is None or first.preposition != "ل" or first.first - hit.last > 1:
        return ()
    mine = hit.trigger.complement_acts and "ل" not in hit.trigger.recipient
    return with_conjoined(rest[0], rest) if mine and not hit.definite else ()


def _counts(line: Line, at: int) -> bool:
    form = line.form(at)
    return form.isdigit() or form in line.tables.words.counted


def governing(line: Line, hit: Hit, clauses: Mapping[int, Clause]) -> int | None:
    """The verb that governs a noun: the last one before it in its clause."""
    before = [n for n in clauses if hit.at - _GOVERNED <= n < hit.at]
    if not before or any(line.opens(n) for n in range(max(before), hit.at)):
        return None
    return max(before)


def _governor(
    line: Line, hit: Hit, clauses: Mapping[int, Clause], earlier: Mapping[int, Told]
) -> Roles:
    """What the subject of the verb that governs the noun is to it: doer or sufferer."""
    at = governing(line, hit, clauses)
    if at is None:
        return (), ()
    clause = clauses[at]
    if at in earlier:
        return _of_told(hit, earlier[at])
    if clause.reporting:
        urged = hit.trigger.type is EventType.STATE_CHANGE and line.bare(hit.at - 1) == "علي"
        announced = not urged and _announces(hit, clause)
        return (clause.subject if announced else ()), ()
    role = line.tables.governs(line.form(at))
    if role == "undergoes":
        return (), clause.subject
    return clause.subject, ()


def _of_told(hit: Hit, told: Told) -> Roles:
    """Who takes part in what another event governs: اتهم المعارضة بقصف, قتل الجندي في غارة."""
    if told.type is hit.trigger.type:
        return told.actor, told.recipient
    if told.type in (EventType.ACCUSE, EventType.REQUEST):
        return told.recipient, ()
    return told.actor, ()


def _announces(hit: Hit, clause: Clause) -> bool:
    """Whether who tells of an event did it: armies and governments announce what they do."""
    if not clause.subject:
        return False
    kind = clause.subject[0].mention.kind
    decrees = hit.trigger.type is EventType.STATE_CHANGE and kind is ActorKind.PERSON
    return decrees or (hit.trigger.type in _MATERIAL and kind in ACTING)


def _clause_behind(line: Line, hit: Hit, clauses: Mapping[int, Clause]) -> tuple[Party, ...]:
    """Who did it by the clause behind the noun: هجوم نفذه التنظيم, الغارات التي شنها التحالف."""
    for at in range(hit.last, hit.last + _CLAUSE):
        clause = clauses.get(at)
        if clause is None:
            continue
        verb = line.verbs[at]
        of_noun = verb is not None and (
            verb[1].pronoun in ("ه", "ها") or line.form(at + 1) in _BY_IT
        )
        if of_noun and line.tables.governs(line.form(at)) == "does" and not clause.ahead:
            return clause.subject
        return ()
    return ()
