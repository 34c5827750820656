"""Whether two stores hold the same."""

from __future__ import annotations

import hashlib

from khabar.store.base import Store
from khabar.store.codec import document_body, judgement_body


def content_hash(store: Store) -> str:
    """A hash of all that a store holds, the same however and in whatever order it got there."""
    digest = hashlib.sha256()
    for document in store.documents():
        digest.update(b"document\0" + document_body(document))
    for reading in store.all_readings():
        digest.update(f"reading\0{reading.document_id}\0{reading.recipe}\0".encode() + reading.body)
    for aside in store.asides():
        digest.update(f"aside\0{aside}\0".encode() + (store.payload(aside.key) or b""))
    for judgement in store.judgements():
        digest.update(b"judgement\0" + judgement_body(judgement))
    return digest.hexdigest()
