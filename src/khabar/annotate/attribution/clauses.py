"""Read one cue: who speaks by it, and where what is said begins."""

from __future__ import annotations

from dataclasses import replace

from khabar.annotate.attribution.according import according, handed_on, named_behind
from khabar.annotate.attribution.contents import opening_of
from khabar.annotate.attribution.cues import Cue, Verb
from khabar.annotate.attribution.levels import on_level, participle_at, unsaid
from khabar.annotate.attribution.line import COMMAS, STOPS, Line
from khabar.annotate.attribution.meaning import act_of
from khabar.annotate.attribution.memory import (
    Clause,
    Context,
    Speaker,
    again,
    recalled,
    told_of,
)
from khabar.annotate.attribution.speakers import (
    Subject,
    acting,
    antecedent,
    asked,
    beside,
    subject_before,
    subject_behind,
    topic_of,
)
from khabar.schema.names import ActorId, ActorKind
from khabar.schema.statements import Act

_FAR = 12  # tokens behind a verb in which others may be named as handing on
_THEREIN = frozenset({"فيه", "فيها"})
_BESIDE = 3  # tokens between the source of a deed and its content
_RESUMING = frozenset({"انه", "انها", "انهم", "انهما"})
_CLAUSES = frozenset({"ان", "بان"})  # openers whose clause names its subject


def clause_at(line: Line, at: int, context: Context) -> Clause | None:
    """The reporting clause of the cue at a token, or None where nothing is reported."""
    if at in line.phrases:
        return _according(line, at, context)
    participle = participle_at(line, at)
    if participle is not None:
        return _of_participle(line, at, participle, context)
    if line.form(at) in line.cues.deeds:
        return _of_deed(line, at, context)
    verb = line.verb(at)
    if verb is None or unsaid(line, at, verb):
        return None
    if verb.cue.relay:
        relayed = _of_relay(line, at, verb, context)
        if relayed is not None:
            return relayed
    if line.form(at - 1) in line.cues.words.relatives:
        return _of_relative(line, at, verb, context)
    return _of_verb(line, at, verb, context)


def _according(line: Line, at: int, context: Context) -> Clause | None:
    told = according(line, at, context)
    if told is None:
        return None
    return Clause(
        at=at, last=told.behind, speaker=Speaker(told.actors, told.through), act=told.act,
        start=told.start, end=told.end, how="preposition", nested=not told.leads, relay=told.relay,
    )  # fmt: skip


def _of_participle(line: Line, at: int, verb: Verb, context: Context) -> Clause | None:
    """ "مشيرا إلى": the one who reports in this sentence goes on."""
    if not _set_off(line, at, verb):
        return None
    opening = opening_of(line, at + 1, verb.cue, context.limit)
    speaker = _main_speaker(line, at, verb, context)
    if opening is None or speaker is None:
        return None
    return Clause(
        at=at, last=at + 1, speaker=speaker, start=opening.start, how="participle",
        act=act_of(line, opening.start, opening.act or verb.cue.act), nested=line.in_quotation(at),
    )  # fmt: skip


def _set_off(line: Line, at: int, verb: Verb) -> bool:
    """Whether a participle goes with a whole clause: else it is an attribute or a noun (متهم)."""
    form, before, behind = line.form(at), line.form(at - 1), line.form(at + 1)
    if at == 0 or before in COMMAS or before in STOPS or before in ('"', ")", "-"):
        return True
    joined = form[:1] in ("و", "ف") and form not in line.cues.participles
    leads = behind in line.cues.words.openers or behind in (":", '"', *verb.cue.connectors)
    return joined or leads or at in line.ending or line.verb(at - 1) is not None


def _main_speaker(line: Line, at: int, verb: Verb, context: Context) -> Speaker | None:
    """Who reports in the sentence, else who acts in it, else who spoke before."""
    named = None if context.here else acting(line, at, verb)
    named = named or asked(line, at, verb)
    if named is not None:
        return Speaker((named.actor,), feminine=None if verb.plural else verb.feminine)
    return recalled(context.memory, verb)


def _of_deed(line: Line, at: int, context: Context) -> Clause | None:
    """ "بعد إعلان الجيش مقتل فلان": a verbal noun with its source behind it."""
    cue = line.cues.deeds[line.form(at)]
    named = line.starting.get(at + 1)
    if named is None or line.form(at - 1) not in line.cues.words.governors:
        return None
    if line.form(named.last) in COMMAS or line.form(named.last) in STOPS:
        return None
    opening = opening_of(line, named.last, cue, context.limit)
    if opening is None or opening.start > named.last + _BESIDE:
        return None
    return Clause(
        at=at, last=at + 1, speaker=Speaker((named.actor,)), act=cue.act, start=opening.start,
        how="noun", nested=True, aside=True,
    )  # fmt: skip


def _of_relay(line: Line, at: int, verb: Verb, context: Context) -> Clause | None:
    """ "نقلت الوكالة عن مصدر": the source speaks through the one who hands on."""
    level = on_level(line, at) and context.inside is None
    relayed = handed_on(line, at, verb)
    if relayed is None or not (level or relayed.through):
        return None
    told = replace(verb.cue, news=False, bare=True)
    opening = opening_of(line, relayed.behind, told, context.limit)
    if opening is None:
        return None
    who = relayed.source
    spoken = (who,) if who is not None else told_of(context.memory, relayed.through)
    act = line.cues.nouns.get(line.form(relayed.behind)) or act_of(line, opening.start, Act.SAY)
    return Clause(
        at=at, last=relayed.behind, speaker=Speaker(spoken, relayed.through), act=act,
        start=opening.start, how="relay", nested=not level,
    )  # fmt: skip


