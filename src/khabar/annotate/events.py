"""What is done in a sentence, by whom, to whom and where: triggers and the mentions around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from khabar.lang.ar.clitics import Stem
from khabar.lang.ar.inflect import Tense
from khabar.lang.phrases import PhraseTable
from khabar.schema.drafts import Draft
from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorId, PlaceId
from khabar.schema.text import Sentence, Token

_REACH = 14  # tokens behind a trigger in which its participants stand
_BACK = 10
_GAP = 4  # tokens between a verb and its subject
_BREAKS = frozenset(".؛!؟:")

Judge = Callable[[Sequence[Token], int, int, tuple[Tense, str] | None], tuple[Status, Polarity]]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that asserts an event, and how its participants attach."""

    type: EventType
    mode: str
    recipient: tuple[str, ...]
    symmetric: bool
    complement_acts: bool
    then: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    passive: bool = False
    found_by: str = "rule:trigger"


@dataclass(frozen=True, slots=True)
class VerbTrigger:
    """A form of a triggering verb."""

    trigger: Trigger
    tense: Tense
    bound: bool


@dataclass(frozen=True, slots=True)
class TriggerTables:
    """All triggers of a language, by normalised form."""

    verbs: Mapping[str, tuple[VerbTrigger, ...]]
    nouns: PhraseTable[Trigger]
    any_verb: frozenset[str]
    openers: frozenset[str]
    verb_stems: Callable[[str], tuple[Stem, ...]]
    noun_stems: Callable[[str], tuple[Stem, ...]]


@dataclass(frozen=True, slots=True)
class _Hit:
    at: int
    last: int
    trigger: Trigger
    verb: tuple[Tense, str] | None
    pronoun: str


@dataclass(frozen=True, slots=True)
class Party:
    """A mention that may take part, with its actor."""

    mention: Mention
    actor: ActorId


def find_events(
    text: str,
    sentence: Sentence,
    parties: Sequence[Party],
    places: Sequence[tuple[Mention, PlaceId]],
    tables: TriggerTables,
    judge: Judge,
) -> tuple[Draft, ...]:
    """Find the events of one sentence.

    parties are its mentions that may act, places those that only say where, in the order of the
    text. A trigger whose participants cannot be told stays an event without them.
    """
    drafts = []
    for hit in _hits(sentence, tables):
        actor, recipient = _roles(sentence, hit, parties, tables)
        if not actor and not recipient and hit.trigger.type is not EventType.STATE_CHANGE:
            continue
        status, polarity = judge(sentence.tokens, hit.at, hit.last, hit.verb)
        drafts.append(_draft(sentence, hit, (actor, recipient), places, (status, polarity)))
    return tuple(drafts)


def _draft(
    sentence: Sentence, hit: _Hit, roles: tuple[tuple[Party, ...], tuple[Party, ...]],
    places: Sequence[tuple[Mention, PlaceId]], judged: tuple[Status, Polarity],
) -> Draft:  # fmt: skip
    actor, recipient = roles
    tokens = sentence.tokens
    inside = [p.mention for p in (*actor, *recipient) if hit.at <= p.mention.first < hit.at + _REACH]
    end = max([tokens[hit.last - 1].end, *(m.end for m in inside)])
    return Draft(
        start=tokens[hit.at].start, end=end, sentence=sentence.index, trigger=hit.at,
        type=hit.trigger.type, mode=hit.trigger.mode, actor=_ids(actor), recipient=_ids(recipient),
        place=_place(hit, places), status=judged[0], polarity=judged[1],
        symmetric=hit.trigger.symmetric, sure=0.6, found_by=hit.trigger.found_by,
    )  # fmt: skip


def _ids(parties: Sequence[Party]) -> tuple[ActorId, ...]:
    return tuple(dict.fromkeys(p.actor for p in parties))


