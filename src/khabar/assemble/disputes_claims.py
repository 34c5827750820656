"""The one way in which disputes are made: from two claims, with all that they say of themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace

from khabar.assemble.disputes_sayings import Saying
from khabar.assemble.disputes_sides import is_reversal, is_soft
from khabar.assemble.disputes_tellings import Telling
from khabar.schema.record import DisputeAbout, DisputeSide, KnownId, RecordDispute, Strength
from khabar.schema.statements import Act, DisputeKind

Claim = Telling | Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why two claims stand against each other: what they differ on, of which event.

    soft says that they hardly exclude each other; outer, that an account which a quoted source
    gives is stood for by what that source says.
    """

    about: DisputeAbout = DisputeAbout.FACT
    kind: DisputeKind = DisputeKind.CONTRADICTION
    event: str | None = None
    soft: bool = False
    outer: bool = True


def against(a: Claim, b: Claim, ground: Ground) -> RecordDispute:
    """Two claims set against each other, in this order."""
    first, second = (c.claim if ground.outer and isinstance(c, Telling) else c.ref for c in (a, b))
    one, other = _side(a, b), _side(b, a)
    soft = ground.soft or any(_soft(c, ground.kind) for c in (a, b))
    return RecordDispute(
        a=first, b=second, kind=ground.kind, about=ground.about,
        event=KnownId(ground.event) if ground.event else None,
        strength=Strength.SOFT if soft else Strength.STRONG,
        reversal=is_reversal(one, other), sides=(one, other),
    )  # fmt: skip


def _side(claim: Claim, other: Claim) -> DisputeSide:
    """Who makes a claim; of what its own document tells through its denier, somebody unnamed."""
    if not isinstance(claim, Telling) or not isinstance(other, Saying):
        return claim.side
    inside = claim.ref.doc == other.ref.doc
    if not inside or other.statement.act is not Act.DENY or claim.side.by != other.side.by:
        return claim.side
    return replace(claim.side, by=f"somebody in {claim.ref.doc}", chain=claim.side.chain[:-1])


def _soft(claim: Claim, kind: DisputeKind) -> bool:
    """A denial is firm whatever it denies; only who merely doubts does not deny."""
    if kind is DisputeKind.DENIAL:
        return isinstance(claim, Saying) and claim.statement.act is Act.DOUBT
    return claim.soft if isinstance(claim, Telling) else is_soft(claim.statement)
