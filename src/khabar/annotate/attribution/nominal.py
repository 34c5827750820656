"""Nouns as what is said: "نفى اللقاء", "دعا الأطراف إلى الحوار", "أعرب عن أمله في"."""

from __future__ import annotations

from khabar.annotate.attribution.cues import Cue
from khabar.annotate.attribution.line import COMMAS, MARKS, STOPS, Line
from khabar.annotate.attribution.opening import Opening, first_word, past_asides, past_attribute

_TO_NEWS = 8  # tokens from a verb like "published" to the news it governs
_TO_CONNECTOR = 14  # tokens between a verb or its object and the preposition of its content
_TO_COMMA = 24  # tokens of a relative clause or an occasion up to its comma
_TO_JOINT = 20  # tokens of an object in front of its preposition
_ASIDES = 3  # occasions and appositions between commas, in front of the content


def nominal_start(line: Line, start: int, cue: Cue, limit: int) -> Opening | None:
    """Where a noun as content starts, if one can: the clause has to be looked for elsewhere."""
    near = line.form(start) in line.cues.words.attributes
    behind = past_asides(line, past_attribute(line, start)) if near else start
    return _nominal(line, behind, cue, limit)


def _nominal(line: Line, start: int, cue: Cue, limit: int) -> Opening | None:
    end, form = min(limit, len(line.forms)), line.form(start)
    if start >= end or form in STOPS:
        return None
    led = leads_in(line, start, cue)
    if led is not None:
        return led
    if cue.news:
        return _news(line, start, end)
    if cue.addressed and form == '"':
        return _addressed(line, start + 1, cue, end)
    if form in line.cues.words.openers or form in line.cues.words.speaking:
        return None
    if continues(line, start, cue):
        return _later(line, start, cue, end) or _past_occasion(line, start, cue, end)
    if line.verb(start) is not None and start not in line.starting:
        return _later(line, start, cue, end)
    if cue.addressed:
        return _addressed(line, start, cue, end)
    if cue.bare and not _clause_near(line, start, end):
        return Opening(start)
    return _later(line, start, cue, end)


def continues(line: Line, at: int, cue: Cue) -> bool:
    """Whether a token goes on with the subject or the occasion and is no content: a preposition,
    a relative, an apposition ("المسماري الناطق باسم الجيش")."""
    words, form = line.cues.words, line.form(at)
    people = not cue.addressed and form.startswith("ال") and form[2:] in line.cues.people
    governed = form in line.cues.governed or form.startswith(("لل", "بال"))
    small = form in words.prepositions or form in words.relatives or form in MARKS
    return small or governed or people or at in line.phrases


def leads_in(line: Line, at: int, cue: Cue) -> Opening | None:
    """Content behind a connector that stands at a token, or is written onto it."""
    form = line.form(at)
    if line.form(at + 1) in line.cues.words.occasions and len(form) > 1:
        return None
    if form in cue.connectors:
        return Opening(first_word(line, at + 1)) if len(form) == 1 else _behind(line, at)
    attached = form[:1] in cue.connectors and len(form) > 2
    return Opening(at) if attached and form not in line.cues.words.documents else None


def _behind(line: Line, at: int) -> Opening:
    """Content behind a connector: its clause or quotation, what follows a feeling, else all."""
    openers, inner = line.cues.words.openers, at + 1
    feeling = line.cues.feelings.get(line.form(inner))
    if feeling is not None:
        held = line.form(inner + 1)
        led = held in ("في", "من", "ل") or held in openers or held.startswith("ب")
        return Opening(first_word(line, inner + 1) if led else at, feeling)
    if line.form(inner) in openers or line.form(inner) == '"':
        return Opening(first_word(line, inner))
    return Opening(at)


def _later(line: Line, start: int, cue: Cue, end: int) -> Opening | None:
    """A connector further on: "طلبت الحكومة، الاثنين، من ليبيا تسليمها"."""
    words = line.cues.words
    for index in range(start, min(end, start + _TO_CONNECTOR)):
        form = line.form(index)
        if form in STOPS or form in words.openers:
            return None
        if form in cue.connectors and line.form(index + 1) not in words.occasions:
            return _behind(line, index)
        small = form in words.prepositions or form in words.skips
        if not small and leads_in(line, index, cue) and line.within(index) is None:
            return Opening(index)
    return None


def _addressed(line: Line, start: int, cue: Cue, end: int) -> Opening | None:
    """An object and then the connector: content starts with the object, or with the quotation."""
    for index in range(start + 1, min(end, start + _TO_JOINT)):
        form = line.form(index)
        if form in STOPS:
            break
        joint = form in cue.connectors or form in line.cues.words.openers
        if joint or form[:1] in cue.connectors:
            reach = (index + 1, index + 2) if joint else (index + 1,)
            quotes = (n for n in reach if line.form(n) == '"')
            return Opening(next(quotes, start - 1) + 1)
    return Opening(start) if cue.bare else None


def _clause_near(line: Line, start: int, end: int) -> bool:
    """Whether a comma and a clause follow, so that what stands before them is the subject still."""
    openers = line.cues.words.openers
    return any(
        line.form(n) in openers and line.form(n - 1) in COMMAS
        for n in range(start, min(end, start + _TO_CONNECTOR))
    )


def _news(line: Line, start: int, end: int) -> Opening | None:
    """ "نشرت وسائل إعلام تقارير عن": the news that the verb governs is the content."""
    for index in range(start, min(end, start + _TO_NEWS)):
        if line.form(index) in STOPS:
            return None
        if line.form(index) in line.cues.words.news:
            return Opening(index)
    return None


def _past_occasion(line: Line, start: int, cue: Cue, end: int) -> Opening | None:
    """The noun behind what commas set off: "أعلنت مصادر في المدينة، السبت، مقتل"."""
    words, index = line.cues.words, start
    for _ in range(_ASIDES if cue.bare or cue.addressed else 0):
        near = range(index, min(end, index + _TO_COMMA))
        comma = next((n for n in near if line.form(n) in COMMAS), None)
        if comma is None:
            return None
        index = past_asides(line, comma)
        form = line.form(index)
        if index >= end or form in words.openers or form in words.clauses or form[:1] == "و":
            return None
        named = line.starting.get(index)
        apposed = named is not None and line.form(named.last) in COMMAS
        if not apposed and not continues(line, index, cue) and line.verb(index) is None:
            return Opening(index)
    return None
