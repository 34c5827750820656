"""A statement with another source: who it was through is told otherwise wherever it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from khabar.schema.names import ActorId
from khabar.schema.reading import Reading
from khabar.schema.spans import Span
from khabar.schema.statements import Statement

_Chain = tuple[ActorId, ...]


def with_source(
    reading: Reading, spoken: Statement, source: ActorId | None, found_by: str
) -> Reading:
    """The reading where this source says it; what was told through the old one in these words,
    is told through the new one."""
    after = replace(spoken, source=source, sure=1.0, found_by=found_by)
    passed = _passing(spoken, source)
    about = set(spoken.about)
    return replace(
        reading,
        statements=tuple(after if s.id == spoken.id else s for s in reading.statements),
        events=tuple(
            replace(e, chain=passed(e, e.chain)) if e.id in about else e for e in reading.events
        ),
        reports=tuple(
            replace(r, chain=passed(r, r.chain)) if r.of in about else r for r in reading.reports
        ),
        figures=tuple(
            replace(f, chain=passed(f, f.chain)) if f.event in about else f
            for f in reading.figures
        ),
    )  # fmt: skip


def _passing(spoken: Statement, source: ActorId | None) -> Callable[[Span, _Chain], _Chain]:
    """How a chain runs now that led through the old source."""

    def passed(at: Span, chain: _Chain) -> _Chain:
        if not spoken.content.overlaps(at):
            return chain
        swapped = (source if link == spoken.source else link for link in chain)
        return tuple(dict.fromkeys(link for link in swapped if link is not None))

    return passed
