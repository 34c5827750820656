"""How documents and readings become bytes, and how asides get their keys."""

from __future__ import annotations

import hashlib
from contextlib import suppress

import msgspec

from khabar.errors import StoreError
from khabar.schema.documents import Document
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading
from khabar.schema.record import Revision
from khabar.store.base import Aside, Kept
from khabar.store.withheld import Withheld

_MEND = "Run `khabar check`, then read the article again into a new store"


def document_body(document: Document) -> bytes:
    """A document as JSON.

    Raises:
        UnicodeEncodeError: the text has half a surrogate pair, which no file or terminal can hold.
    """
    return msgspec.json.encode(document)


def document_of(body: bytes, where: str) -> Document:
    """The document that was stored as these bytes."""
    try:
        return msgspec.json.decode(body, type=Document)
    except (msgspec.MsgspecError, ValueError) as error:
        with suppress(msgspec.MsgspecError, ValueError):
            return msgspec.json.decode(body, type=Withheld)
        raise StoreError(where, f"a document is damaged ({error})", f"{_MEND}.") from error


def reading_body(reading: Reading) -> bytes:
    """A reading as one line of JSON, in the public interchange format."""
    return msgspec.json.encode(reading)


def reading_of(body: bytes, where: str) -> Reading:
    """The reading that was stored as these bytes; all its spans and references are checked."""
    try:
        return msgspec.json.decode(body, type=Reading)
    except (msgspec.MsgspecError, ValueError) as error:
        raise StoreError(where, f"a reading is damaged ({error})", f"{_MEND}.") from error


def judgement_body(judgement: Judgement) -> bytes:
    """A judgement as JSON."""
    return msgspec.json.encode(judgement)


def judgement_of(body: bytes, where: str) -> Judgement:
    """The judgement that was stored as these bytes."""
    try:
        return msgspec.json.decode(body, type=Judgement)
    except (msgspec.MsgspecError, ValueError) as error:
        raise StoreError(where, f"a judgement is damaged ({error})", f"{_MEND}.") from error


def kept_body(kept: Kept) -> bytes:
    """The last record as JSON."""
    return msgspec.json.encode(kept)


def kept_of(body: bytes) -> Kept | None:
    """The last record; None where a khabar wrote it whose records were made otherwise."""
    try:
        return msgspec.json.decode(body, type=Kept)
    except (msgspec.MsgspecError, ValueError):
        return None


def revision_body(revision: Revision) -> bytes:
    """What changed, as JSON."""
    return msgspec.json.encode(revision)


def revision_of(body: bytes, where: str) -> Revision:
    """What changed, as it was stored."""
    try:
        return msgspec.json.decode(body, type=Revision)
    except (msgspec.MsgspecError, ValueError) as error:
        raise StoreError(where, f"a revision is damaged ({error})", f"{_MEND}.") from error


def facts_hash(document: Document) -> str:
    """What, beside the text, can change a reading: not the path, which differs between copies."""
    source = document.source
    facts = (source.url, source.outlet, source.title, document.published, document.notes)
    paged = (*facts, document.pages) if document.pages else facts
    return hashlib.sha256(msgspec.json.encode(paged)).hexdigest()


def aside_of(item: str, path: str, reason: str, payload: bytes | None) -> Aside:
    """Something that gave no document; other bytes under the same name are another thing."""
    content = b"" if payload is None else hashlib.sha256(payload).digest()
    key = hashlib.sha256(item.encode("utf-8", "surrogatepass") + b"\0" + content).hexdigest()
    return Aside(key=key, item=_plain(item), path=_plain(path), reason=_plain(reason))


def aside_of_document(document: Document, failure: str) -> Aside:
    """A document that was acquired and could not be read."""
    source = document.source
    item = source.path if source.source_id is None else f"{source.path} ({source.source_id})"
    remedy = "Try `khabar aside --retry`; if it fails again, report it to the makers of khabar."
    return Aside(
        key=document.id,
        item=item,
        path=source.path,
        reason=_plain(f"{item}: it could not be read ({failure}). {remedy}"),
        document_id=document.id,
    )


def _plain(text: str) -> str:
    """What any database can hold: file names may have bytes that are no text."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
