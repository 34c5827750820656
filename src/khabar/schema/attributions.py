"""Attribution as found in one sentence, before chains are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.schema.names import ActorId
from khabar.schema.spans import Span
from khabar.schema.statements import Act, Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who a sentence names as the source of what it says, with cue and content.

    relay: the source hands on what somebody else says ("بحسب الصحيفة" at the end of another's
    words): it belongs to the chains of the sentence and makes no statement of its own.
    aside: it stands in a relative clause, which the outlet adds to what others say.
    through: those who hand this very statement on ("نقلت الوكالة عن مصدر"), outermost first.
    """

    sentence: int
    source: ActorId | None
    cue: Span
    content: Span
    act: Act
    mode: Mode
    through: tuple[ActorId, ...] = ()
    relay: bool = False
    aside: bool = False
    carried: bool = False
    sure: float = 0.7
    found_by: str
