"""Who says what: cue, source and content of every reporting clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from khabar.annotate.attribution.according import according, handed_on, named_behind
from khabar.annotate.attribution.contents import ending_of, mode_of, opening_of
from khabar.annotate.attribution.cues import CueTables, Verb
from khabar.annotate.attribution.line import COMMAS, STOPS, Line, line_of
from khabar.annotate.attribution.meaning import act_of
from khabar.annotate.attribution.speakers import (
    acting,
    Subject,
    antecedent,
    beside,
    subject_before,
    subject_behind,
    topic_of,
)
from khabar.schema.attributions import Attribution
from khabar.schema.documents import SegmentKind
from khabar.schema.mentions import Mention
from khabar.schema.names import ActorId, ActorKind
from khabar.schema.spans import Span
from khabar.schema.statements import Act
from khabar.schema.text import Sentence

_FAR = 12  # tokens behind a verb in which others may be named as handing on
_CLAUSES = frozenset({"ان", "بان"})  # openers whose clause names its subject
_TURN = 8  # tokens between "while" and the verb whose subject follows it
_REMEMBERED = 5  # speakers that a bare "وأضافت" can go back to


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke last at the level of the outlet, through whom, and the gender of the verb used."""

    actors: tuple[ActorId, ...]
    through: tuple[ActorId, ...] = ()
    feminine: bool | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A reporting clause: where its cue stands, who speaks, where the content starts."""

    at: int
    last: int
    speaker: Speaker
    act: Act
    start: int
    nested: bool
    how: str
    end: int | None = None
    relay: bool = False
    carried: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What a cue is read with: who spoke before, the clause whose content is still open there,
    whether its sentence has reported already, and all that it reported."""

    memory: tuple[Speaker, ...]
    inside: Found | None
    here: bool
    found: tuple[Found, ...]


def find_attributions(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    actor_of: Sequence[ActorId | None],
    cues: CueTables,
) -> tuple[Attribution, ...]:
    """Find who each sentence names as the source of what it says.

    An Arabic reporting clause puts its verb first, so a cue takes the name right behind it; where
    the verb has no subject of its own ("وأضاف أن"), the one who spoke last speaks on, in the same
    gender. Headlines are left out: what they report, the article reports.
    """
    own: dict[int, list[tuple[Mention, ActorId]]] = {}
    for mention, actor in zip(mentions, actor_of, strict=True):
        if actor is not None:
            own.setdefault(mention.sentence, []).append((mention, actor))
    surnames = _surnames(sentences, own)
    found: list[Attribution] = []
    memory: tuple[Speaker, ...] = ()
    for sentence in sentences:
        if sentence.kind is SegmentKind.TITLE:
            continue
        line = line_of(sentence, own.get(sentence.index, ()), surnames, cues)
        clauses = find_clauses(line, memory)
        found.extend(a for clause in clauses for a in _told(line, clause, clauses))
        memory = _remembered(memory, clauses)
    return tuple(found)


def _surnames(
    sentences: Sequence[Sentence], own: dict[int, list[tuple[Mention, ActorId]]]
) -> dict[str, ActorId]:
    """The last words of persons' names: a bare "أديب" is the Munir Adib named before."""
    found: dict[str, set[ActorId]] = {}
    for index, pairs in own.items():
        tokens = sentences[index].tokens
        for mention, actor in pairs:
            if mention.kind is ActorKind.PERSON and not mention.head and mention.last - mention.first > 1:
                found.setdefault(tokens[mention.last - 1].form, set()).add(actor)
    return {form: actors.pop() for form, actors in found.items() if len(actors) == 1}


def _remembered(memory: tuple[Speaker, ...], clauses: Sequence[Found]) -> tuple[Speaker, ...]:
    for clause in clauses:
        if not clause.nested and not clause.relay:
            memory = (clause.speaker, *(s for s in memory if s.actors != clause.speaker.actors))
    return memory[:_REMEMBERED]


