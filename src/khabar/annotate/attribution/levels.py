"""Where cues stand: which words report, and at which level of the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.annotate.attribution.cues import Verb
from khabar.annotate.attribution.line import COMMAS, STOPS, Line
from khabar.annotate.attribution.memory import Clause

_TURN = 8  # tokens between "while" and the verb whose subject follows it


def bare(form: str) -> str:
    """A word without the conjunction written onto it."""
    return form[1:] if form[:1] in ("و", "ف") else form


def participle_at(line: Line, at: int) -> Verb | None:
    """The participle of a verb of reporting: "مشيرا", "ومؤكدا"."""
    form = line.form(at)
    participles = line.cues.participles
    return participles.get(form) or participles.get(bare(form))


def is_cue(line: Line, at: int) -> bool:
    """Whether a word may show attribution."""
    return (
        at in line.phrases
        or line.form(at) in line.cues.deeds
        or participle_at(line, at) is not None
        or tells(line, at)
    )


def cues_of(line: Line) -> list[int]:
    """The words of a sentence that may show attribution."""
    return [n for n in range(len(line.forms)) if is_cue(line, n)]


def limit_of(line: Line, cues: Sequence[int], at: int) -> int:
    """The cue behind a token at which the search for its content stops, or the sentence's end."""
    return next((n for n in cues if n > at and stops_search(line, n)), len(line.forms))


def tells(line: Line, at: int) -> bool:
    """Whether a word is a verb of reporting here: with a pronoun on it only as "ما قاله"."""
    verb = line.verb(at)
    if verb is None:
        return False
    words, before = line.cues.words, line.form(at - 1)
    if before in words.governors and before not in words.free and not verb.joined:
        return False
    related = before in words.relatives or before in words.free
    return not verb.pronoun or verb.cue.addressed or related


def unsaid(line: Line, at: int, verb: Verb) -> bool:
    """Negated ("لم يقل") and impersonal ("يذكر أن") verbs report nothing."""
    words, before = line.cues.words, line.form(at - 1)
    if before in words.negations or bare(before) in words.negations:
        return True
    form = bare(line.form(at)) if verb.joined else line.form(at)
    return (form in words.impersonal and _of_nobody(line, at)) or not tells(line, at)


def _of_nobody(line: Line, at: int) -> bool:
    """Whether a clause opens where the subject of a verb would stand: "يذكر أن", "يشار إلى أن"."""
    words, behind = line.cues.words, line.form(at + 1)
    led = behind in words.skips or behind in words.prepositions
    return behind in words.openers or (led and line.form(at + 2) in words.openers)


def stops_search(line: Line, at: int) -> bool:
    """Whether a cue ends the search for the content of the one before it."""
    spoken = line.form(at) in line.cues.words.speaking  # "وتابع قائلا": one cue in two words
    return not spoken and at not in line.phrases and on_level(line, at)


def on_level(line: Line, at: int) -> bool:
    """Whether a cue speaks at the level of the sentence: no part of a quotation or of a clause."""
    if line.in_quotation(at):
        return False
    words, index = line.cues.words, at - 1
    while index >= 0 and (line.form(index) in words.auxiliaries or line.form(index) in words.skips):
        index -= 1
    told, joined = line.form(index), line.form(at)[:1] in ("و", "ف")
    if told in words.openers and line.form(index - 1) in words.excepting:
        return True  # "إلا أنه أكد": the outlet goes on reporting
    begins = index < 0 or told in COMMAS or told in STOPS or told == '"' or told in words.clauses
    if begins or _turned(line, at):
        return True
    if participle_at(line, at) is not None:
        return joined or line.form(at - 1) in (")", "-")
    verb = line.verb(at)
    return verb is not None and verb.joined


def _turned(line: Line, at: int) -> bool:
    """Whether the clause of a verb began with "but" or "while" and its subject: a new level."""
    verb = line.verb(at)
    if verb is None or verb.joined:
        return False
    for index in range(at - 1, max(-1, at - _TURN), -1):
        form = line.form(index)
        if form in line.cues.words.breaks:
            return line.starting.get(index + 1) is not None
        if form in COMMAS or form in STOPS or form in line.cues.words.openers:
            return False
    return False


def open_at(line: Line, found: Sequence[Clause], at: int) -> Clause | None:
    """The clause whose content is still open at a cue."""
    verb = line.verb(at)
    # without "and" a verb behind a comma goes on with its clause: "إن القائد، فلان، توعد بـ"
    goes_on = verb is not None and not verb.joined and line.form(at - 1) in COMMAS
    if not found or (on_level(line, at) and not goes_on):
        return None
    held = (c for c in reversed(found) if c.start <= at and (c.end is None or at < c.end))
    return next(held, None)
