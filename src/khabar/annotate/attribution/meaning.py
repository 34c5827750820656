"""What is done by saying it: the act follows the meaning, not the verb alone."""

from __future__ import annotations

from khabar.annotate.attribution.levels import bare
from khabar.annotate.attribution.line import COMMAS, STOPS, Line
from khabar.schema.statements import Act

_NEAR = 5  # tokens of the content in which the word that decides must stand
_PLAIN = (Act.SAY, Act.CONFIRM)


def act_of(line: Line, start: int, act: Act) -> Act:
    """The act of a cue; where it only says, a duty, a denial or blame at the start decides."""
    if act not in _PLAIN:
        return act
    for index in range(max(0, start - 2), start + _NEAR):
        form = line.form(index)
        if index > start and (form in COMMAS or form in STOPS):
            return act
        meant = line.cues.meanings.get(form) or line.cues.meanings.get(bare(form))
        if meant is not None:
            return meant
    return act
