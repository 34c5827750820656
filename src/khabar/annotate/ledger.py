"""What statements are about, and what is announced in a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.schema.events import Event, Report, Status
from khabar.schema.statements import Expectation, Statement


def tell_about(statements: Sequence[Statement], reports: Sequence[Report]) -> tuple[Statement, ...]:
    """Give each statement the events that its content tells."""
    return tuple(
        replace(s, about=tuple(dict.fromkeys(r.of for r in reports if s.content.holds(r))))
        for s in statements
    )


def find_expectations(events: Sequence[Event]) -> tuple[Expectation, ...]:
    """Announced and predicted events, when they are due, and who announced them."""
    return tuple(
        Expectation(event=e.id, due=e.when, by=e.chain[-1] if e.chain else None)
        for e in events
        if e.status is Status.PLANNED
    )