def _place(hit: _Hit, places: Sequence[tuple[Mention, PlaceId]]) -> PlaceId | None:
    near = [
        (abs(m.first - hit.at) + (0 if m.first > hit.at else 8), place)
        for m, place in places if m.as_place and abs(m.first - hit.at) <= 25
    ]  # fmt: skip
    return min(near)[1] if near else None


def _hits(sentence: Sentence, tables: TriggerTables) -> Iterator[_Hit]:
    forms = {t.form for t in sentence.tokens}
    seen: set[tuple[EventType, str]] = set()
    at = 0
    while at < len(sentence.tokens):
        hit = _verb_hit(sentence, at, tables, forms) or _noun_hit(sentence, at, tables, forms)
        if hit is None:
            at += 1
            continue
        if (hit.trigger.type, hit.trigger.mode) not in seen:
            yield hit
        seen.add((hit.trigger.type, hit.trigger.mode))
        at = hit.last


def _verb_hit(
    sentence: Sentence, at: int, tables: TriggerTables, forms: set[str]
) -> _Hit | None:
    best: _Hit | None = None
    for stem in tables.verb_stems(sentence.tokens[at].form):
        for entry in tables.verbs.get(stem.form, ()):
            trigger = entry.trigger
            if entry.bound and not stem.pronoun:
                continue
            if not _needs_met(trigger, forms) or not _then_met(sentence.tokens, at, trigger.then):
                continue
            hit = _Hit(at, at + 1, trigger, (entry.tense, stem.preposition), stem.pronoun)
            if best is None or len(trigger.then) > len(best.trigger.then):
                best = hit
    return best


def _noun_hit(
    sentence: Sentence, at: int, tables: TriggerTables, forms: set[str]
) -> _Hit | None:
    best: _Hit | None = None
    for match in tables.nouns.at(sentence.tokens, at, tables.noun_stems):
        if _needs_met(match.entry, forms) and (best is None or match.last > best.last):
            best = _Hit(at, match.last, match.entry, None, "")
    return best or _possessed(sentence, at, tables, forms)


def _possessed(
    sentence: Sentence, at: int, tables: TriggerTables, forms: set[str]
) -> _Hit | None:
    """A verbal noun with a pronoun on it: زيارته, اعتقالهم."""
    token = sentence.tokens[at]
    for stem in tables.verb_stems(token.form):
        if not stem.pronoun:
            continue
        for trigger in _spelt(tables, token, stem.form):
            if _needs_met(trigger, forms):
                return _Hit(at, at + 1, trigger, None, stem.pronoun)
    return None


def _spelt(tables: TriggerTables, token: Token, form: str) -> Iterator[Trigger]:
    spelt = [form, form[:-1] + "ه"] if form.endswith("ت") else [form]
    for candidate in spelt:
        alone = (Token(start=token.start, end=token.end, form=candidate),)
        yield from (m.entry for m in tables.nouns.at(alone, 0, tables.noun_stems))


def _needs_met(trigger: Trigger, forms: set[str]) -> bool:
    return not trigger.needs or any(
        word in forms or f"ال{word}" in forms or f"و{word}" in forms or f"ب{word}" in forms
        for word in trigger.needs
    )


def _then_met(tokens: Sequence[Token], at: int, then: tuple[str, ...]) -> bool:
    place = at
    for word in then:
        window = range(place + 1, min(len(tokens), place + 8))
        place = next((n for n in window if _is(tokens[n].form, word)), -1)
        if place < 0:
            return False
    return True


def _is(form: str, word: str) -> bool:
    return form == word or (len(word) == 1 and form.startswith(word))


