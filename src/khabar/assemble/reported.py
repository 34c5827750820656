"""When something was reported: the days of publication of the readings that say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from khabar.schema.moments import Edtf, Published, edtf
from khabar.schema.reading import Reading

Days = tuple[str, str]
"""The first and the last day on which a document may have been published."""

_OPEN = ".."


def days_of(published: Published) -> Days | None:
    """The days within which a document was published; None where nothing bounds them."""
    first, last = published.earliest or published.latest, published.latest or published.earliest
    return (first, last) if first and last else None


def days_by_doc(readings: Iterable[Reading]) -> Mapping[str, Days]:
    """The days of every reading that has them."""
    found = {r.document.id: days_of(r.document.published) for r in readings}
    return {doc: days for doc, days in found.items() if days is not None}


def spanned(days: Sequence[Days]) -> Edtf | None:
    """From the first to the last day of reports: for as long it was said to be so."""
    if not days:
        return None
    first, last = min(d[0] for d in days), max(d[1] for d in days)
    return edtf(first if first == last else f"{first}/{last}")


def since(days: Sequence[Days]) -> Edtf | None:
    """From the first day of reports on, with no end told."""
    return edtf(f"{min(d[0] for d in days)}/{_OPEN}") if days else None


def until(days: Sequence[Days]) -> Edtf | None:
    """At some time before the first day of reports: they say that it is over."""
    return edtf(f"{_OPEN}/{min(d[0] for d in days)}") if days else None
