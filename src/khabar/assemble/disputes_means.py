"""What set words tell apart: the agent of an attack, and who is well or in the right.

Accounts of one attack that name different agents stand here; disputes_states holds the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from khabar.assemble.disputes_claims import Claim, Ground, against
from khabar.assemble.disputes_sayings import Saying
from khabar.assemble.disputes_states import STATES, state_keys, states
from khabar.assemble.disputes_tellings import Telling
from khabar.assemble.stage import Stage
from khabar.lang.ar.normalise import normalise
from khabar.schema.events import EventType
from khabar.schema.record import DisputeAbout, RecordDispute
from khabar.schema.statements import Act

_AGENTS = ("سارين", "كلور", "خردل", "نوفيتشوك", "فوسفور", "ريسين", "بولونيوم")
"""Substances of which one is used in one attack; who names another gainsays it."""
_BEFORE = ("", "ال", "و", "وال", "ب", "بال", "لل")
_FORMS = {before + normalise(agent): agent for agent in _AGENTS for before in _BEFORE}
_WORD = re.compile(r"\w+")
_TELLS = frozenset({Act.SAY, Act.CONFIRM, Act.ACCUSE, Act.REVEAL})


def _keys(item: Claim) -> Iterator[str]:
    yield from state_keys(item)
    if isinstance(item, Saying):
        if item.statement.act in _TELLS and _agent(item):
            yield from sorted(item.about)
    elif item.same and item.asserted and item.event.type is EventType.ASSAULT:
        yield item.same


def _agent(item: Claim) -> str | None:
    """The one agent that is named; who names several tells of several, or of none for sure."""
    words = _WORD.findall(normalise(item.behind if isinstance(item, Telling) else item.content))
    named = {_FORMS[w] for w in words if w in _FORMS}
    return next(iter(named)) if len(named) == 1 else None


def _build(event: str, members: Sequence[Claim]) -> Iterator[RecordDispute]:
    if event.startswith(STATES):
        yield from states(event, members)
        return
    if not any(isinstance(m, Telling) for m in members):
        return
    for (one, a), (other, b) in combinations(_first_named(members), 2):
        if one != other and a.ref.doc != b.ref.doc:
            yield against(a, b, Ground(about=DisputeAbout.MEANS, event=event, outer=False))


def _first_named(members: Sequence[Claim]) -> list[tuple[str, Claim]]:
    """What each voice says first."""
    first: dict[tuple[str, str], Claim] = {}
    for member in sorted(members, key=lambda m: m.order):
        agent = _agent(member)
        if agent and not (isinstance(member, Telling) and member.event.chain):
            first.setdefault((agent, member.voice), member)
    return sorted(((agent, m) for (agent, _), m in first.items()), key=lambda n: n[1].order)


MEANS: Stage[Claim, str, RecordDispute] = Stage(
    keys=_keys, build=_build, order=lambda m: repr(m.order)
)
