"""When an event took place: which time expression of its sentence is its own."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.annotate.events.tables import Hit
from khabar.schema.moments import Edtf
from khabar.schema.text import Sentence
from khabar.schema.times import TimeExpression

_NEAR = 60  # characters within which a time behind the trigger is its own


def time_of(hit: Hit, sentence: Sentence, times: Sequence[TimeExpression]) -> Edtf | None:
    """The time that stands nearest, one behind the trigger before one in front."""
    valued = [t for t in times if t.value]
    if not valued:
        return None
    at = sentence.tokens[hit.at].start
    behind = [t for t in valued if t.start >= at]
    if behind and (behind[0].start - at < _NEAR or len(valued) == 1):
        return behind[0].value
    front = [t for t in valued if t.start < at]
    return front[-1].value if front else behind[0].value
