"""Speakers whom no table knows: whoever stands where Arabic puts the subject of a reporting verb.

"وقال مراسلون إن", "وكشف وانغ دي أن", "وتظهر استطلاعات الرأي أن": verb and clause leave no doubt
that somebody speaks, so the words between them name a source, also one without a name of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from khabar.annotate.attribution.contents import clause_behind, opening_of
from khabar.annotate.attribution.cues import CueTables, Verb
from khabar.annotate.attribution.levels import (
    cues_of,
    limit_of,
    participle_at,
    tells,
    unsaid,
)
from khabar.annotate.attribution.line import MARKS, Line, Named, by_sentence, line_of
from khabar.annotate.attribution.opening import past_asides
from khabar.annotate.attribution.reach import (
    described,
    opens_subject,
    stranger_end,
    untold,
    whole_end,
)
from khabar.annotate.attribution.speakers import Subject, subject_behind
from khabar.schema.documents import SegmentKind
from khabar.schema.mentions import STRANGER, Mention
from khabar.schema.names import ActorId, ActorKind, Name
from khabar.schema.spans import Span, span_of
from khabar.schema.text import Sentence

_NOBODY = ActorId("a0")  # who it is, is not known before mentions are grouped
_AHEAD = 6  # words of a subject in front of its verb
_FAR = 16  # tokens between a subject and the clause of its verb: posts, appositions, occasions
_BESIDE = 6  # the same for verbs that are also other words
_LEADING = frozenset({"عن", "علي", "الي"})  # "كشف النقاب عن أن": what the verb governs
_CLAUSES = frozenset({"ان", "انه", "انها", "انهم"})
_PLURAL = 4  # letters of a plural: "محامو", but not "ليون"
_SURE_DESCRIBED, _SURE_NAMED = 0.6, 0.7


def find_speakers(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], cues: CueTables
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """The mentions, as many as before, those who speak with all their words ("مصدر مطلع على
    التحقيقات"); and the speakers that were no mention yet, in the order of the text."""
    place = {m: n for n, m in enumerate(mentions)}
    own = by_sentence(mentions, [_NOBODY] * len(mentions))
    told, new = list(mentions), list[Mention]()
    for sentence in sentences:
        if sentence.kind is not SegmentKind.TITLE and _reporting(sentence, cues):
            line = line_of(sentence, own.get(sentence.index, ()), {}, cues)
            for old, speaker in _in_line(text, line):
                if old is None:
                    new.append(speaker)
                else:
                    told[place[old]] = speaker
    return tuple(told), tuple(new)


def _reporting(sentence: Sentence, cues: CueTables) -> bool:
    return any(cues.verb_of(token.form) is not None for token in sentence.tokens)


def _in_line(text: str, line: Line) -> Iterator[tuple[Mention | None, Mention]]:
    """Speakers, each with the mention that it was before."""
    cues = cues_of(line)
    for at in cues:
        verb = line.verb(at)
        if verb is None or at in line.phrases or not _reports(line, at, verb):
            continue
        subject = subject_behind(line, at, verb)
        limit = limit_of(line, cues, at)
        start = _clause_start(line, subject.behind, verb, limit)
        if start is None:
            continue
        opening = opening_of(line, subject.behind, verb.cue, limit) if verb.cue.bare else None
        noun = min(start, opening.start) if opening is not None else start
        known = _known(line, at, subject, (noun, start))
        if known is not None:
            yield known.mention, _lengthened(text, line, known)
        elif (spot := _stranger(line, at, subject, start) or _ahead(line, at, verb)) is not None:
            yield None, _mention(text, line, spot)


def _known(line: Line, at: int, subject: Subject, starts: tuple[int, int]) -> Named | None:
    """A description or name that speaks and goes on behind the words that the tables know; starts:
    the noun that the verb may govern, where no description is left, and the clause behind it."""
    named = line.ending.get(subject.behind) if len(subject.actors) == 1 else None
    if named is None or named.first <= at or named.mention.key or named.mention.preposition:
        return None
    known = named.mention.kind is ActorKind.PERSON and not named.mention.anonymous
    end = whole_end(line, named, starts[known])
    before = named.first - 1
    first = before if line.form(before) in line.cues.words.quantifiers else named.first
    longer = end > named.last or at < first < named.first
    return replace(named, first=first, last=end) if longer else None


def _lengthened(text: str, line: Line, known: Named) -> Mention:
    mention, tokens = known.mention, line.sentence.tokens
    end = tokens[known.last - 1].end
    if not untold(mention) or known.last == mention.last:
        start = tokens[known.first].start if known.first < mention.first else mention.start
        words = Span(start=start, end=end).cut(text)
        longer = replace(
            mention, start=start, end=end, first=min(known.first, mention.first), last=known.last,
            name=Name(ar=words),
        )  # fmt: skip
        if mention.kind is not ActorKind.REGION:
            return longer
        return replace(longer, kind=ActorKind.PERSON, as_place=False, found_by=STRANGER)
    own = Span(start=tokens[mention.last + 1].start, end=end)  # behind the comma
    return replace(
        mention, start=own.start, end=end, last=known.last, name=Name(ar=own.cut(text)),
        title=span_of(mention), sure=_SURE_NAMED, found_by="rule:titled",
    )  # fmt: skip


def _reports(line: Line, at: int, verb: Verb) -> bool:
    """Whether a verb reports here in its own sentence, so that its subject follows it."""
    told = tells(line, at) and not unsaid(line, at, verb)
    related = verb.pronoun or line.form(at - 1) in line.cues.words.relatives
    other = verb.cue.held or verb.plural or verb.cue.addressed  # "وصف أخبارها": whom or what
    return told and not (related or other or line.in_quotation(at))


def _stranger(line: Line, at: int, subject: Subject, start: int) -> tuple[int, int] | None:
    """The words, first and one behind the last, of a subject that is no mention."""
    first = _governing(line, at, start) if subject.carried else subject.behind - 1
    form = line.form(first)
    if subject.actors or first <= at or not form[:1].isalpha():
        return None
    words = line.cues.words
    if form in words.toward or form in words.speaking or participle_at(line, first) is not None:
        return None
    if line.within(first) is not None:
        return None
    end = stranger_end(line, first, start)
    told = any(f in words.auxiliaries for f in line.forms[end:start])
    return None if told else (first, end)  # told: "عبر الإنترنت كانت تريد أن"


def _ahead(line: Line, at: int, verb: Verb) -> tuple[int, int] | None:
    """The words of a subject in front of its verb: "لكن الشركة تقول إنها", "فلان قال إن"."""
    if verb.joined or verb.cue.near or line.form(at + 1) not in line.cues.words.openers:
        return None
    end = at
    while line.form(end - 1) in line.cues.words.auxiliaries:
        end -= 1
    first = _clause_begin(line, end)
    named = any(line.within(n) is not None for n in range(first, end))
    if named or not 0 < end - first <= _AHEAD or not opens_subject(line, first):
        return None
    return (first, end) if stranger_end(line, first, end) == end else None


def _clause_begin(line: Line, end: int) -> int:
    """The first token behind the last stop, comma or particle in front of a token."""
    words, index = line.cues.words, end
    opening = MARKS | words.breaks | words.lead_ins | words.clauses
    while index > 0 and line.form(index - 1) not in opening:
        index -= 1
    return index


def _governing(line: Line, at: int, start: int) -> int:
    """Where a noun stands right behind a verb that may govern one, but has a clause: "وكشف قسم
    البحوث أن"; the verb itself where none does."""
    verb = line.verb(at)
    bare = verb is not None and verb.cue.bare and not (verb.cue.addressed or verb.plural)
    whole = any(f.startswith("ال") for f in line.forms[at + 1 : min(start, at + 3)])
    named = bare and whole and opens_subject(line, at + 1)
    open_there = line.form(start) in _CLAUSES and line.form(start - 1) not in _LEADING
    return at + 1 if named and open_there else at


def _clause_start(line: Line, behind: int, verb: Verb, limit: int) -> int | None:
    """Where what is said begins, if a clause or a quotation shows that it is said."""
    start = past_asides(line, behind)
    clause = clause_behind(line, start, min(limit, start + (_BESIDE if verb.cue.near else _FAR)))
    if clause is None and line.form(behind - 1).removeprefix("ال") in line.cues.words.reports:
        opening = opening_of(line, behind, verb.cue, limit)
        return opening.start if opening is not None else None
    return clause


def _mention(text: str, line: Line, spot: tuple[int, int]) -> Mention:
    first, last = spot
    tokens, form = line.sentence.tokens, line.form(first)
    span = Span(start=tokens[first].start, end=tokens[last - 1].end)
    unnamed = described(line, form)
    return Mention(
        start=span.start, end=span.end, sentence=line.sentence.index, first=first, last=last,
        kind=_kind(line, spot), name=Name(ar=span.cut(text)), anonymous=unnamed,
        sure=_SURE_DESCRIBED if unnamed else _SURE_NAMED, found_by=STRANGER,
    )  # fmt: skip


def _kind(line: Line, spot: tuple[int, int]) -> ActorKind:
    first, last = spot
    bare = line.form(first).removeprefix("ال")
    if bare in line.cues.words.reports:
        return ActorKind.MEDIA
    many = bare.endswith(("ون", "ين", "ات")) or (last > first + 1 and bare.endswith("و"))
    plural = (many and len(bare) > _PLURAL) or bare in line.cues.words.plurals
    return ActorKind.GROUP if plural else ActorKind.PERSON
