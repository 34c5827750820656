"""An event of the record with all that tells whether it is a part of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from khabar.assemble.events_facts import DocEvent
from khabar.assemble.events_times import Window, window_of
from khabar.assemble.events_words import stem
from khabar.lang.ar.normalise import normalise
from khabar.schema.events import EventType, Polarity, Status
from khabar.schema.moments import Edtf
from khabar.schema.record import KnownId

_BREADTH = {
    "war": 5, "campaign": 4, "military_intervention": 4, "offensive": 4, "battle": 3,
    "fighting": 3, "clashes": 3, "bombardment": 3, "attacks": 3,
    "chemical": 1,
}  # fmt: skip
"""How much a kind of violence holds; whatever is not here is one blow."""
_BLOW = 2
_MANY_WORDS = (
    "حرب", "حملة", "عمليات", "هجمات", "غارات", "ضربات", "معارك", "صواريخ", "سلسلة", "تصعيد",
    "موجة", "جولات", "تفجيرات",
)  # fmt: skip
"""Words that tell of many blows at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An event of the record as all its members tell it.

    places are stems of their names; at holds for each document the ranks at which it is told
    there; many says that its words tell of several; breadth is how much it holds.
    """

    id: KnownId
    type: EventType
    modes: frozenset[str]
    doers: frozenset[str]
    targets: frozenset[str]
    places: frozenset[str]
    when: Window | None
    docs: frozenset[str]
    at: tuple[tuple[str, int], ...]
    sentences: frozenset[tuple[str, int]]
    happened: bool
    ongoing: bool
    many: bool

    @property
    def kind(self) -> int:
        """How much its kind holds: a war more than a battle."""
        return max((_BREADTH.get(m, _BLOW) for m in self.modes), default=_BLOW)

    @property
    def breadth(self) -> int:
        """How much it holds: raids more than a raid, but not more than a campaign."""
        return self.kind + self.many


def deed_of(of: KnownId, type_: EventType, when: Edtf | None, told: Sequence[DocEvent]) -> Deed:
    """What all members of an event say of it together."""
    done = (Status.OCCURRED, Status.ONGOING)
    return Deed(
        id=of, type=type_, when=window_of(when),
        modes=frozenset(t.event.mode for t in told if t.event.mode),
        doers=frozenset(a for t in told for a in t.actor),
        targets=frozenset(a for t in told for a in t.recipient),
        places=frozenset(t.place for t in told if t.place),
        docs=frozenset(t.ref.doc for t in told),
        at=tuple((t.ref.doc, t.rank) for t in told),
        sentences=frozenset((t.ref.doc, t.event.sentence.start) for t in told),
        happened=any(
            t.event.status in done and t.event.polarity is Polarity.POSITIVE for t in told
        ),
        ongoing=any(t.event.status is Status.ONGOING for t in told),
        many=any(t.told & _many() for t in told),
    )  # fmt: skip


@cache
def _many() -> frozenset[str]:
    return frozenset(stem(normalise(w)) for w in _MANY_WORDS)
