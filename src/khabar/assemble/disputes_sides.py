"""Two claims set against each other: who stands on each side, through whom, when, how firmly.

What was said first is never taken back by what is said later: both stay, each with its day. One
source on both sides is a reversal, and stands there as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from khabar.assemble.events_facts import key_of
from khabar.assemble.reported import days_of, spanned
from khabar.schema.events import Event, Status
from khabar.schema.names import ActorId
from khabar.schema.reading import Reading
from khabar.schema.record import DisputeSide, KnownId, Ref
from khabar.schema.statements import Act, Statement

_SOFT = frozenset({Act.VIEW, Act.DOUBT, Act.EXPECT, Act.HOPE, Act.WARN})
"""What is said without claiming that it is so."""

SideOf = Callable[[Event | Statement], DisputeSide]


def sides_in(reading: Reading, actors: Mapping[Ref, KnownId]) -> SideOf:
    """Who makes a claim of this document; claims of one voice share one side."""
    doc, outlet = reading.document.id, reading.document.outlet
    days = days_of(reading.document.published)
    reported = spanned((days,)) if days else None
    own = f"outlet:{outlet}" if outlet else f"document:{doc}"
    known: dict[tuple[tuple[ActorId, ...], bool], DisputeSide] = {}

    def side(claim: Event | Statement) -> DisputeSide:
        somebody = isinstance(claim, Statement) and claim.source is None
        chain = _chain(claim)
        if (chain, somebody) not in known:
            names = _named(doc, chain, actors)
            by = f"somebody in {doc}" if somebody else names[-1] if names else own
            known[chain, somebody] = DisputeSide(by=by, chain=names, reported=reported)
        return known[chain, somebody]

    return side


def _chain(claim: Event | Statement) -> tuple[ActorId, ...]:
    if isinstance(claim, Event) or claim.source is None:
        return claim.chain
    return (*claim.chain, claim.source)


def _named(
    doc: str, chain: Iterable[ActorId], actors: Mapping[Ref, KnownId]
) -> tuple[KnownId, ...]:
    refs = (Ref(doc=doc, id=i) for i in chain)
    return tuple(actors.get(ref, KnownId(key_of(ref))) for ref in refs)


def is_soft(claim: Event | Statement) -> bool:
    """Whether it hardly claims anything: a view, a doubt, or what is only possible."""
    if isinstance(claim, Statement):
        return claim.act in _SOFT
    return claim.status is Status.POSSIBLE


def is_reversal(a: DisputeSide, b: DisputeSide) -> bool:
    """One source on both sides; an outlet that tells on what others say takes nothing back."""
    return a.by == b.by and bool(a.chain and b.chain)
