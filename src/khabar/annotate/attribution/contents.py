"""What is said: where the content of a reporting verb starts and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.annotate.attribution.cues import Cue
from khabar.annotate.attribution.line import COMMAS, MARKS, STOPS, Line
from khabar.schema.statements import Act, Mode

_FAR = 40  # tokens between the subject and what opens the content: titles, appositions, occasions
_BESIDE = 6  # tokens between a subject and its clause where a noun could be the content as well
_TO_QUOTATION = 14  # tokens from a verb like "wrote" to the quotation it opens
_TO_NEWS = 8  # tokens from a verb like "published" to the news it governs
_TO_CONNECTOR = 14  # tokens of an object between a verb and the preposition of its content
_QUOTED = 0.6  # share of quoted words from which on content is the speaker's own


@dataclass(frozen=True, slots=True)
class Opening:
    """Where content starts, and what its first word does to the act."""

    start: int
    act: Act | None = None


def opening_of(line: Line, behind: int, cue: Cue, limit: int) -> Opening | None:
    """Where the content of a verb starts: its clause or quotation, else the noun it governs."""
    start = _past_asides(line, behind)
    short = cue.bare or cue.addressed or cue.connectors or cue.near
    reach = _BESIDE if short else _FAR
    clause = _clause(line, start, min(limit, start + reach))
    if clause is None and cue.near:
        clause = _quotation(line, start, min(limit, start + _TO_QUOTATION))
    nominal = _nominal(line, start, cue, limit)
    if nominal is not None and (clause is None or nominal.start < clause):
        return nominal
    if clause is not None:
        return Opening(clause)
    if reach == _BESIDE and not cue.near:
        late = _late_clause(line, start, min(limit, start + _FAR))
        return Opening(late) if late is not None else None
    return None


def _quotation(line: Line, start: int, limit: int) -> int | None:
    """A quotation somewhat behind its verb: "كتب على صفحته في الموقع «…»"."""
    clause = _clause(line, start, limit)
    marked = clause is not None and '"' in (line.form(clause - 1), line.form(clause - 2))
    return clause if marked else None


def _late_clause(line: Line, start: int, limit: int) -> int | None:
    """A clause far behind its verb: marked as one, a quotation there may be anything."""
    for index in range(start, min(limit, len(line.forms))):
        if line.form(index) in STOPS:
            return None
        if line.form(index) in line.cues.words.openers or line.form(index) == ":":
            return _first_word(line, index)
    return None


def _past_asides(line: Line, start: int) -> int:
    """The first token behind time words, commas and what stands in brackets."""
    index = start
    while index < len(line.forms):
        form = line.form(index)
        if form == "(":
            index = next((n + 1 for n in range(index, len(line.forms)) if line.form(n) == ")"), index + 1)
        elif form in COMMAS or form in line.cues.words.skips or form in (")", "-"):
            index += 1
        else:
            break
    return index


def _clause(line: Line, start: int, limit: int) -> int | None:
    words = line.cues.words
    index = start
    while index < min(limit, len(line.forms)):
        form = line.form(index)
        if form in words.openers or form == ":":
            return _first_word(line, index)
        if form in words.speaking:
            return _first_word(line, index + 1)
        if form == '"':
            close = next((n for n in range(index + 1, len(line.forms)) if line.form(n) == '"'), None)
            if close is None or not _is_name(line, index, close):
                return _first_word(line, index)
            index = close
        if form in STOPS:
            return None
        index += 1
    return None


def _is_name(line: Line, opens: int, close: int) -> bool:
    """Whether quotation marks hold a name and no speech."""
    named = line.starting.get(opens + 1) or line.starting.get(opens)
    if named is not None and named.last >= close - 1:
        return True
    before = line.form(opens - 1)
    led = before in ("ل", "ب") or before in line.cues.words.prepositions
    return close - opens <= 4 and (led or line.within(opens - 1) is not None)


def _first_word(line: Line, index: int) -> int:
    """The first word of what an opener opens: inside the quotation where one starts with it."""
    at = index
    while at < len(line.forms) and (line.form(at) in MARKS and line.form(at) != "("):
        at += 1
    words = line.cues.words
    if at == index and line.form(at + 1) in ('"', ":") and line.form(at) in words.openers:
        return _first_word(line, at + 1)
    if line.form(at) in words.speaking:
        return _first_word(line, at + 1)
    return at


def _nominal(line: Line, start: int, cue: Cue, limit: int) -> Opening | None:
    if start >= min(limit, len(line.forms)) or line.form(start) in STOPS:
        return None
    led = _led(line, start, cue)
    if led is not None:
        return led
    words = line.cues.words
    form = line.form(start)
    if cue.news:
        return _news(line, start, limit)
    if cue.addressed and form == '"':
        return _addressed(line, start + 1, cue, limit)
    if form in words.prepositions or form in words.relatives or form in MARKS:
        return _later(line, start, cue, limit) or _past_occasion(line, start, cue, limit)
    if form in words.openers:
        return None
    if line.cues.verb_of(form) is not None and line.starting.get(start) is None:
        return _later(line, start, cue, limit)
    if cue.addressed:
        return _addressed(line, start, cue, limit)
    if cue.bare and not form.startswith(("لل", "بال")):
        return Opening(start)
    return _later(line, start, cue, limit)


def _news(line: Line, start: int, limit: int) -> Opening | None:
    """ "نشرت وسائل إعلام تقارير عن": the news that the verb governs is the content."""
    for index in range(start, min(limit, start + _TO_NEWS, len(line.forms))):
        if line.form(index) in STOPS:
            return None
        if line.form(index) in line.cues.words.news:
            return Opening(index)
    return None


def _past_occasion(line: Line, start: int, cue: Cue, limit: int) -> Opening | None:
    """The noun behind an occasion set off by commas: "أعلنت مصادر في المدينة، السبت، مقتل"."""
    comma = next((n for n in range(start, min(limit, start + _TO_CONNECTOR)) if line.form(n) in COMMAS), None)
    if comma is None or not (cue.bare or cue.addressed):
        return None
    index = _past_asides(line, comma)
    form, words = line.form(index), line.cues.words
    if index >= limit or form in words.prepositions or form in words.openers or form in MARKS:
        return None
    if form in words.relatives or form in words.clauses or line.cues.verb_of(form) or form[:1] == "و":
        return None
    return Opening(index)


def _led(line: Line, at: int, cue: Cue) -> Opening | None:
    """Content behind a connector that stands at a token."""
    form = line.form(at)
    if form in cue.connectors:
        return _behind(line, at)
    for connector in cue.connectors:
        if len(connector) == 1 and form.startswith(connector) and len(form) > 2:
            return Opening(at)
        if len(connector) == 1 and form == connector:
            return Opening(_first_word(line, at + 1))
    return None


def _behind(line: Line, at: int) -> Opening:
    """Content behind a connector: from the clause or quotation, past a feeling, else from itself."""
    inner = at + 1
    feeling = line.cues.feelings.get(line.form(inner))
    if feeling is not None:
        held = line.form(inner + 1)
        led = held in ("في", "من", "ب", "ل") or held in line.cues.words.openers or held.startswith("ب")
        return Opening(_first_word(line, inner + 1) if led else at, feeling)
    if line.form(inner) in line.cues.words.openers or line.form(inner) == '"':
        return Opening(_first_word(line, inner))
    return Opening(at)


def _later(line: Line, start: int, cue: Cue, limit: int) -> Opening | None:
    """A connector further on: "طلبت الحكومة، الاثنين، من ليبيا تسليمها"."""
    for index in range(start, min(limit, start + _TO_CONNECTOR, len(line.forms))):
        if line.form(index) in STOPS or line.form(index) in line.cues.words.openers:
            return None
        if line.form(index) in cue.connectors:
            return _behind(line, index)
        form = line.form(index)
        attached = form[:1] in cue.connectors and len(form) > 2 and form not in line.cues.words.prepositions
        if attached and line.within(index) is None and line.form(index) not in line.cues.words.skips:
            return Opening(index)
    return None


def _addressed(line: Line, start: int, cue: Cue, limit: int) -> Opening | None:
    """An object and then the connector: content starts with the object, or with the quotation."""
    for index in range(start + 1, min(limit, start + _TO_CONNECTOR + 6, len(line.forms))):
        form = line.form(index)
        if form in STOPS:
            break
        joint = form in cue.connectors or form in line.cues.words.openers
        if joint or any(len(c) == 1 and form.startswith(c) and len(form) >= 1 for c in cue.connectors):
            for quote in (index + 1, index + 2):
                if line.form(quote) == '"' and joint | (quote == index + 1):
                    return Opening(quote + 1)
            return Opening(start)
    return Opening(start) if cue.bare else None


def ending_of(line: Line, start: int, marks: Sequence[int]) -> int:
    """Content runs to the next cue of its own level, or to the end of the sentence."""
    end = len(line.forms)
    end = next((m for m in marks if m > start + 1), end)
    words = line.cues.words
    while end > start and (line.form(end - 1) in MARKS or line.form(end - 1) in words.breaks):
        end -= 1
    return end


def mode_of(line: Line, start: int, end: int) -> Mode:
    """Direct where most of the words stand between quotation marks."""
    words = [n for n in range(start, end) if line.form(n) not in MARKS]
    quoted = sum(line.in_quotation(n) for n in words)
    return Mode.DIRECT if words and quoted >= _QUOTED * len(words) else Mode.INDIRECT