def find_clauses(line: Line, memory: tuple[Speaker, ...]) -> list[Found]:
    """The reporting clauses of a sentence, from its first word to its last."""
    marks = [n for n in range(len(line.forms)) if _is_mark(line, n)]
    found: list[Found] = []
    for at in marks:
        if found and found[-1].at < at < max(found[-1].last, found[-1].start):
            continue
        limit = next((m for m in marks if m > at and _limits(line, m)), len(line.forms))
        here = any(not f.nested and not f.relay for f in found)
        context = Context(_remembered(memory, found), _open_at(line, found, at), here, tuple(found))
        clause = _clause_at(line, at, limit, context)
        if clause is not None:
            found.append(clause)
    return found


def _is_mark(line: Line, at: int) -> bool:
    form, cues = line.form(at), line.cues
    bare = form[1:] if form[:1] in ("و", "ف") else form
    return (
        form in cues.participles or bare in cues.participles
        or form in cues.nouns
        or _tells(line, at)
        or bool(cues.prepositions.at(line.sentence.tokens, at, cues.noun_stems))
    )  # fmt: skip


def _tells(line: Line, at: int) -> bool:
    """Whether a word is a verb of reporting here: with a pronoun on it only as "ما قاله"."""
    verb = line.cues.verb_of(line.form(at))
    if verb is None:
        return False
    words, before = line.cues.words, line.form(at - 1)
    if before in words.governors and before not in words.free and not verb.joined:
        return False
    return not verb.pronoun or verb.cue.addressed or before in words.relatives or before in words.free


def _limits(line: Line, at: int) -> bool:
    """Whether a cue ends the search for the content of the one before it."""
    if line.form(at) in line.cues.words.speaking:
        return False
    return _level(line, at) and not line.cues.prepositions.at(
        line.sentence.tokens, at, line.cues.noun_stems
    )


def _level(line: Line, at: int) -> bool:
    """Whether a cue speaks at the level of the sentence: no part of a quotation or of a clause."""
    if line.in_quotation(at):
        return False
    form, before = line.form(at), line.form(at - 1)
    words = line.cues.words
    index = at - 1
    while index >= 0 and line.form(index) in words.auxiliaries:
        index -= 1
    joined = form[:1] in ("و", "ف") and line.cues.verb_of(form[1:]) is not None
    participle = form in line.cues.participles or form[1:] in line.cues.participles
    told = line.form(index)
    if _turned(line, at):
        return True
    return (
        index < 0 or joined or told in COMMAS or told in STOPS or told == '"'
        or told in words.clauses or (participle and before in (")", "-"))
        or form[:1] in ("و", "ف") and participle
    )  # fmt: skip


def _turned(line: Line, at: int) -> bool:
    """Whether the clause of a verb began with "but" or "while" and its subject: a new level."""
    verb = line.cues.verb_of(line.form(at))
    if verb is None or verb.joined:
        return False
    for index in range(at - 1, max(-1, at - _TURN), -1):
        form = line.form(index)
        if form in line.cues.words.breaks:
            return line.starting.get(index + 1) is not None
        if form in COMMAS or form in STOPS or form in line.cues.words.openers:
            return False
    return False


def _open_at(line: Line, found: Sequence[Found], at: int) -> Found | None:
    """The clause whose content is still open at a cue."""
    if not found or _level(line, at) and not _unjoined(line, at):
        return None
    return next((f for f in reversed(found) if f.start <= at and (f.end is None or at < f.end)), None)


def _unjoined(line: Line, at: int) -> bool:
    """A verb behind a comma without "and" goes on with its clause: "إن القائد، فلان، توعد بـ"."""
    verb = line.cues.verb_of(line.form(at))
    return verb is not None and not verb.joined and line.form(at - 1) in COMMAS


def _clause_at(
    line: Line, at: int, limit: int, context: Context
) -> Found | None:
    inside = context.inside
    form = line.form(at)
    bare = form[1:] if form[:1] in ("و", "ف") else form
    participle = line.cues.participles.get(form) or line.cues.participles.get(bare)
    verb = line.cues.verb_of(form)
    if line.cues.prepositions.at(line.sentence.tokens, at, line.cues.noun_stems) and not (
        verb is not None and participle is None and line.form(at + 1) not in ("عن",)
    ):
        return _after(line, at, context)
    if participle is not None:
        return _participle(line, at, limit, participle, context)
    if form in line.cues.nouns:
        return _noun(line, at, limit, context)
    if verb is None or _unsaid(line, at, verb):
        return None
    return _verb(line, at, limit, verb, context)


