"""Sources that stand behind a preposition or behind what they say, and those who hand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.annotate.attribution.cues import Verb
from khabar.annotate.attribution.levels import bare
from khabar.annotate.attribution.line import COMMAS, MARKS, STOPS, Line, Named
from khabar.annotate.attribution.memory import Context, Speaker
from khabar.annotate.attribution.speakers import acting, subject_behind
from khabar.schema.names import ActorId, ActorKind
from khabar.schema.statements import Act

_CLOSE = 5  # tokens from "بحسب" to its source: "بحسب ما ذكرت أمس وكالة"
_START = 2  # a preposition up to this token leads its sentence
_DATELINE = 14  # tokens that a dateline inside the first sentence can take
_SCENE, _SCENES = 14, 2  # tokens of a place or time at the head of a sentence, how many of them
_TOLD = 3  # tokens that remain to be said
_TO_SOURCE = 9  # tokens from the subject of "نقلت" to the "عن" that names the source
_LED_BY_WHAT = frozenset({"ما", "لما", "كما", "حسبما", "بحسبما"})


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


@dataclass(frozen=True, slots=True)
class Relayed:
    """Who speaks (None: "عنه", one named before), through whom, and the token behind them."""

    source: ActorId | None
    through: tuple[ActorId, ...]
    behind: int
    media: bool = False

    @property
    def actors(self) -> tuple[ActorId, ...]:
        """The source, where it is known."""
        return () if self.source is None else (self.source,)


def according(line: Line, at: int, context: Context) -> Told | None:
    """ "وفقا لـ" and its kin name a source behind them; its words stand before, or follow it."""
    match = line.phrases[at]
    if line.form(at).startswith("ال"):  # no preposition has an article: "الوفق" is another word
        return None
    again = line.form(match.last + 1) in line.cues.words.again  # "المصدر نفسه"
    who = None if again else _source(line, match.last)
    if who is None and not context.here:  # else it only says once more who tells all this
        who = _spoken(line, at, match.last, context.memory)
    who = who or _source(line, match.last)
    if who is None or not who.actors or not _plain(line, match.last):
        return None
    leads = at <= _START
    start, end = _after(line, who.behind) if leads else _before(line, at)
    as_too = line.form(at) in ("كما", "وكما") and (leads or not _closes(line, who.behind))
    if end - start < 2 or as_too:
        return None
    relay = who.media and not leads
    return Told(who.actors, who.through, match.entry, who.behind, start, end, leads, relay)


def _spoken(line: Line, at: int, start: int, memory: Sequence[Speaker]) -> Relayed | None:
    """One who spoke before or acts: "على حد قوله", "بحسب المصدر نفسه", "وفق ما أعلن أمس"."""
    words, form, verb = line.cues.words, line.form(start), line.verb(start)
    if verb is not None and line.form(at) not in ("كما", "وكما"):
        doer = acting(line, start, verb) if subject_behind(line, start, verb).carried else None
        return Relayed(doer.actor, (), start + 1) if doer is not None else None
    if form in words.own_words:
        feminine = form.endswith("ها")
        fitting = (s for s in memory if form.endswith("هم") or s.feminine in (None, feminine))
        speaker = next(fitting, None)
        behind = start + 1
    elif form in words.again or line.form(start + 1) in words.again:
        speaker, behind = next(iter(memory), None), start + 2
    else:
        return None
    return Relayed(speaker.actors[0], (), behind) if speaker and speaker.actors else None


def named_behind(line: Line, start: int) -> ActorId | None:
    """The source that a preposition names."""
    who = _source(line, start)
    return who.source if who is not None else None


def _closes(line: Line, behind: int) -> bool:
    return behind >= len(line.forms) or line.form(behind) in MARKS


def _plain(line: Line, start: int) -> bool:
    """Behind "ما" stands a verb of reporting, or nobody is named as a source: "على ما يبدو"."""
    if line.form(start - 1) not in _LED_BY_WHAT:
        return True
    return line.verb(start + (line.form(start) == "قد")) is not None


def _source(line: Line, start: int) -> Relayed | None:
    for index in range(start, start + _CLOSE):
        form = line.form(index)
        if form in STOPS or form in COMMAS:
            return None
        verb = line.verb(index)
        if verb is not None:
            return _of_verb(line, index, verb)
        named = line.starting.get(index)
        if named is not None:
            place = named.mention.kind is ActorKind.REGION
            media = named.mention.kind is ActorKind.MEDIA
            return None if place else Relayed(named.actor, (), named.last, media)
        if form in line.surnames:
            return Relayed(line.surnames[form], (), index + 1)
    return None


def _of_verb(line: Line, at: int, verb: Verb) -> Relayed | None:
    """The subject of "حسبما ذكرت", or the source of "حسبما نقلت الوكالة عن"."""
    relayed = handed_on(line, at, verb) if verb.cue.relay else None
    if relayed is not None:
        return relayed
    subject = subject_behind(line, at, verb)
    if not subject.actors:
        return None
    named = line.ending.get(subject.behind)
    media = named is not None and named.mention.kind is ActorKind.MEDIA
    return Relayed(subject.actors[0], (), subject.behind, media)


def _after(line: Line, behind: int) -> tuple[int, int]:
    start, end = behind, len(line.forms)
    while start < end and (line.form(start) in MARKS or line.form(start) in ("فان", "فقد")):
        start += 1
    while end > start and line.form(end - 1) in MARKS:
        end -= 1
    return start, end


def _before(line: Line, at: int) -> tuple[int, int]:
    """A quotation right before, else back to where the clause starts."""
    quotation = _quotation(line, at)
    if quotation is not None:
        return quotation
    start, end = _clause_start(line, at), at
    while end > start and (line.form(end - 1) in MARKS or line.form(end - 1) in ("وذلك", "ذلك")):
        end -= 1
    while start < end and line.form(start) in MARKS:
        start += 1
    return start, end


def _clause_start(line: Line, at: int) -> int:
    """The sentence's first word, or the one behind a dateline, a quotation, or "while"."""
    marks = (n for n in range(_DATELINE, 0, -1) if line.form(n) == "-" and line.form(n - 1) in ")-")
    start = next(marks, -1) + 1
    closed = [n for n in range(at - 3) if line.form(n) == '"' and not line.in_quotation(n + 1)]
    if closed and line.form(closed[-1] + 1) in COMMAS and line.form(closed[-1] + 2)[:1] == "و":
        start = closed[-1] + 2  # what was quoted is another's
    breaks = line.cues.words.breaks
    turns = (
        n for n in range(at - 1, start, -1) if line.form(n) in breaks and line.form(n - 1) in COMMAS
    )
    return _past_scene(line, next(turns, start - 1) + 1, at)


