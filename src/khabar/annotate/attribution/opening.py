"""The first word of what is said."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.annotate.attribution.line import COMMAS, MARKS, Line
from khabar.schema.statements import Act


@dataclass(frozen=True, slots=True)
class Opening:
    """Where content starts, and what a feeling in front of it does to the act."""

    start: int
    act: Act | None = None


def past_asides(line: Line, start: int) -> int:
    """The first token behind time words, commas and what stands in brackets."""
    index, skips = start, line.cues.words.skips
    while index < len(line.forms):
        form = line.form(index)
        if form == "(":
            closes = (n for n in range(index, len(line.forms)) if line.form(n) == ")")
            index = next(closes, index) + 1
        elif form in COMMAS or form in skips or form in (")", "-"):
            index += 1
        else:
            break
    return index


def past_attribute(line: Line, at: int) -> int:
    """The first token behind what somebody is close to or belongs to: "المقربة من الحكومة"."""
    form = line.form(at + 1)
    free = form in line.cues.words.prepositions
    if not free and not form.startswith(("ل", "ب")):
        return at + 1
    index = at + 1 + free
    named = line.starting.get(index)
    return named.last if named is not None else index + 1


def first_word(line: Line, index: int) -> int:
    """The first word of what an opener opens: inside the quotation where one starts with it."""
    at, words = index, line.cues.words
    while at < len(line.forms) and line.form(at) in MARKS and line.form(at) != "(":
        at += 1
    if line.form(at) in words.speaking:
        return first_word(line, past_asides(line, at + 1))
    if at == index and line.form(at) in words.openers and line.form(at + 1) in ('"', ":"):
        return first_word(line, at + 1)
    return at