def _unsaid(line: Line, at: int, verb: Verb) -> bool:
    """Negated ("لم يقل"), impersonal ("يذكر أن") or naming ("ما يسمى") verbs report nothing."""
    words = line.cues.words
    before = line.form(at - 1)
    if before in words.negations or (before[:1] in ("و", "ف") and before[1:] in words.negations):
        return True
    bare = line.form(at)[1:] if verb.joined else line.form(at)
    if bare in words.impersonal and (
        line.form(at + 1) in words.openers or line.form(at + 2) in words.openers
    ):
        return True
    return not _tells(line, at)


def _participle(
    line: Line, at: int, limit: int, verb: Verb, context: Context
) -> Found | None:
    inside = context.inside
    before = line.form(at - 1)
    set_off = (
        at == 0 or before in COMMAS or before in STOPS or before in ('"', ")", "-")
        or line.form(at)[:1] in ("و", "ف") and line.form(at) not in line.cues.participles
        or at in line.ending or line.cues.verb_of(before) is not None
        or line.form(at + 1) in line.cues.words.openers | {":", '"', *verb.cue.connectors}
    )  # fmt: skip
    if not set_off:
        return None
    opening = opening_of(line, at + 1, verb.cue, limit)
    speaker = _main_speaker(line, at, verb, context)
    if opening is None or speaker is None:
        return None
    act = act_of(line, opening.start, opening.act or verb.cue.act)
    nested = line.in_quotation(at)
    return Found(at, at + 1, replace(speaker, feminine=speaker.feminine), act, opening.start, nested, "participle")


def _main_speaker(line: Line, at: int, verb: Verb, context: Context) -> Speaker | None:
    """A participle goes with the subject of its sentence: the one who reports, else who acts."""
    if not context.here:
        named = acting(line, at, verb)
        if named is not None:
            return Speaker((named.actor,), feminine=None if verb.plural else verb.feminine)
    return _recall(context.memory, verb)


def _recall(memory: tuple[Speaker, ...], verb: Verb) -> Speaker | None:
    if not memory:
        return None
    fitting = (
        s for s in memory if verb.plural or s.feminine is None or s.feminine == verb.feminine
    )
    return next(fitting, None)


def _noun(
    line: Line, at: int, limit: int, context: Context
) -> Found | None:
    return None


def _verb(
    line: Line, at: int, limit: int, verb: Verb, context: Context
) -> Found | None:
    inside = context.inside
    words = line.cues.words
    before = line.form(at - 1)
    level = _level(line, at) and not (inside is not None)
    if verb.cue.relay:
        relayed = handed_on(line, at, verb)
        if relayed is not None and (level or relayed[1]):
            who, through, behind = relayed
            opening = opening_of(line, behind, replace(verb.cue, news=False, bare=True), limit)
            if opening is None:
                return None
            act = act_of(line, opening.start, Act.SAY)
            spoken = (who,) if who is not None else _told_of(context.memory, through)
            speaker = Speaker(spoken, through, None)
            return Found(at, behind, speaker, act, opening.start, not level, "relay")
    if before in words.openers and before not in _CLAUSES:  # "إنه أبلغ فلانا": the speaker himself
        return None
    if before in words.relatives:
        return _relative(line, at, limit, verb)
    subject = subject_behind(line, at, verb)
    carried = False
    if subject.actors:
        speaker = _again(context.memory, Speaker(subject.actors, feminine=verb.feminine))
    elif not subject.carried:
        named = beside(line, at, verb)
        speaker = Speaker((named.actor,) if named is not None else ())
        if named is not None:
            subject = Subject((), at + 1)
    else:
        if before in words.free or line.form(at) in words.passive:
            return None
        named = subject_before(line, at, verb)
        if named is None and (level or verb.plural):
            named = None if level else acting(line, at, verb)
        if named is not None:
            speaker = Speaker((named.actor,), feminine=verb.feminine if not verb.plural else None)
        elif inside is not None:
            return None
        elif level:
            recalled = _main_speaker(line, at, verb, context)
            speaker = recalled if recalled is not None else Speaker(())
            carried = True
        else:
            return None
    opening = opening_of(line, subject.behind, verb.cue, limit)
    if opening is None:
        return None
    speaker = noted(line, subject.behind, opening.start, speaker)
    act = act_of(line, opening.start, opening.act or verb.cue.act)
    return Found(
        at, at + 1, speaker, act, opening.start, inside is not None, "verb",
        carried=carried, aside=before in words.free,
    )  # fmt: skip


