"""What our types and modes are in PLOVER and CAMEO.

The PLOVER modes and contexts are those of the PLOVER codebook (Open Event Data Alliance, 0.7), with
the newer names of NGEC's coder where they differ; the quad classes those of Halterman et al. 2023.
CAMEO codes are of version 1.1b3, their Goldstein scores those that GDELT publishes. Where a type is
wider than any code there is none: our REQUEST holds both appeals (02) and demands (10).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from khabar.catalog.event_types import event_types
from khabar.export.told.cast import Party
from khabar.export.told.events import Told
from khabar.export.told.tables import rows_of
from khabar.schema.events import EventType, Polarity, Status

QUADS = ("VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")
"""The quad classes in the order of their numbers, from 1."""

_T = EventType
_QUAD: Mapping[EventType, int] = {
    **dict.fromkeys((_T.AGREE, _T.CONSULT, _T.SUPPORT, _T.CONCEDE), 1),
    **dict.fromkeys((_T.COOPERATE, _T.AID, _T.RETREAT), 2),
    **dict.fromkeys((_T.REQUEST, _T.ACCUSE, _T.REJECT, _T.THREATEN), 3),
    **dict.fromkeys((_T.PROTEST, _T.SANCTION, _T.MOBILIZE, _T.COERCE, _T.ASSAULT), 4),
}
_LAST_OF_CLASS = ("05", "08", "13")  # GDELT's classes 1, 2 and 3 end with these roots of CAMEO


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A type and mode elsewhere; "" and None where there is nothing that surely is the same."""

    mode: str = ""
    contexts: tuple[str, ...] = ()
    cameo: str = ""
    score: float | None = None


@cache
def _scores() -> Mapping[tuple[str, str], tuple[float, str]]:
    return {(e.plover.value, e.mode): (e.score, e.cameo) for e in event_types()}


@cache
def goldstein() -> Mapping[str, float]:
    """The codes of CAMEO that have a Goldstein score, -10 to 10."""
    return {row["cameo"]: float(row["scale"]) for row in rows_of("goldstein.tsv")}


@cache
def _table() -> Mapping[tuple[str, str], Code]:
    found: dict[tuple[str, str], Code] = {}
    for row in rows_of("codes.tsv"):
        key = (row["type"], row["mode"])
        found[key] = Code(
            mode=row["plover_mode"],
            contexts=tuple(row["context"].split()),
            cameo=row["cameo"],
            score=_scores()[key][0] if key in _scores() else None,
        )
    return found


def code_of(kind: EventType, mode: str) -> Code:
    """What a type and mode are elsewhere.

    A mode that somebody added to the catalogue has the score and CAMEO code of its own file.
    """
    key = (kind.value, mode)
    if key in _table():
        return _table()[key]
    score, cameo = _scores().get(key, (None, ""))
    return Code(score=score, cameo=cameo if cameo in goldstein() else "")


def quad_of(kind: EventType) -> int | None:
    """PLOVER's quad class, 1 to 4."""
    return _QUAD.get(kind)


def quad_of_cameo(cameo: str) -> int | None:
    """GDELT's quad class of a CAMEO code, 1 to 4; None without a code."""
    if not cameo:
        return None
    return 1 + sum(cameo[:2] > last for last in _LAST_OF_CLASS)


@cache
def _mutual() -> frozenset[tuple[str, str]]:
    return frozenset((e.plover.value, e.mode) for e in event_types() if e.roles.symmetric)


def pairs(told: Told) -> Iterator[tuple[Party | None, Party | None]]:
    """Who did it and to whom, one and one: CAMEO and GDELT know no lists of actors.

    Those who consult each other, or do anything else mutual, may all stand as actors.
    """
    actors, recipients = told.lead.actors, told.lead.recipients
    key = (told.event.type.value, told.mode)
    mutual = told.event.type is EventType.CONSULT or key in _mutual()
    if mutual and not recipients and len(actors) > 1:
        yield from combinations(actors, 2)
    else:
        yield from product(actors or (None,), recipients or (None,))


def contexts_of(told: Told) -> tuple[str, ...]:
    """PLOVER's contexts: what the mode implies, and what keeps an event from being a fact."""
    event = told.lead.event
    grammar = {Status.PLANNED: ("future",), Status.POSSIBLE: ("hypothetical",)}
    negation = ("negation",) if event.polarity is Polarity.NEGATIVE else ()
    implied = code_of(told.event.type, told.mode).contexts
    return (*implied, *grammar.get(event.status, ()), *negation)
