"""With what it was done: accounts of one attack that name different agents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from khabar.assemble.disputes_sayings import Saying
from khabar.assemble.disputes_tellings import Telling
from khabar.assemble.stage import Stage
from khabar.lang.ar.normalise import normalise
from khabar.schema.events import EventType
from khabar.schema.record import KnownId, RecordDispute, Ref
from khabar.schema.statements import Act, DisputeKind

_AGENTS = ("سارين", "كلور", "خردل", "نوفيتشوك", "فوسفور", "ريسين", "بولونيوم")
"""Substances of which one is used in one attack; who names another gainsays it."""
_BEFORE = ("", "ال", "و", "وال", "ب", "بال", "لل")
_FORMS = {before + normalise(agent): agent for agent in _AGENTS for before in _BEFORE}
_WORD = re.compile(r"\w+")
_TELLS = frozenset({Act.SAY, Act.CONFIRM, Act.ACCUSE, Act.REVEAL})

Named = tuple[str, str, tuple[int, int, Ref], Ref]
"""An agent, who names it, when, and the claim that does."""


def _keys(item: Telling | Saying) -> Iterator[str]:
    if isinstance(item, Saying):
        if item.statement.act in _TELLS and _agent(item):
            yield from sorted(item.about)
    elif item.same and item.asserted and item.event.type is EventType.ASSAULT:
        yield item.same


def _agent(item: Telling | Saying) -> str | None:
    """The one agent that is named; who names several tells of several, or of none for sure."""
    words = _WORD.findall(normalise(item.behind if isinstance(item, Telling) else item.content))
    named = {_FORMS[w] for w in words if w in _FORMS}
    return next(iter(named)) if len(named) == 1 else None


def _build(event: str, members: Sequence[Telling | Saying]) -> Iterator[RecordDispute]:
    if not any(isinstance(m, Telling) for m in members):
        return
    for (one, _, _, a), (other, _, _, b) in combinations(_first_named(members), 2):
        if one != other and a.doc != b.doc:
            yield RecordDispute(a=a, b=b, kind=DisputeKind.CONTRADICTION, event=KnownId(event))


def _first_named(members: Sequence[Telling | Saying]) -> list[Named]:
    """What each voice says first."""
    named: list[Named] = sorted(
        (agent, m.voice, m.order, m.ref)
        for m in members
        if (agent := _agent(m)) and not (isinstance(m, Telling) and m.event.chain)
    )
    first: dict[tuple[str, str], Named] = {}
    for each in named:
        first.setdefault(each[:2], each)
    return sorted(first.values(), key=lambda n: n[2])


MEANS: Stage[Telling | Saying, str, RecordDispute] = Stage(
    keys=_keys, build=_build, order=lambda m: repr(m.order)
)
