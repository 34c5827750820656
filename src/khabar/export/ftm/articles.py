"""Articles: what everything else is proven by. Their texts stay where they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from khabar.export.ftm.entity import Entity, entity_of
from khabar.export.ftm.lookup import Lookup, article_id, made_id
from khabar.schema.reading import DocumentFacts
from khabar.schema.record import Record


def article_entities(record: Record, lookup: Lookup) -> Iterator[Entity]:
    """Each article, then which of them have the words of another."""
    for doc, reading in lookup.readings.items():
        yield _article(doc, reading.document, lookup)
    for at, pair in enumerate(record.copies):
        yield entity_of(
            made_id("copy", *pair),
            "UnknownLink",
            (
                ("subject", article_id(pair[0]), None),
                ("object", article_id(pair[1]), None),
                ("role", "has the words of", "eng"),
            ),
            {"at": at, "copies": pair},
            lookup.days(pair),
        )


def _article(doc: str, facts: DocumentFacts, lookup: Lookup) -> Entity:
    # A path tells how somebody's disk is laid out, which is nobody's business.
    name = PurePath(facts.path).name or doc
    values = (
        ("title", facts.title, "ara"),
        ("fileName", name, None),
        ("sourceUrl", facts.url, None),
        ("publisher", facts.outlet, "ara"),
        ("publishedAt", lookup.day(doc), None),
        ("language", "ara", None),
        ("summary", _between(facts), "eng"),
    )
    return entity_of(article_id(doc), "Article", values, {"document": doc}, lookup.days((doc,)))


def _between(facts: DocumentFacts) -> str | None:
    """When it appeared, where that is known but not to the day."""
    first, last = facts.published.earliest, facts.published.latest
    if first == last:
        return None
    return f"published between {first or 'an unknown day'} and {last or 'an unknown day'}"
