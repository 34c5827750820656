"""Tables that hold documents and their readings whole: what a store is rebuilt from."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from khabar.export.parquet.table import (
    DAY,
    LINE,
    NUMBER,
    RAW,
    TEXT,
    Row,
    Table,
    columns,
    day_of,
)
from khabar.schema.documents import Document
from khabar.schema.reading import Reading


@dataclass(frozen=True, slots=True)
class Told:
    """One document of a store with its present reading, where it has one, and that one's JSON."""

    document: Document
    reading: Reading | None
    body: bytes | None


def _documents(held: Told) -> list[Row]:
    document, reading = held.document, held.reading
    source = document.source
    facts = reading.document if reading else None
    published = facts.published if facts else document.published
    text, body = whole(document)
    return [
        (
            document.id, source.source_id, source.path, source.url,
            facts.outlet if facts else source.outlet, facts.title if facts else source.title,
            facts.language if facts else None,
            day_of(published.earliest), day_of(published.latest), published.basis, published.why,
            source.author, source.agency, source.section,
            reading.recipe if reading else None, len(document.text), text, body,
        )
    ]  # fmt: skip


def whole(document: Document) -> tuple[str | None, bytes]:
    """The text of a document, and all else of it as JSON: together they are the document.

    A store that was shared without texts has filler in their place: then there is no text, and
    the JSON says all.
    """
    facts = msgspec.to_builtins(document)
    if facts.get("withheld"):
        return None, msgspec.json.encode(document)
    text = facts.pop("text")
    return text, msgspec.json.encode(facts)


def joined(text: str | None, body: bytes) -> bytes:
    """The JSON of the document that whole() took apart."""
    if text is None:
        return body
    facts = msgspec.json.decode(body)
    return msgspec.json.encode({"id": facts.pop("id", ""), "text": text, **facts})


def _readings(held: Told) -> list[Row]:
    if held.reading is None:
        return []
    return [(held.document.id, held.reading.recipe, held.body)]


DOCUMENTS: Table[Told] = Table(
    "documents",
    "One document a row: what is known about it, its text, and the rest of it as JSON.",
    columns(
        document_id=LINE, source_id=LINE, path=LINE, url=LINE, outlet=LINE, title=LINE,
        language=LINE, published_earliest=DAY, published_latest=DAY, published_basis=LINE,
        published_why=LINE, author=LINE, agency=LINE, section=LINE, recipe=LINE, characters=NUMBER,
        text=TEXT, body=RAW,
    ),
    _documents,
)  # fmt: skip
READINGS: Table[Told] = Table(
    "readings",
    "The present reading of a document, whole, as JSON in the format khabar.reading/1.",
    columns(document_id=LINE, recipe=LINE, body=RAW),
    _readings,
)
