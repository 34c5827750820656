"""The publication date of a document: what is known of it, checked and completed by its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from khabar.annotate.published import DatedOffice, published_from_text
from khabar.catalog.offices import Tenure
from khabar.lang.ar.normalise import View, normalise
from khabar.schema.mentions import Mention
from khabar.schema.moments import Published
from khabar.schema.spans import Span

_SHORT = 2  # words: "وزير الداخلية" of "وزير الداخلية في حكومة الوفاق الوطني"


def date_document(
    view: View,
    told: Sequence[Span],
    known: Published,
    mentions: Sequence[tuple[Mention, str]],
    tenures: Mapping[str, Sequence[Tenure]],
) -> Published:
    """Date a document; mentions come with their words, tenures by the person's catalogue id."""
    offices = [
        office
        for mention, words in mentions
        if mention.key is not None
        for tenure in tenures.get(mention.key, ())
        for office in _dated(tenure, words)
    ]
    return published_from_text(view, told, known, list(dict.fromkeys(offices)))


def _dated(tenure: Tenure, words: str) -> Iterator[DatedOffice]:
    title = normalise(tenure.office)
    short = " ".join(title.split()[:_SHORT])
    for form in dict.fromkeys((title, short, *map(normalise, tenure.also))):
        if len(form.split()) >= _SHORT or form.startswith("ال"):
            yield DatedOffice(
                office=form, person=normalise(words), start=tenure.start, end=tenure.end
            )


def by_person(tenures: Iterator[Tenure]) -> dict[str, tuple[Tenure, ...]]:
    """Tenures by the catalogue id of their holder."""
    found: dict[str, list[Tenure]] = {}
    for tenure in tenures:
        found.setdefault(tenure.person, []).append(tenure)
    return {person: tuple(held) for person, held in found.items()}