def _roles(
    sentence: Sentence, hit: _Hit, parties: Sequence[Party], tables: TriggerTables
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    if hit.verb is None:
        return _roles_of_noun(sentence, hit, parties, tables)
    return _roles_of_verb(sentence, hit, parties, tables)


def _limit(sentence: Sentence, hit: _Hit, tables: TriggerTables) -> int:
    """Where the clause of the trigger ends: at the next verb, clause opener or full stop."""
    tokens = sentence.tokens
    for index in range(hit.last + 1, min(len(tokens), hit.at + _REACH)):
        form = tokens[index].form
        if form in _BREAKS or form in tables.openers or form in tables.any_verb:
            return index
    return min(len(tokens), hit.at + _REACH)


def _roles_of_verb(
    sentence: Sentence, hit: _Hit, parties: Sequence[Party], tables: TriggerTables
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    limit = _limit(sentence, hit, tables)
    behind = [p for p in parties if hit.at < p.mention.first < limit]
    ahead = [p for p in parties if hit.at - _BACK <= p.mention.last <= hit.at]
    near = behind[0] if behind and behind[0].mention.first - hit.at <= _GAP else None
    if near is not None and not near.mention.preposition:
        subject = _with_conjoined(near, behind)
    else:
        subject = _before(ahead)
    rest = [p for p in behind if p not in subject]
    if hit.pronoun and ahead:
        target = (ahead[-1],)
    else:
        target = _recipient(hit.trigger, rest)
    if hit.trigger.passive:
        return _agent(sentence, rest), subject
    if hit.trigger.symmetric and not target:
        return subject, ()
    return subject, target


def _before(ahead: Sequence[Party]) -> tuple[Party, ...]:
    free = [p for p in ahead if not p.mention.preposition]
    if not free:
        return ()
    last = free[-1]
    tied = [p for p in free[:-1] if last.mention.conjoined and p.mention.last >= last.mention.first - 2]
    return (*tied, last)


def _with_conjoined(first: Party, behind: Sequence[Party]) -> tuple[Party, ...]:
    found = [first]
    for party in behind[behind.index(first) + 1 :]:
        if not party.mention.conjoined or party.mention.first - found[-1].mention.last > 2:
            break
        found.append(party)
    return tuple(found)


def _recipient(trigger: Trigger, rest: Sequence[Party]) -> tuple[Party, ...]:
    for way in trigger.recipient:
        wanted = "" if way == "object" else way
        for party in rest:
            if party.mention.preposition == wanted and not party.mention.conjoined:
                return _with_conjoined(party, rest)
    return ()


def _agent(sentence: Sentence, rest: Sequence[Party]) -> tuple[Party, ...]:
    """Who did it, where a passive says so: على يد, من قبل, برصاص."""
    for party in rest:
        before = [t.form for t in sentence.tokens[max(0, party.mention.first - 2) : party.mention.first]]
        if before[-1:] == ["يد"] or before[-1:] == ["قبل"] or before[-1:] == ["برصاص"] or before[-1:] == ["ايدي"]:
            return _with_conjoined(party, rest)
    return ()


def _roles_of_noun(
    sentence: Sentence, hit: _Hit, parties: Sequence[Party], tables: TriggerTables
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    limit = _limit(sentence, hit, tables)
    behind = [p for p in parties if hit.last <= p.mention.first < limit]
    ahead = [p for p in parties if hit.at - _BACK <= p.mention.last <= hit.at]
    between = next((p for p in behind if p.mention.preposition == "بين"), None)
    if between is not None:
        both = _with_conjoined(between, behind)
        return (both[:1], both[1:])
    direct = behind[0] if behind and behind[0].mention.first - hit.last <= 1 else None
    bare = direct if direct is not None and not direct.mention.preposition else None
    complement = _with_conjoined(bare, behind) if bare else ()
    if hit.pronoun and ahead:
        complement = (ahead[-1],)
    rest = [p for p in behind if p not in complement]
    others = _recipient(hit.trigger, rest)
    if hit.trigger.complement_acts:
        return complement or _before(ahead), others
    return _doer(sentence, rest) or _before(ahead), complement or others


def _doer(sentence: Sentence, rest: Sequence[Party]) -> tuple[Party, ...]:
    return _agent(sentence, rest)
