"""Sources that stand behind a preposition or behind what they say, and those who hand on."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.annotate.attribution.cues import Verb
from khabar.annotate.attribution.line import COMMAS, MARKS, STOPS, Line, Named
from khabar.annotate.attribution.speakers import subject_behind
from khabar.schema.names import ActorId, ActorKind
from khabar.schema.statements import Act

_CLOSE = 5  # tokens from "بحسب" to its source: "بحسب ما ذكرت أمس وكالة"


@dataclass(frozen=True, slots=True)
class Told:
    """Who is named as the source of the words from start to end; relay: those hand on only."""

    actors: tuple[ActorId, ...]
    through: tuple[ActorId, ...]
    act: Act
    behind: int
    start: int
    end: int
    leads: bool
    relay: bool


def according(line: Line, at: int) -> Told | None:
    """ "وفقا لـ" and its kin: the source stands behind, the content before or, at the start, after."""
    found = line.cues.prepositions.at(line.sentence.tokens, at, line.cues.noun_stems)
    if not found:
        return None
    match = found[0]
    who = _source(line, match.last)
    if who is None or not _plain(line, match.last):
        return None
    actors, through, behind, media = who
    leads = at <= 2
    start, end = _after(line, behind) if leads else _before(line, at)
    if end - start < 2 or (line.form(at) in ("كما", "وكما") and (leads or not _closes(line, behind))):
        return None
    return Told(actors, through, match.entry, behind, start, end, leads, media and not leads)


def named_behind(line: Line, start: int) -> ActorId | None:
    """The source that a preposition names, where it names one alone."""
    who = _source(line, start)
    return who[0][0] if who is not None and who[0] else None


def _closes(line: Line, behind: int) -> bool:
    return behind >= len(line.forms) or line.form(behind) in MARKS


def _plain(line: Line, start: int) -> bool:
    """Behind "ما" stands a verb of reporting, or nobody is named as a source: "على ما يبدو"."""
    if line.form(start - 1) not in ("ما", "لما", "كما", "حسبما", "بحسبما"):
        return True
    first = start + (line.form(start) == "قد")
    return line.cues.verb_of(line.form(first)) is not None


def _source(line: Line, start: int) -> tuple[tuple[ActorId, ...], tuple[ActorId, ...], int, bool] | None:
    for index in range(start - 1, start + _CLOSE):
        form = line.form(index)
        if index >= start and (form in STOPS or form in COMMAS):
            return None
        verb = line.cues.verb_of(form) if index >= start else None
        if verb is not None:
            return _of_verb(line, index, verb)
        named = line.starting.get(index)
        if named is not None and index >= start - 1:
            if named.mention.kind is ActorKind.REGION:
                return None
            return (named.actor,), (), named.last, _hands_on(named)
        if index >= start and form in line.surnames:
            return (line.surnames[form],), (), index + 1, False
    return None


def _of_verb(
    line: Line, at: int, verb: Verb
) -> tuple[tuple[ActorId, ...], tuple[ActorId, ...], int, bool] | None:
    if verb.cue.relay:
        relayed = handed_on(line, at, verb)
        if relayed is not None:
            who, through, behind = relayed
            return ((who,), through, behind, False) if who is not None else None
    subject = subject_behind(line, at, verb)
    if not subject.actors:
        return None
    named = line.ending.get(subject.behind)
    return subject.actors, (), subject.behind, named is not None and _hands_on(named)


def _hands_on(named: Named) -> bool:
    return named.mention.kind is ActorKind.MEDIA


def _after(line: Line, behind: int) -> tuple[int, int]:
    start, end = behind, len(line.forms)
    while start < end and (line.form(start) in MARKS or line.form(start) in ("فان", "فقد")):
        start += 1
    while end > start and line.form(end - 1) in MARKS:
        end -= 1
    return start, end


def _before(line: Line, at: int) -> tuple[int, int]:
    """Back to where the clause starts: the sentence, or the last "while"."""
    words = line.cues.words
    start = _dateline(line)
    quotation = _quotation(line, at)
    if quotation is not None:
        return quotation
    quotes = [n for n in range(at - 3) if line.form(n) == '"' and not line.in_quotation(n + 1)]
    if quotes and line.form(quotes[-1] + 1) in COMMAS and line.form(quotes[-1] + 2)[:1] == "و":
        start = quotes[-1] + 2  # what was quoted is another's
    for index in range(at - 1, start, -1):
        if line.form(index) in words.breaks and line.form(index - 1) in COMMAS:
            start = index + 1
            break
    end = at
    while end > start and (line.form(end - 1) in MARKS or line.form(end - 1) in ("وذلك", "ذلك")):
        end -= 1
    while start < end and line.form(start) in MARKS:
        start += 1
    return start, end


def _dateline(line: Line) -> int:
    """The first token behind a dateline: "دبي، الإمارات (CNN)-- "."""
    marks = [n for n in range(1, 14) if line.form(n) == "-" and line.form(n - 1) in (")", "-")]
    return marks[-1] + 1 if marks else 0


def _quotation(line: Line, at: int) -> tuple[int, int] | None:
    """A quotation right before "حسب تعبير فلان" is all that is his."""
    close = at - 1
    while close > 0 and line.form(close) in COMMAS:
        close -= 1
    if line.form(close) != '"':
        return None
    first = close
    while first > 0 and line.in_quotation(first):
        first -= 1
    return (first + 1, close) if close - first > 2 else None


def handed_on(line: Line, at: int, verb: Verb) -> tuple[ActorId | None, tuple[ActorId, ...], int] | None:
    """ "نقلت الوكالة عن مصدر": the one behind "عن" speaks, the subject hands on; nobody's name
    stands in "عنه"."""
    subject = subject_behind(line, at, verb)
    low = subject.behind if subject.actors else at + 1
    for index in range(low, low + 9):
        form = line.form(index)
        if form in STOPS or form in line.cues.words.openers or form in (":", '"') and index > low + 6:
            return None
        if form in ("عنه", "عنها", "عنهم"):
            return None, subject.actors, index + 1
        if form in ("عن", "من", "الي", "لسان"):
            source = _first_name(line, index + 1)
            if source is None:
                return None
            return source.actor, subject.actors, source.last
    return None


def _first_name(line: Line, start: int) -> Named | None:
    for index in range(start, start + 3):
        named = line.starting.get(index) or (line.starting.get(index + 1) if line.form(index) == '"' else None)
        if named is not None:
            return named
    return None
