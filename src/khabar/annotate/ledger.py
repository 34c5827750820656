"""What is disputed inside a document, and what is announced in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.schema.events import Event, Polarity, Report, Status
from khabar.schema.statements import Act, Dispute, DisputeKind, Expectation, Statement


def tell_about(
    statements: Sequence[Statement], reports: Sequence[Report]
) -> tuple[Statement, ...]:
    """Give each statement the events that its content tells."""
    return tuple(
        replace(s, about=tuple(dict.fromkeys(r.of for r in reports if s.content.holds(r))))
        for s in statements
    )


def find_disputes(statements: Sequence[Statement], events: Sequence[Event]) -> tuple[Dispute, ...]:
    """A denial disputes the positive events that it is about."""
    positive = {e.id for e in events if e.polarity is Polarity.POSITIVE}
    return tuple(
        Dispute(a=s.id, b=event, kind=DisputeKind.DENIAL)
        for s in statements
        if s.act is Act.DENY
        for event in s.about
        if event in positive
    )


def find_expectations(events: Sequence[Event]) -> tuple[Expectation, ...]:
    """Announced and predicted events, when they are due, and who announced them."""
    return tuple(
        Expectation(event=e.id, due=e.when, by=e.chain[-1] if e.chain else None)
        for e in events
        if e.status is Status.PLANNED
    )
