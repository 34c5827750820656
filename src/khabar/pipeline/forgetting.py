"""Forgetting a document: what rests on it, and taking it out with all of that."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.pipeline.revised import Building, revised_since
from khabar.schema.documents import Document
from khabar.schema.judgement import Judgement
from khabar.schema.record import Revision
from khabar.store.base import Store

FORGOTTEN = "forgotten"
"""What the log says has become of a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """What goes with a document; copies are other documents with the same text, which stay."""

    document: Document
    readings: int
    asides: int
    judgements: tuple[Judgement, ...]
    copies: tuple[str, ...]


def resting_on(store: Store, document: Document) -> Resting:
    """What rests on a document. Copies are told where a record was assembled before."""
    kept = store.kept()
    pairs = kept.record.copies if kept else ()
    return Resting(
        document=document,
        readings=sum(each.document_id == document.id for each in store.all_readings()),
        asides=sum(each.document_id == document.id for each in store.asides()),
        judgements=tuple(
            each for each in store.judgements() if document.id in {spot.doc for spot in each.spots}
        ),
        copies=tuple(
            sorted({each for pair in pairs if document.id in pair for each in pair} - {document.id})
        ),
    )


def forget(store: Store, document_id: str, recipe: str, day: str, build: Building) -> None:
    """Take a document out, assemble the record without it, and overwrite what it left on disk.

    The log says that the document was forgotten, by its id, and what changed in the record.
    """
    last = store.kept()
    said = Revision(
        what=document_id, before="read", after=FORGOTTEN, because=(document_id,), day=day
    )
    store.forget(document_id, said)
    if last is not None:
        revised_since(store, recipe, day, build, last)
    store.sweep()


def was_forgotten(store: Store, wanted: str) -> bool:
    """Whether the log knows a forgotten document by the start of this id."""
    return any(
        each.after == FORGOTTEN and wanted and each.what.startswith(wanted)
        for each in store.revisions()
    )