def _of_relative(line: Line, at: int, verb: Verb, context: Context) -> Clause | None:
    """ "الوزارة التي قالت إن": the name before speaks, or the one behind ("الذي كشفته الجماعة")."""
    if (verb.pronoun and not verb.cue.addressed) or line.form(at) in line.cues.words.passive:
        return None
    subject = subject_behind(line, at, verb)
    named = None if subject.actors or verb.pronoun else antecedent(line, at, verb)
    actors = subject.actors or ((named.actor,) if named is not None else ())
    speaker = Speaker(actors) if actors else _resumed(line, at, verb, context)
    if speaker is None:
        return None
    opening = opening_of(line, subject.behind, _governing(verb), context.limit)
    if opening is None:
        return None
    act = act_of(line, opening.start, opening.act or verb.cue.act)
    return Clause(
        at=at, last=at + 1, speaker=speaker, act=act, start=opening.start, how="verb",
        nested=True, aside=True,
    )  # fmt: skip


def _resumed(line: Line, at: int, verb: Verb, context: Context) -> Speaker | None:
    """Who speaks in a relative clause that is about another: "القواعد التي قال إنها تسمح"."""
    about = line.form(at + 1) in _RESUMING and context.inside is None
    return _main_speaker(line, at, verb, context) if about and not verb.joined else None


def _of_verb(line: Line, at: int, verb: Verb, context: Context) -> Clause | None:
    before, words = line.form(at - 1), line.cues.words
    himself = before in words.openers and before not in _CLAUSES  # "إنه أبلغ فلانا"
    if himself and line.form(at - 2) not in words.excepting:  # "إلا أنه أكد" goes on reporting
        return None
    subject = _subject(line, at, verb)
    speaker = _speaker(line, at, verb, (subject, context))
    if speaker is None:
        return None
    carried = subject.carried and not subject.actors
    opening = opening_of(line, subject.behind, _governing(verb), context.limit)
    if opening is None:
        return None
    return Clause(
        at=at, last=at + 1, speaker=_noted(line, subject.behind, opening.start, speaker),
        act=act_of(line, opening.start, opening.act or verb.cue.act), start=opening.start,
        how="verb", nested=context.inside is not None or before in words.free, carried=carried,
        aside=before in words.free,
    )  # fmt: skip


def _governing(verb: Verb) -> Cue:
    """A verb with its object written onto it ("اتهمته") has none in front of its content."""
    return replace(verb.cue, addressed=False, bare=False) if verb.pronoun else verb.cue


def _subject(line: Line, at: int, verb: Verb) -> Subject:
    """The subject behind the verb, unless the clause has named before what it is about."""
    topic = None if verb.joined else topic_of(line, at, verb)
    subject = Subject((), at + 1, carried=True) if topic else subject_behind(line, at, verb)
    if not subject.actors and not subject.carried and beside(line, at, verb) is not None:
        return Subject((), at + 1, carried=True)
    return subject


def _speaker(line: Line, at: int, verb: Verb, found: tuple[Subject, Context]) -> Speaker | None:
    subject, context = found
    if subject.actors:
        return again(context.memory, Speaker(subject.actors, feminine=verb.feminine))
    if not subject.carried:
        return Speaker()
    words, level = line.cues.words, on_level(line, at) and context.inside is None
    if line.form(at + 1) in _THEREIN:  # "أصدر الجيش بيانا أكد فيه أن": who acts speaks in it
        return _giver(line, at) or _main_speaker(line, at, verb, context)
    if line.form(at - 1) in words.free or line.form(at) in words.passive:
        return None
    named = subject_before(line, at, verb)
    if named is None and verb.plural and not level:
        named = acting(line, at, verb)
    if named is not None:
        return Speaker((named.actor,), feminine=None if verb.plural else verb.feminine)
    if not level:
        return _resumed(line, at, verb, context)
    speaker = _main_speaker(line, at, verb, context)
    if speaker is None and subject.paper:  # "وأضاف البيان": of whatever gender its issuer is
        speaker = next(iter(context.memory), None)
    return speaker or Speaker()


def _giver(line: Line, at: int) -> Speaker | None:
    """Whose words they are in which a verb tells something: "تصريحات للوزير قال فيها"."""
    named = line.ending.get(at)
    return Speaker((named.actor,)) if named and named.mention.preposition == "ل" else None


def _noted(line: Line, behind: int, start: int, speaker: Speaker) -> Speaker:
    """Those named between a verb and its content: "وذكرت الصحيفة، نقلا عن مصادر، أن" has sources
    speak through the paper; "وأكد، بحسب الوكالة، أن" has the agency hand on."""
    for index in range(behind, min(start, behind + _FAR)):
        carrier = _carrier(line, index)
        if carrier is not None:
            return replace(speaker, through=(carrier,))
        match = line.phrases.get(index)
        who = named_behind(line, match.last) if match is not None else None
        if who is not None and line.form(index) == "نقلا":
            return Speaker((who,), speaker.actors)
        if who is not None:
            return replace(speaker, through=(who,))
    return speaker


def _carrier(line: Line, index: int) -> ActorId | None:
    """ "في تصريحات نقلتها الوكالة": the medium that a relative verb of spreading names."""
    verb = line.verb(index)
    if verb is None or not verb.pronoun or not verb.cue.news:
        return None
    subject = subject_behind(line, index, verb)
    named = line.ending.get(subject.behind)
    media = named is not None and named.mention.kind is ActorKind.MEDIA
    return named.actor if named is not None and media else None
