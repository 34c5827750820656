"""What is done by saying it: the act follows the meaning, not the verb alone."""

from __future__ import annotations

from khabar.annotate.attribution.line import MARKS, Line
from khabar.schema.statements import Act

_NEAR = 4  # tokens of the content in which a duty or a denial must stand


def act_of(line: Line, start: int, act: Act) -> Act:
    """The act of a cue, changed where the content opens with a duty or denies."""
    words = line.cues.words
    plain = act in (Act.SAY, Act.CONFIRM)
    for index in range(max(0, start - 2), start + _NEAR):
        form = line.form(index)
        if index > start and form in MARKS and form != '"':
            return act
        bare = form[1:] if form[:1] in ("و", "ف", "ل", "ب") else form
        if plain and (form in words.duties or bare in words.duties):
            return Act.DEMAND
        if plain and form in words.denials:
            return Act.DENY
    return act
