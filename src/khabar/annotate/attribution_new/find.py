"""Who says what: cue, source and content of every reporting clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from khabar.annotate.attribution.according import according, handed_on
from khabar.annotate.attribution.contents import ending_of, mode_of, opening_of
from khabar.annotate.attribution.cues import CueTables, Verb
from khabar.annotate.attribution.line import COMMAS, STOPS, Line, line_of
from khabar.annotate.attribution.meaning import act_of
from khabar.annotate.attribution.speakers import (
    antecedent,
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
        if found and found[-1].last > at and not found[-1].nested:
            continue
        limit = next((m for m in marks if m > at and _level(line, m)), len(line.forms))
        now = _remembered(memory, found)
        inside = _open_at(line, found, at)
        clause = _clause_at(line, at, limit, (now, inside))
        if clause is not None:
            found.append(clause)
    return found


def _is_mark(line: Line, at: int) -> bool:
    form, cues = line.form(at), line.cues
    bare = form[1:] if form[:1] in ("و", "ف") else form
    return (
        form in cues.participles or bare in cues.participles
        or form in cues.nouns
        or cues.verb_of(form) is not None
        or bool(cues.prepositions.at(line.sentence.tokens, at, cues.noun_stems))
    )  # fmt: skip


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
    return (
        index < 0 or joined or told in COMMAS or told in STOPS or told == '"'
        or told in words.clauses or (participle and before in (")", "-"))
        or form[:1] in ("و", "ف") and participle
    )  # fmt: skip


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
    line: Line, at: int, limit: int, context: tuple[tuple[Speaker, ...], Found | None]
) -> Found | None:
    memory, inside = context
    form = line.form(at)
    bare = form[1:] if form[:1] in ("و", "ف") else form
    participle = line.cues.participles.get(form) or line.cues.participles.get(bare)
    verb = line.cues.verb_of(form)
    if line.cues.prepositions.at(line.sentence.tokens, at, line.cues.noun_stems) and not (
        verb is not None and participle is None and line.form(at + 1) not in ("عن",)
    ):
        return _after(line, at, memory)
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
    return verb.pronoun and not verb.cue.addressed and before not in (
        words.relatives | words.free
    )


def _participle(
    line: Line, at: int, limit: int, verb: Verb, context: tuple[tuple[Speaker, ...], Found | None]
) -> Found | None:
    memory, inside = context
    before = line.form(at - 1)
    set_off = (
        at == 0 or before in COMMAS or before in STOPS or before in ('"', ")", "-")
        or line.form(at)[:1] in ("و", "ف") and line.form(at) not in line.cues.participles
        or at in line.ending or line.cues.verb_of(before) is not None
    )  # fmt: skip
    if not set_off:
        return None
    opening = opening_of(line, at + 1, verb.cue, limit)
    speaker = _main_speaker(line, at, verb, memory)
    if opening is None or speaker is None:
        return None
    act = act_of(line, opening.start, opening.act or verb.cue.act)
    nested = line.in_quotation(at)
    return Found(at, at + 1, replace(speaker, feminine=speaker.feminine), act, opening.start, nested, "participle")


def _main_speaker(line: Line, at: int, verb: Verb, memory: tuple[Speaker, ...]) -> Speaker | None:
    """A participle goes with the subject of its sentence: the one who reports, else its topic."""
    speaker = _recall(memory, verb)
    return speaker


def _recall(memory: tuple[Speaker, ...], verb: Verb) -> Speaker | None:
    if not memory:
        return None
    fitting = (
        s for s in memory if verb.plural or s.feminine is None or s.feminine == verb.feminine
    )
    return next(fitting, None)


def _noun(
    line: Line, at: int, limit: int, context: tuple[tuple[Speaker, ...], Found | None]
) -> Found | None:
    return None


def _verb(
    line: Line, at: int, limit: int, verb: Verb, context: tuple[tuple[Speaker, ...], Found | None]
) -> Found | None:
    memory, inside = context
    words = line.cues.words
    before = line.form(at - 1)
    level = _level(line, at) and not (inside is not None)
    if verb.cue.relay:
        relayed = handed_on(line, at, verb)
        if relayed is not None:
            who, through, behind = relayed
            opening = opening_of(line, behind, verb.cue, limit)
            if opening is None:
                return None
            act = act_of(line, opening.start, Act.SAY)
            speaker = Speaker((who,), through, None)
            return Found(at, behind, speaker, act, opening.start, not level, "relay")
    if before in words.relatives:
        return _relative(line, at, limit, verb)
    subject = subject_behind(line, at, verb)
    carried = False
    if subject.actors:
        speaker = Speaker(subject.actors, feminine=verb.feminine)
    elif not subject.carried:
        speaker = Speaker(())
    else:
        named = subject_before(line, at, verb)
        if named is not None:
            speaker = Speaker((named.actor,), feminine=verb.feminine if not verb.plural else None)
        elif inside is not None or before in words.free:
            return None
        elif level:
            recalled = _recall(memory, verb)
            speaker = recalled if recalled is not None else Speaker(())
            carried = True
        else:
            return None
    opening = opening_of(line, subject.behind, verb.cue, limit)
    if opening is None:
        return None
    behind, through = subject.behind, speaker.through
    noted = _noted_source(line, behind, opening.start)
    if noted is not None:
        speaker = Speaker((noted,), speaker.actors, None)
    act = act_of(line, opening.start, opening.act or verb.cue.act)
    return Found(at, at + 1, speaker, act, opening.start, inside is not None, "verb", carried=carried)


def _noted_source(line: Line, behind: int, start: int) -> ActorId | None:
    """ "وذكرت الصحيفة، نقلا عن مصادر، أن": the sources speak, the paper hands on."""
    for index in range(behind, min(start, behind + 8)):
        if line.form(index) == "نقلا" and line.form(index + 1) == "عن":
            for near in range(index + 2, min(start, index + 6)):
                named = line.starting.get(near)
                if named is not None:
                    return named.actor
    return None


def _relative(line: Line, at: int, limit: int, verb: Verb) -> Found | None:
    if verb.pronoun:
        return None
    named = antecedent(line, at, verb)
    if named is None:
        return None
    opening = opening_of(line, at + 1, verb.cue, limit)
    if opening is None:
        return None
    act = act_of(line, opening.start, opening.act or verb.cue.act)
    return Found(at, at + 1, Speaker((named.actor,)), act, opening.start, True, "verb")


def _after(line: Line, at: int, memory: tuple[Speaker, ...]) -> Found | None:
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
    breaks = [n for n in range(clause.start + 2, len(tokens)) if _breaks(line, n)]
    after = [c.at for c in clauses if c.how == "preposition" and c.at > clause.start]
    end = clause.end or ending_of(line, clause.start, sorted([*ends, *breaks, *after]))
    if end <= clause.start:
        return
    for actor in clause.speaker.actors:
        yield Attribution(
            sentence=line.sentence.index, source=actor, act=clause.act,
            cue=_cue(line, clause), content=Span(start=tokens[clause.start].start, end=tokens[end - 1].end),
            mode=mode_of(line, clause.start, end), through=clause.speaker.through,
            relay=clause.relay, carried=clause.carried, found_by=f"rule:cue-{clause.how}",
        )  # fmt: skip


def _breaks(line: Line, at: int) -> bool:
    """A comma and "while": another clause of the outlet begins."""
    return (
        line.form(at) in line.cues.words.clauses
        and line.form(at - 1) in COMMAS
        and not line.in_quotation(at)
    )


def _cue(line: Line, clause: Found) -> Span:
    tokens = line.sentence.tokens
    token = tokens[clause.at]
    verb = line.cues.verb_of(token.form)
    cut = 1 if (verb is not None and verb.joined) or token.form[1:] in line.cues.participles else 0
    last = tokens[clause.last - 1] if clause.how == "preposition" else token
    return Span(start=token.start + cut, end=max(token.end, last.end))
