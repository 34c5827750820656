"""The versions of one page in a store: which documents they are, and what changed between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import parse_qsl, urlencode, urlsplit

from khabar.acquire.furniture import segments_of
from khabar.assemble.versions import Change, compare
from khabar.catalog.furniture import furniture_table
from khabar.lang.ar.normalise import view_of
from khabar.lang.ar.tokens import sentences_of
from khabar.schema.documents import Document, SegmentKind
from khabar.schema.text import Sentence
from khabar.store.base import Store

_READ = frozenset({SegmentKind.TITLE, SegmentKind.BODY})
_TRACKING = ("utm_", "fbclid", "gclid", "ref", "amp", "print", "output", "outputtype", "share")


@dataclass(frozen=True, slots=True)
class Step:
    """One version of a page, the next, and what changed from the one to the other.

    in_order: the documents say which came first; else the order is that of their ids.
    """

    older: Document
    newer: Document
    changes: tuple[Change, ...]
    in_order: bool


def page_of(document: Document) -> str | None:
    """What all versions of a page have in common: its address, or its id with its outlet.

    Scheme, "www.", what follows "#", and marks of campaigns, AMP and printing make no other page.
    """
    source = document.source
    if source.url:
        parts = urlsplit(source.url)
        query = [(k, v) for k, v in parse_qsl(parts.query) if not k.lower().startswith(_TRACKING)]
        path = parts.path.rstrip("/").removesuffix("/amp")
        host = parts.netloc.lower().removeprefix("www.").removeprefix("amp.").removeprefix("m.")
        return f"{host}{path}?{urlencode(sorted(query))}".rstrip("?")
    if source.source_id:
        return f"{source.outlet or source.path}#{source.source_id}"
    return None


def versions_in(store: Store) -> dict[str, tuple[str, ...]]:
    """The pages of which a store holds more than one version, each with their ids."""
    found: dict[str, list[str]] = {}
    for document in store.documents():
        page = page_of(document)
        if page is not None:
            found.setdefault(page, []).append(document.id)
    return {page: tuple(ids) for page, ids in sorted(found.items()) if len(ids) > 1}


def steps(versions: Iterable[Document]) -> Iterator[Step]:
    """From each version of a page to the next, the oldest first."""
    ordered = sorted(versions, key=_when)
    for older, newer in pairwise(ordered):
        yield Step(older, newer, changes(older, newer), _when(older)[:3] != _when(newer)[:3])


def _when(document: Document) -> tuple[str, str, str, str]:
    source = document.source
    published = document.published.earliest or document.published.latest or ""
    return (source.changed or published, source.fetched or "", published, document.id)


def changes(older: Document, newer: Document) -> tuple[Change, ...]:
    """What changed in the headline and the article itself; furniture never counts."""
    return compare(_sentences(older), _sentences(newer))


def _sentences(document: Document) -> Sequence[Sentence]:
    segments = segments_of(document.text, furniture_table(), document.source.title)
    return sentences_of(view_of(document.text), [s for s in segments if s.kind in _READ])