def _past_scene(line: Line, start: int, at: int) -> int:
    """The token behind what only says where and when: "وفي مصر، سجن …", "كذلك، قتل …"."""
    for _ in range(_SCENES):
        opening = bare(line.form(start))
        if opening not in line.cues.words.prepositions and opening != "كذلك":
            break
        near = range(start + 1, min(at - _TOLD, start + _SCENE))
        comma = next((n for n in near if line.form(n) in COMMAS), None)
        if comma is None:
            break
        start = comma + 1
    return start


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


def handed_on(line: Line, at: int, verb: Verb) -> Relayed | None:
    """ "نقلت الوكالة عن مصدر": the one behind "عن" speaks, the subject hands on; nobody's name
    stands in "عنه"."""
    subject = subject_behind(line, at, verb)
    low = subject.behind if subject.actors else at + 1
    for index in range(low, low + _TO_SOURCE):
        form = line.form(index)
        if form in STOPS or form in line.cues.words.openers or form == ":":
            return None
        if form in ("عنه", "عنها", "عنهم"):
            return Relayed(None, subject.actors, index + 1)
        if form in ("عن", "من", "الي", "لسان"):
            source = _first_name(line, index + 1)
            return Relayed(source.actor, subject.actors, source.last) if source else None
    return None


def _first_name(line: Line, start: int) -> Named | None:
    for index in range(start, start + 3):
        named = line.starting.get(index)
        if named is None and line.form(index) == '"':
            named = line.starting.get(index + 1)
        if named is not None:
            return named
    return None
