"""What is said: where the content of a reporting verb starts and ends."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.annotate.attribution.cues import Cue
from khabar.annotate.attribution.line import MARKS, STOPS, Line
from khabar.annotate.attribution.nominal import nominal_start
from khabar.annotate.attribution.opening import Opening, first_word, past_asides
from khabar.schema.statements import Mode

_FAR = 40  # tokens between the subject and what opens the content: titles, appositions, occasions
_BESIDE = 6  # tokens between a subject and its clause where a noun could be the content as well
_TO_QUOTATION = 14  # tokens from a verb like "wrote" to the quotation it opens
_QUOTED = 0.6  # share of quoted words from which on content is the speaker's own
_LONGEST_NAME = 4  # tokens between quotation marks that hold a name and no speech
_LONGEST_TITLE = 10  # the same where what is said opens only behind them


def opening_of(line: Line, behind: int, cue: Cue, limit: int) -> Opening | None:
    """Where the content of a verb starts: its clause or quotation, else the noun it governs."""
    start = past_asides(line, behind)
    clause = _clause_of(line, start, cue, limit)
    nominal = nominal_start(line, start, cue, limit)
    if nominal is not None and (clause is None or nominal.start < clause):
        return nominal
    if clause is None and not cue.near:
        clause = _late_clause(line, start, min(limit, start + _FAR))
    return Opening(clause) if clause is not None else None


def _clause_of(line: Line, start: int, cue: Cue, limit: int) -> int | None:
    short = cue.bare or cue.addressed or cue.connectors or cue.near
    clause = clause_behind(line, start, min(limit, start + (_BESIDE if short else _FAR)))
    if clause is None and cue.near:
        clause = clause_behind(line, start, min(limit, start + _TO_QUOTATION))
        marked = clause is not None and '"' in (line.form(clause - 1), line.form(clause - 2))
        return clause if marked else None  # "كتب على صفحته في الموقع «…»"
    return clause


def clause_behind(line: Line, start: int, limit: int) -> int | None:
    """The first word of the clause or quotation that opens between two tokens."""
    words, index = line.cues.words, start
    while index < min(limit, len(line.forms)):
        form = line.form(index)
        if form in STOPS:
            return None
        if form in words.speaking:
            return first_word(line, past_asides(line, index + 1))
        if form in words.openers or form == ":":
            return first_word(line, index)
        if form == '"':
            close = _closing(line, index)
            if close is None or not _is_name(line, index, close):
                return first_word(line, index)
            index = close
        index += 1
    return None


def _late_clause(line: Line, start: int, limit: int) -> int | None:
    """A clause far behind its verb: marked as one, a quotation there may be anything."""
    for index in range(start, min(limit, len(line.forms))):
        if line.form(index) in STOPS:
            return None
        if line.form(index) in line.cues.words.openers or line.form(index) == ":":
            return first_word(line, index)
    return None


def _closing(line: Line, opens: int) -> int | None:
    return next((n for n in range(opens + 1, len(line.forms)) if line.form(n) == '"'), None)


def _is_name(line: Line, opens: int, close: int) -> bool:
    """Whether quotation marks hold a name and no speech."""
    named = line.starting.get(opens + 1) or line.starting.get(opens)
    if named is not None and named.last >= close - 1:
        return True
    before = line.form(opens - 1)
    led = before in ("ل", "ب") or before in line.cues.words.prepositions
    short = close - opens <= _LONGEST_NAME and (led or line.within(opens - 1) is not None)
    return short or (close - opens <= _LONGEST_TITLE and _told_later(line, opens, close))


def _told_later(line: Line, opens: int, close: int) -> bool:
    """Whether a noun stands before the marks, and what is said opens only behind them: "في مقابلة
    مع برنامج «60 دقيقة»: …"."""
    words, before = line.cues.words, line.form(opens - 1)
    noun = before[:1].isalpha() and before not in words.openers and before not in words.skips
    if not noun or line.verb(opens - 1) is not None or before in words.speaking:
        return False
    for index in range(close + 1, min(close + _TO_QUOTATION, len(line.forms))):
        form, verb = line.form(index), line.verb(index)
        if form in STOPS or (verb is not None and not verb.pronoun):
            return False
        if form in words.openers or form == ":":
            return True
    return False


def ending_of(line: Line, start: int, ends: Sequence[int]) -> int:
    """Content runs to the next cue of its own level, or to the end of the sentence."""
    end = next((e for e in ends if e > start + 1), len(line.forms))
    breaks = line.cues.words.breaks
    while end > start and (line.form(end - 1) in MARKS or line.form(end - 1) in breaks):
        end -= 1
    return end


def mode_of(line: Line, start: int, end: int) -> Mode:
    """Direct where most of the words stand between quotation marks."""
    words = [n for n in range(start, end) if line.form(n) not in MARKS]
    quoted = sum(line.in_quotation(n) for n in words)
    return Mode.DIRECT if words and quoted >= _QUOTED * len(words) else Mode.INDIRECT
