"""Who did it and to whom: the parties around a verb in their roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.annotate.events.clauses import Clause
from khabar.annotate.events.line import Line, with_conjoined
from khabar.annotate.events.tables import Hit, Party, Trigger
from khabar.schema.names import ActorKind

REACH = 16  # tokens behind a trigger in which its participants stand
_AGENT = 4
_OF_AGENT = frozenset(("", "ل", "من", "قبل"))
_BETWEEN = 8

Roles = tuple[tuple[Party, ...], tuple[Party, ...]]


def behind_of(line: Line, hit: Hit, clauses: Mapping[int, Clause]) -> list[Party]:
    """The parties behind a trigger that belong to its clause."""
    limit = min(len(line.sentence.tokens), hit.at + REACH)
    for index in range(hit.last, limit):
        if line.opens(index) or (index in clauses and index > hit.last):
            limit = index
            break
    return [p for p in line.parties if hit.at < p.mention.first < limit]


def between(line: Line, hit: Hit) -> tuple[Party, ...]:
    """Both sides of what is between two: محادثات بين الحكومة والمعارضة."""
    for party in line.parties:
        if party.mention.first <= hit.at:
            continue
        near = party.mention.first - hit.last <= _BETWEEN
        if near and party.mention.preposition == "بين":
            return with_conjoined(party, line.parties)
        if not party.mention.as_place:
            return ()
    return ()


def verb_roles(line: Line, hit: Hit, clauses: Mapping[int, Clause]) -> Roles:
    """Actor and recipient of a verb, each with what و ties to it.

    قتل with one noun behind it tells who was killed; with two, who killed whom.
    """
    behind = behind_of(line, hit, clauses)
    clause = clauses.get(hit.at)
    subject = clause.subject if clause else ()
    own = not (clause and clause.ahead)
    both = between(line, hit) if not (clause and clause.told and subject) else ()
    if len(both) > 1:
        return both[:1], both[1:]
    rest = [p for p in behind if p not in subject]
    if clause and clause.antecedent is not None and own and subject:
        target: tuple[Party, ...] = (clause.antecedent,)  # الذي اعتقلته الشرطة
    elif hit.pronoun:
        target = meant(line, hit.at, hit.pronoun, subject)
    else:
        target = recipient_in(hit.trigger, rest) or pronominal(line, hit, subject)
    doer = agent(line, hit, rest)
    undecided = subject and not target
    if hit.trigger.passive or (hit.either and (doer or undecided)):
        return doer, tuple(p for p in subject or target if p not in doer)
    return subject, tuple(p for p in target if p not in subject)


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
        if any(marks_agent(line, n) for n in window) and party.mention.preposition in _OF_AGENT:
            return with_conjoined(party, rest)
    return ()


def marks_agent(line: Line, at: int) -> bool:
    """Whether a word says that a doer follows: على يد, من قبل, بنيران."""
    form = line.bare(at)
    bare = form[1:] if form[:1] == "ب" else form
    return form in line.tables.words.agents or bare in line.tables.words.instruments


def pronominal(line: Line, hit: Hit, subject: Sequence[Party]) -> tuple[Party, ...]:
    """Whom a pronoun on a preposition right behind the trigger means: القبض عليه."""
    for at in range(hit.last, hit.last + 2):
        pronoun = line.tables.words.pronominal.get(line.form(at))
        if pronoun:
            return meant(line, hit.at, pronoun, subject)
    return ()


def meant(line: Line, at: int, pronoun: str, subject: Sequence[Party]) -> tuple[Party, ...]:
    """Whom an attached pronoun means: the last fitting party before it, else the topic."""
    before = [
        p for p in line.parties if p.mention.last <= at and p not in subject and _fits(p, pronoun)
    ]  # fmt: skip
    persons = [p for p in before if p.mention.kind is ActorKind.PERSON]
    if pronoun == "ه" and persons:
        named = line.topic is not None and any(p.actor == line.topic.actor for p in persons)
        if line.topic is not None and named:
            return (line.topic,)
        return (persons[-1],)
    if before and pronoun != "ه":
        return (before[-1],)
    topic = line.topic
    return (topic,) if topic is not None and _fits(topic, pronoun) else tuple(before[-1:])


def _fits(party: Party, pronoun: str) -> bool:
    person = party.mention.kind is ActorKind.PERSON
    group = party.mention.kind in (ActorKind.GROUP, ActorKind.ARMED_GROUP)
    if pronoun == "ه":
        return not group and party.mention.kind is not ActorKind.STATE
    return group if pronoun in ("هم", "هما") else not person
