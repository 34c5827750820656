"""How an event stands over all its reports: announced, reported, corroborated, disputed, denied."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from khabar.assemble.sources import Voices, reports_of
from khabar.schema.events import Event, Polarity, Report, Status
from khabar.schema.reading import Reading
from khabar.schema.record import Standing
from khabar.schema.statements import Act

_HAPPENED = (Status.OCCURRED, Status.ONGOING)
_TWO = 2  # origins that agree are corroboration


@dataclass(frozen=True, slots=True)
class Told:
    """An event of the record as one document tells it."""

    reading: Reading
    event: Event

    @property
    def doc(self) -> str:
        """The document's id."""
        return self.reading.document.id

    @property
    def reports(self) -> tuple[Event | Report, ...]:
        """Its reports in this document."""
        return reports_of(self.reading, self.event)


def standing(told: Sequence[Told], origins: Sequence[str], voices: Voices) -> Standing:
    """How an event stands, given by all that tell it.

    An announcement that somebody denies or calls into question is disputed like any other report.
    """
    reports = [(t.doc, r) for t in told for r in t.reports]
    asserting = {_voice(d, r, voices) for d, r in reports if r.polarity is Polarity.POSITIVE}
    denying = {_voice(d, r, voices) for d, r in reports if r.polarity is Polarity.NEGATIVE}
    denying |= {s for t in told for s in _deniers(t, voices)}
    if not asserting - denying:
        return Standing.DENIED
    if denying or any(_disputed(t) for t in told):
        return Standing.DISPUTED
    statuses = {r.status for _, r in reports}
    if Status.PLANNED in statuses and not statuses.intersection(_HAPPENED):
        return Standing.ANNOUNCED
    return Standing.CORROBORATED if len(origins) >= _TWO else Standing.REPORTED


def _voice(doc: str, report: Event | Report, voices: Voices) -> str:
    last = voices.last(doc, report.chain)
    return voices.outlet[doc] if last is None else last


def _deniers(told: Told, voices: Voices) -> Set[str]:
    """Those who deny the event in this document; somebody unnamed is one of the document's own."""
    found = set()
    for statement in told.reading.statements:
        if statement.act is Act.DENY and told.event.id in statement.about:
            source = None if statement.source is None else (statement.source,)
            found.add(voices.last(told.doc, source or ()) or f"somebody in {told.doc}")
    return found


def _disputed(told: Told) -> bool:
    """Whether the document itself sets another claim against the event or what is said of it."""
    about = {s.id for s in told.reading.statements if told.event.id in s.about}
    sides = {told.event.id, *about}
    return any(
        (d.a in sides) != (d.b in sides) or told.event.id in (d.a, d.b)
        for d in told.reading.disputes
    )
