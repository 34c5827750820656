"""Find the events of one sentence: triggers, the parties around them, where, and how certain."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from khabar.annotate.events.clauses import Clause, clauses_of
from khabar.annotate.events.hits import hits_of
from khabar.annotate.events.line import NOBODY, Carried, Line, line_of
from khabar.annotate.events.nouns import Told, governing, noun_roles
from khabar.annotate.events.roles import Roles, verb_roles
from khabar.annotate.events.tables import Hit, Party, TriggerTables
from khabar.annotate.events.together import told_together
from khabar.annotate.events.whenabouts import time_of
from khabar.schema.drafts import Asserted, Draft
from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorKind, PlaceId
from khabar.schema.text import Sentence, Token
from khabar.schema.times import TimeExpression

_INSIDE = 14  # tokens behind a trigger that its words may take up
_NEAR = 25
_IN_FRONT = 8  # a place in front of the trigger counts as so much farther away

_BESIDE = 4
_GOING = frozenset(("visit", "relocation", "return"))
_VIOLENT = frozenset({EventType.ASSAULT, EventType.REJECT})

Judge = Callable[[Sequence[Token], Asserted], tuple[Status, Polarity]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands in one sentence besides its words: who may act, where, and what came before.

    parties are the mentions that may act, places those that say where, both in the order of the
    text; topic is whom the document is mostly about, states those that it names anywhere, by key;
    carried tells who acted and spoke in the sentences before.
    """

    sentence: Sentence
    parties: Sequence[Party]
    places: Sequence[tuple[Mention, PlaceId]]
    topic: Party | None = None
    states: Mapping[str, Party] = field(default_factory=dict)
    times: Sequence[TimeExpression] = ()
    carried: Carried = NOBODY


@dataclass(frozen=True, slots=True)
class Found:
    """The events of a sentence, how it was read, and whom it leaves behind for the one that
    follows."""

    drafts: tuple[Draft, ...]
    subject: Carried
    scene: Scene
    line: Line
    clauses: Mapping[int, Clause]


def find_events(scene: Scene, tables: TriggerTables, judge: Judge) -> Found:
    """Find the events of one sentence.

    A trigger whose participants cannot be told is left out: nobody could check what it asserts.
    """
    sentence = scene.sentence
    line = line_of(sentence, scene.parties, tables, scene.topic, scene.states)
    clauses, carried = clauses_of(line, scene.carried)
    drafts = []
    told: dict[int, Told] = {}
    sport = any(t.form in tables.words.sport for t in sentence.tokens)
    for hit in () if sport else hits_of(line):
        if hit.verb is None:
            actor, recipient = noun_roles(line, hit, clauses, told)
        else:
            actor, recipient = verb_roles(line, hit, clauses)
        recipient = recipient or _host(scene, hit, actor)
        told[hit.at] = Told(hit.trigger.type, actor, recipient)
        if hit.trigger.symmetric and not (recipient or len(actor) > 1) and _of_both(line, hit):
            actor = scene.carried.pair or actor
        if not _borne(hit, actor, recipient) or _asked_for(line, hit, clauses, told):
            continue
        judged = judge(sentence.tokens, _asserted(line, hit, clauses))
        drafts.append(_draft(scene, hit, (actor, recipient), judged))
    return Found(told_together(drafts), carried, scene, line, clauses)


def _host(scene: Scene, hit: Hit, guest: Sequence[Party]) -> tuple[Party, ...]:
    """The state that a visit goes to, by its name or its capital; nobody visits home."""
    if hit.trigger.mode != "visit":
        return ()
    for mention, _ in scene.places:
        host = scene.states.get(mention.key or "")
        home = any(mention.key in (p.mention.key, p.mention.state) for p in guest)
        if host is not None and not home and _gone_to(hit, mention):
            return (host,)
    return ()


def _borne(hit: Hit, actor: Sequence[Party], recipient: Sequence[Party]) -> bool:
    """Whether somebody bears the event; a mere "the deputy attacked" tells of no violence."""
    if recipient or not actor:
        return bool(recipient)
    vague = all(_bare_title(p.mention) for p in actor)
    return hit.verb is None or not (vague and hit.trigger.type in _VIOLENT)


def _bare_title(mention: Mention) -> bool:
    alone = mention.last - mention.first == 1 and mention.key is None
    return alone and mention.kind is ActorKind.PERSON


def _asked_for(
    line: Line, hit: Hit, clauses: Mapping[int, Clause], told: Mapping[int, Told]
) -> bool:
    """Whether a request asks for it: only the request is an event, but for meetings."""
    at = governing(line, hit, clauses)
    asks = at is not None and at in told and told[at].type is EventType.REQUEST
    return asks and hit.trigger.type not in (EventType.REQUEST, EventType.CONSULT)


def _of_both(line: Line, hit: Hit) -> bool:
    """Whether the two named before are meant: بحث الطرفان, اتفق الجانبان."""
    return any(line.form(n) in line.tables.words.duals for n in range(hit.at - 2, hit.last + 4))


def _asserted(line: Line, hit: Hit, clauses: Mapping[int, Clause]) -> Asserted:
    governor = None
    at = governing(line, hit, clauses) if hit.verb is None else None
    verb = None if at is None else line.verbs[at]
    if verb is not None:
        governor = (verb[0].tense, verb[1].preposition)
    trigger = hit.trigger
    return Asserted(hit.at, hit.last, trigger.type, trigger.mode, hit.verb, governor)


def _draft(scene: Scene, hit: Hit, roles: Roles, judged: tuple[Status, Polarity]) -> Draft:
    actor, recipient = roles
    tokens = scene.sentence.tokens
    inside = [
        p.mention for p in (*actor, *recipient)
        if p.mention.sentence == scene.sentence.index
        and hit.at <= p.mention.first < hit.at + _INSIDE
    ]  # fmt: skip
    end = max([tokens[hit.last - 1].end, *(m.end for m in inside)])
    return Draft(
        start=tokens[hit.at].start, end=end, sentence=scene.sentence.index, trigger=hit.at,
        type=hit.trigger.type, mode=hit.trigger.mode,
        actor=tuple(dict.fromkeys(p.actor for p in actor)),
        recipient=tuple(dict.fromkeys(p.actor for p in recipient)),
        place=_place(hit, scene.places), when=time_of(hit, scene.sentence, scene.times),
        status=judged[0], polarity=judged[1], symmetric=hit.trigger.symmetric,
        refers=hit.definite and not inside, sure=0.6, found_by=hit.trigger.found_by,
    )  # fmt: skip


def _gone_to(hit: Hit, mention: Mention) -> bool:
    """Whether a state is where a visit goes: زار إيران, وصل إلى مصر."""
    behind = 0 < mention.first - hit.at <= _BESIDE
    return behind and hit.trigger.mode in _GOING and mention.preposition in ("", "الي", "ل")


def _place(hit: Hit, places: Sequence[tuple[Mention, PlaceId]]) -> PlaceId | None:
    near = [
        (abs(m.first - hit.at) + (0 if m.first > hit.at else _IN_FRONT), place)
        for m, place in places
        if (m.as_place and abs(m.first - hit.at) <= _NEAR) or _gone_to(hit, m)
    ]
    return min(near)[1] if near else None
