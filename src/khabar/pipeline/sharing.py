"""A store to publish: what was found, by offsets, and nothing of the wording of the articles."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec

from khabar.pipeline.revised import digest_of, revised
from khabar.pipeline.together import record_of
from khabar.schema.documents import Document
from khabar.schema.judgement import Judgement
from khabar.schema.reading import Reading
from khabar.schema.record import Record, Revision
from khabar.store.base import Kept, Store, StoredReading
from khabar.store.codec import reading_body
from khabar.store.withheld import Withheld, filler

SHORT = 4
"""Words of the longest stretch that is kept of a name or a note: the name is a fact, a stretch that
is longer may be a sentence."""
_WORD = re.compile(r"\w+")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_AT_ONCE = 64
_ADDRESS = "!#$%&'()*+,/:;=?@[]~"
Told = TypeVar("Told", Reading, Record, Judgement, Revision)


def share(store: Store, target: Store, recipe: str, day: str) -> int:
    """Fill an empty store with what may be published of another; how many documents.

    Left out: texts, titles, readings that do not count, what was set aside, vectors, the desk's
    tables, documents that were never read, and folders of paths. Kept as they were: ids, hashes,
    offsets, dates, outlets, addresses, actors and all that was found.
    """
    record = revised(store, recipe, day, lambda r, j: record_of(r, judged=j))
    digests: dict[str, str] = {}
    readings = store.readings(recipe)
    while batch := list(islice(readings, _AT_ONCE)):
        documents = [d for each in batch if (d := store.document(each.document_id))]
        shared = [shared_reading(each) for each in batch]
        digests.update((each.document_id, digest_of(each.body)) for each in shared)
        target.write(documents=[withheld(each) for each in documents], readings=shared)
    judged = tuple(
        _short(each, Judgement)
        for each in store.judgements()
        if all(spot.doc in digests for spot in each.spots)
    )
    for judgement in judged:
        target.judge(judgement)
    kept = Kept(
        readings=digests,
        judged=tuple(target.judgements()),
        record=_short(replace(record, revisions=()), Record),
    )
    target.keep(kept, [_short(each, Revision) for each in record.revisions], after=None)
    return len(digests)


def withheld(document: Document) -> Withheld:
    """A document without its text and title."""
    source = document.source
    facts = msgspec.to_builtins(replace(source, title=None, url=None))
    shared = replace(
        msgspec.convert(_shortened(facts, ""), type(source)),
        url=_address(source.url),
        path=_file(source.path),
    )
    return Withheld(
        id=document.id,
        text=filler(document.text),
        source=shared,
        published=msgspec.convert(
            _shortened(msgspec.to_builtins(document.published), ""), type(document.published)
        ),
        notes=tuple(short(note, "") for note in document.notes),
        pages=document.pages,
        withheld=True,
    )


def shared_reading(stored: StoredReading) -> StoredReading:
    """A reading without the text."""
    told = msgspec.json.decode(stored.body)
    text, facts = told["text"], told["document"]
    address, path = facts.get("url"), facts["path"]
    told["text"], facts["title"], facts["url"] = None, None, None
    told = _shortened(told, text)
    told["text"] = filler(text)
    told["document"] |= {"url": _address(address), "path": _file(path)}
    body = reading_body(msgspec.convert(told, Reading))
    return replace(stored, body=body)


def _short(told: Told, kind: type[Told]) -> Told:
    return msgspec.convert(_shortened(msgspec.to_builtins(told), ""), kind)


def _shortened(told: Any, text: str) -> Any:
    """JSON with every string cut that may quote an article."""
    if isinstance(told, str):
        return short(told, text)
    if isinstance(told, dict):
        return {key: _shortened(value, text) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [_shortened(value, text) for value in told]
    return told


def short(said: str, text: str) -> str:
    """The string, cut after a few words if it may be taken from an article.

    That is one in Arabic letters, or one that stands in this text.
    """
    words = list(_WORD.finditer(said))
    if len(words) <= SHORT or not (_ARABIC.search(said) or said in text):
        return said
    return f"{said[: words[SHORT - 1].end()]}…"


def _address(url: str | None) -> str | None:
    """The same address, in which no words stand."""
    return None if url is None else quote(url, safe=_ADDRESS)


def _file(path: str) -> str:
    """The file's own name: its folders are the business of whoever shares."""
    if "://" in path:
        return quote(path, safe=_ADDRESS)
    return short(PurePosixPath(path).name or path, "")