def _carrier(line: Line, index: int) -> ActorId | None:
    """ "في تصريحات نقلتها الوكالة": the medium that a relative verb of spreading names."""
    verb = line.cues.verb_of(line.form(index))
    if verb is None or not verb.pronoun or not verb.cue.news:
        return None
    subject = subject_behind(line, index, verb)
    return subject.actors[0] if subject.actors else None


def _again(memory: tuple[Speaker, ...], speaker: Speaker) -> Speaker:
    """Who spoke through an agency goes on speaking through it."""
    before = next((s for s in memory if s.actors == speaker.actors), None)
    return replace(speaker, through=before.through) if before is not None else speaker


def _told_of(memory: tuple[Speaker, ...], through: tuple[ActorId, ...]) -> tuple[ActorId, ...]:
    """Whom "عنه" means: the last speaker who is not the one that hands on."""
    return next((s.actors for s in memory if not set(s.actors) & set(through)), ())


def noted(line: Line, behind: int, start: int, speaker: Speaker) -> Speaker:
    """Those named between a verb and its content: "وذكرت الصحيفة، نقلا عن مصادر، أن" has sources
    speak through the paper; "وأكد، بحسب الوكالة، أن" has the agency hand on."""
    for index in range(behind, min(start, behind + _FAR)):
        carrier = _carrier(line, index)
        if carrier is not None:
            return replace(speaker, through=(carrier,))
        found = line.cues.prepositions.at(line.sentence.tokens, index, line.cues.noun_stems)
        who = named_behind(line, found[0].last) if found else None
        if who is not None and line.form(index) == "نقلا":
            return Speaker((who,), speaker.actors)
        if who is not None:
            return replace(speaker, through=(who,))
    return speaker


def _relative(line: Line, at: int, limit: int, verb: Verb) -> Found | None:
    if verb.pronoun:
        return None
    if line.form(at) in line.cues.words.passive:
        return None
    subject = subject_behind(line, at, verb)
    named = None if subject.actors else antecedent(line, at, verb)
    actors = subject.actors or ((named.actor,) if named is not None else ())
    if not actors:
        return None
    opening = opening_of(line, subject.behind, verb.cue, limit)
    if opening is None:
        return None
    act = act_of(line, opening.start, opening.act or verb.cue.act)
    return Found(at, at + 1, Speaker(actors), act, opening.start, True, "verb", aside=True)


def _after(line: Line, at: int, context: Context) -> Found | None:
    told = according(line, at)
    if told is None:
        return None
    speaker = Speaker(told.actors, told.through)
    return Found(
        at, told.behind, speaker, told.act, told.start, not told.leads, "preposition",
        end=told.end, relay=told.relay,
    )  # fmt: skip


def _told(line: Line, clause: Found, clauses: Sequence[Found]) -> Iterator[Attribution]:
    tokens = line.sentence.tokens
    ends = [c.at for c in clauses if c.at > clause.at and not c.nested] if not clause.nested else [
        c.at for c in clauses if c.at > clause.at
    ]
    after = [c.at for c in clauses if c.how == "preposition" and c.at > clause.start]
    end = clause.end or ending_of(line, clause.start, sorted([*ends, *after]))
    if end <= clause.start:
        return
    for actor in clause.speaker.actors:
        yield Attribution(
            sentence=line.sentence.index, source=actor, act=clause.act,
            cue=_cue(line, clause), content=Span(start=tokens[clause.start].start, end=tokens[end - 1].end),
            mode=mode_of(line, clause.start, end), through=clause.speaker.through,
            relay=clause.relay, carried=clause.carried, aside=clause.aside, found_by=f"rule:cue-{clause.how}",
        )  # fmt: skip


def _cue(line: Line, clause: Found) -> Span:
    tokens = line.sentence.tokens
    token = tokens[clause.at]
    verb = line.cues.verb_of(token.form)
    cut = 1 if (verb is not None and verb.joined) or token.form[1:] in line.cues.participles else 0
    last = tokens[clause.last - 1] if clause.how == "preposition" else token
    return Span(start=token.start + cut, end=max(token.end, last.end))
