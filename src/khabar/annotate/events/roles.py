"""Who did it and to whom: the parties around a trigger in their roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.annotate.events.clauses import Clause, Line, with_conjoined
from khabar.annotate.events.tables import Hit, Party, Trigger
from khabar.schema.names import ActorKind

_REACH = 16  # tokens behind a trigger in which its participants stand
_AGENT = 4
_GOVERNED = 8  # tokens between a verb and the noun it governs: "يعتزم الرئيس زيارة"
_ENDS = frozenset(".؛!؟:")

Roles = tuple[tuple[Party, ...], tuple[Party, ...]]


def roles_of(line: Line, hit: Hit, clauses: Mapping[int, Clause]) -> Roles:
    """Actor and recipient of a trigger, each with what و ties to it."""
    behind = _behind(line, hit, clauses)
    if hit.verb is None:
        return _of_noun(line, hit, behind, clauses)
    return _of_verb(line, hit, behind, clauses)


def _behind(line: Line, hit: Hit, clauses: Mapping[int, Clause]) -> list[Party]:
    """The parties behind a trigger that belong to its clause."""
    limit = min(len(line.sentence.tokens), hit.at + _REACH)
    for index in range(hit.last, limit):
        form = line.form(index)
        ends = form in _ENDS or form in line.tables.openers or form in line.tables.relatives
        if ends or (index in clauses and index > hit.last):
            limit = index
            break
    return [p for p in line.parties if hit.last <= p.mention.first < limit]


def _of_verb(
    line: Line, hit: Hit, behind: Sequence[Party], clauses: Mapping[int, Clause]
) -> Roles:
    clause = clauses.get(hit.at)
    subject = clause.subject if clause else ()
    own = not (clause and clause.ahead)
    rest = [p for p in behind if p not in subject]
    if clause and clause.antecedent is not None and own and subject:
        target: tuple[Party, ...] = (clause.antecedent,)  # الذي اعتقلته الشرطة
    elif hit.pronoun:
        target = _meant(line, hit, subject)
    else:
        target = recipient_in(hit.trigger, rest)
    if hit.trigger.passive or (hit.either and _reads_as_passive(subject, target, own)):
        return agent(line, hit, rest), subject
    return subject, tuple(p for p in target if p not in subject)


def _reads_as_passive(subject: Sequence[Party], target: Sequence[Party], own: bool) -> bool:
    """قتل with one noun behind it tells who was killed; with two, who killed whom."""
    return own and bool(subject) and not any(not p.mention.preposition for p in target)


def recipient_in(trigger: Trigger, rest: Sequence[Party]) -> tuple[Party, ...]:
    """The first party that stands as the trigger's recipient does."""
    for way in trigger.recipient:
        wanted = "" if way == "object" else way
        for party in rest:
            if party.mention.preposition == wanted and not party.mention.conjoined:
                return with_conjoined(party, rest)
    return ()


def agent(line: Line, hit: Hit, rest: Sequence[Party]) -> tuple[Party, ...]:
    """Who did it, where a passive or a noun says so: على يد, من قبل, في غارة لـ, بنيران."""
    for party in rest:
        first = party.mention.first
        window = range(max(hit.last, first - _AGENT), first)
        if any(_marks_agent(line, n) for n in window) and party.mention.preposition in ("", "ل", "من"):
            return with_conjoined(party, rest)
    return ()


def _marks_agent(line: Line, at: int) -> bool:
    form = line.bare(at)
    bare = form[1:] if form[:1] == "ب" else form
    return form in line.tables.agents or bare in line.tables.instruments


def _of_noun(
    line: Line, hit: Hit, behind: Sequence[Party], clauses: Mapping[int, Clause]
) -> Roles:
    between = next((p for p in behind if p.mention.preposition == "بين"), None)
    if between is not None and between.mention.first - hit.last <= 6:
        both = with_conjoined(between, behind)
        return both[:1], both[1:]
    complement = _complement(line, hit, behind)
    rest = [p for p in behind if p not in complement]
    others = recipient_in(hit.trigger, rest)
    governor = _governor(line, hit, clauses)
    if hit.trigger.complement_acts:
        return complement or governor, tuple(p for p in others if p not in complement)
    if len(complement) == 1 and others and not others[0].mention.preposition:
        return complement, others  # اعتقال السلطات معارضا: doer, then who it is done to
    target = complement or others
    doer = agent(line, hit, rest) or governor
    return tuple(p for p in doer if p not in target), target


def _complement(line: Line, hit: Hit, behind: Sequence[Party]) -> tuple[Party, ...]:
    if hit.pronoun:
        return _meant(line, hit, ())
    direct = behind[0] if behind and behind[0].mention.first - hit.last <= 1 else None
    if direct is None or direct.mention.preposition:
        return ()
    return with_conjoined(direct, behind)


def _governor(line: Line, hit: Hit, clauses: Mapping[int, Clause]) -> tuple[Party, ...]:
    """The subject of the verb that governs the noun; of a reporting verb only the report is known."""
    before = [n for n in clauses if hit.at - _GOVERNED - 4 <= n < hit.at]
    if not before:
        return ()
    verb = clauses[max(before)]
    if any(line.form(n) in line.tables.openers or line.form(n) in _ENDS for n in range(verb.verb, hit.at)):
        return ()
    return () if verb.reporting else verb.subject


def _meant(line: Line, hit: Hit, subject: Sequence[Party]) -> tuple[Party, ...]:
    """Whom an attached pronoun means: the last fitting party before it, else the topic."""
    before = [
        p for p in line.parties if p.mention.last <= hit.at and p not in subject and _fits(p, hit.pronoun)
    ]  # fmt: skip
    persons = [p for p in before if p.mention.kind is ActorKind.PERSON]
    if hit.pronoun == "ه" and persons:
        return (persons[-1],)
    if before and hit.pronoun != "ه":
        return (before[-1],)
    topic = line.topic
    return (topic,) if topic is not None and _fits(topic, hit.pronoun) else tuple(before[-1:])


def _fits(party: Party, pronoun: str) -> bool:
    person = party.mention.kind is ActorKind.PERSON
    group = party.mention.kind in (ActorKind.GROUP, ActorKind.ARMED_GROUP)
    if pronoun == "ه":
        return not group and party.mention.kind is not ActorKind.STATE
    return group if pronoun in ("هم", "هما") else not person
